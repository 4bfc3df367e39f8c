/** Entropy from probabilities alone, −Σ p ln p in nats: the other way to S = ln Z + βU. */
import { exp, log, sigmoid, softplus } from './elementary';
import { forEachHiddenState, smallerLayer } from './partition';
import type { Rbm } from './rbm';
import { blocksOf, finished } from './thermodynamics';

/** Up to so many units together, every joint state is gone through. */
export const largestJoint = 20;

const none = new Float64Array(0);

/** −p ln p, which is 0 at 0. */
const surprise = (p: number): number => (p === 0 ? 0 : -p * log(p));

/** Entropy of a unit that is on with probability σ(x): neither p ln p is left to rounding where p is nearly 1. */
export const unitEntropy = (x: number): number => sigmoid(x) * softplus(-x) + sigmoid(-x) * softplus(x);

/** As `jointEntropy`, pausing between blocks of states. */
export function* summingJoint(rbm: Rbm, beta: number, logZ: number): Generator<undefined, number> {
  let entropy = 0;
  for (const { machine, bias } of blocksOf(rbm, smallerLayer(rbm), 4)) {
    forEachHiddenState(machine, (_h, within, inputs) => {
      // alone, the other layer is a machine whose biases are its inputs
      forEachHiddenState(
        { visible: 0, hidden: inputs.length, W: none, a: none, b: inputs },
        (_v, ofOther) => {
          entropy += surprise(exp(beta * (bias + within + ofOther) - logZ));
        },
      );
    });
    yield;
  }
  return entropy;
}

/**
 * −Σ_{v,h} p ln p over all joint states at inverse temperature β, with p = e^{−βE − ln Z}: wrong wherever ln Z is,
 * since the p then don't add up to 1. Takes 2^(visible + hidden) logarithms.
 */
export const jointEntropy = (rbm: Rbm, beta: number, logZ: number): number =>
  finished(summingJoint(rbm, beta, logZ));

/** As `layeredEntropy`, pausing between blocks of states. */
export function* summingLayers(rbm: Rbm, beta: number, logZ: number): Generator<undefined, number> {
  let entropy = 0;
  for (const { machine, bias } of blocksOf(rbm, smallerLayer(rbm), 8)) {
    forEachHiddenState(machine, (_h, within, inputs) => {
      let logWeight = beta * (bias + within);
      let ofUnits = 0;
      for (let i = 0; i < inputs.length; i++) {
        logWeight += softplus(beta * inputs[i]);
        ofUnits += unitEntropy(beta * inputs[i]);
      }
      const p = exp(logWeight - logZ);
      entropy += surprise(p) + p * ofUnits;
    });
    yield;
  }
  return entropy;
}

/**
 * The same by the chain rule, S = −Σ_s p(s) ln p(s) + Σ_s p(s) Σ_i H(unit i given s): over the smaller layer's
 * states s, with the independent units of the other layer each on its own.
 */
export const layeredEntropy = (rbm: Rbm, beta: number, logZ: number): number =>
  finished(summingLayers(rbm, beta, logZ));
