/**
 * Samples of a machine that are exact and independent: the states of the smaller layer are all weighed, and each of
 * its units is decided, from the last to the first, by how much of Z lies on either side.
 */
import { exp, logSumExp, softplus } from './elementary';
import { forEachHiddenState, smallerLayer } from './partition';
import { fillUniforms } from './random';
import { exchangeLayers, type Rbm, sampleVisible } from './rbm';
import type { Rows } from './rows';

/** Units that the smaller layer may have: the weights of its 2^units states are all kept. */
export const largestSampledLayer = 20;

/** Draws a state of a layer from one uniform a unit, into `out`. */
export type LayerSampler = (uniforms: Float64Array, out: Uint8Array) => Uint8Array;

/**
 * Visible states of samples number `from` … `from + count − 1` of p(v): the same whatever range they are drawn in.
 * RangeError where the smaller layer has more than 20 units.
 */
export function exactSamples(rbm: Rbm, count: number, seed: number, from = 0): Rows {
  checkSampledLayer(rbm);
  const overHidden = smallerLayer(rbm) === 'hidden';
  const sampler = hiddenSampler(overHidden ? rbm : exchangeLayers(rbm));
  const bytes = new Uint8Array(count * rbm.visible);
  for (let n = 0; n < count; n++) {
    const v = bytes.subarray(n * rbm.visible, (n + 1) * rbm.visible);
    if (!overHidden) sampler(walkedUniforms(rbm, seed, from + n), v);
    else {
      const h = sampler(walkedUniforms(rbm, seed, from + n), new Uint8Array(rbm.hidden));
      sampleVisible(rbm, h, otherUniforms(rbm, seed, from + n), v);
    }
  }
  return { count, width: rbm.visible, bytes };
}

/** RangeError where neither layer has at most 20 units. */
export function checkSampledLayer({ visible, hidden }: Pick<Rbm, 'visible' | 'hidden'>): void {
  const units = Math.min(visible, hidden);
  if (units > largestSampledLayer)
    throw new RangeError(`invalid layer: ${units} units; expected at most ${largestSampledLayer}`);
}

/** What decides the smaller layer of a sample. */
export function walkedUniforms(rbm: Rbm, seed: number, row: number): Float64Array {
  const units = Math.min(rbm.visible, rbm.hidden);
  return fillUniforms(seed, { purpose: 'exactSample', row }, new Float64Array(units));
}

/** What decides the visible layer of a sample, given the hidden one, where that is the smaller. */
export function otherUniforms({ visible }: Rbm, seed: number, row: number): Float64Array {
  return fillUniforms(seed, { purpose: 'exactSample', row, sweep: 1 }, new Float64Array(visible));
}

/** Exact and independent samples of p(h): all 2^hidden states are weighed once. */
export function hiddenSampler(machine: Rbm): LayerSampler {
  const levels = sharesOfStates(machine);
  return (uniforms, out) => descend(levels, uniforms, out);
}

/**
 * Shares of Z: level k holds, for each choice of the units from k on, what the states of the units below k bring
 * together. Level 0 is p(h), and the last level, [1], is 1.
 */
function sharesOfStates(machine: Rbm): Float64Array[] {
  const logs = new Float64Array(2 ** machine.hidden);
  let state = 0;
  forEachHiddenState(machine, (_h, bias, inputs) => {
    logs[state++] = inputs.reduce((sum, x) => sum + softplus(x), bias);
  });
  const logZ = logSumExp(logs);
  const levels = [logs.map((x) => exp(x - logZ))];
  for (let unit = 0; unit < machine.hidden; unit++) {
    const halves = levels[unit];
    levels.push(
      Float64Array.from({ length: halves.length / 2 }, (_, s) => halves[2 * s] + halves[2 * s + 1]),
    );
  }
  return levels;
}

/** One state into `out`: unit k is on iff its uniform lies below p(unit k = 1 | the units above it). */
function descend(levels: Float64Array[], uniforms: Float64Array, out: Uint8Array): Uint8Array {
  let state = 0;
  for (let unit = out.length - 1; unit >= 0; unit--) {
    const on = levels[unit][2 * state + 1];
    out[unit] = uniforms[unit] * (levels[unit][2 * state] + on) < on ? 1 : 0;
    state = 2 * state + out[unit];
  }
  return out;
}
