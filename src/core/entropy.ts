/** Entropy from probabilities alone, −Σ p ln p in nats: the other way to S = ln Z + βU. */
import { exp, log } from './elementary';
import { forEachHiddenState, smallerLayer } from './partition';
import type { Rbm } from './rbm';
import { blocksOf, finished } from './thermodynamics';

/** Up to so many units together, every joint state is gone through. */
export const largestJoint = 20;

const none = new Float64Array(0);

/** −p ln p, which is 0 at 0. */
const surprise = (p: number): number => (p === 0 ? 0 : -p * log(p));

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
      const units = independentUnits(inputs, beta);
      const p = exp(beta * (bias + within) + units.logSum - logZ);
      entropy += surprise(p) + p * units.entropy;
    });
    yield;
  }
  return entropy;
}

/** So many factors in 1..2 make a product that is a number. */
const factors = 1000;

/**
 * ln Π (1 + e^x) and the entropy of independent units that are on with probability σ(x), x = β · input. With q the
 * smaller of a unit's two probabilities and q/(1 − q) = e^−|x|, −ln(1 − q) = ln(1 + e^−|x|), and −ln q is |x| more.
 * The logarithms are taken of products, since most of the time would go into them.
 */
function independentUnits(inputs: Float64Array, beta: number): { logSum: number; entropy: number } {
  let pull = 0;
  let unlikely = 0;
  let likely = 0;
  let product = 1;
  for (let i = 0; i < inputs.length; i++) {
    const x = beta * inputs[i];
    const size = Math.abs(x);
    const odds = exp(-size);
    product *= 1 + odds;
    unlikely += (size * odds) / (1 + odds);
    if (x > 0) pull += x;
    if (i % factors === factors - 1) {
      likely += log(product);
      product = 1;
    }
  }
  likely += log(product);
  return { logSum: pull + likely, entropy: likely + unlikely };
}

/**
 * The same by the chain rule, S = −Σ_s p(s) ln p(s) + Σ_s p(s) Σ_i H(unit i given s): over the smaller layer's
 * states s, with the independent units of the other layer each on its own.
 */
export const layeredEntropy = (rbm: Rbm, beta: number, logZ: number): number =>
  finished(summingLayers(rbm, beta, logZ));
