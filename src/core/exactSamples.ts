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

/**
 * Visible states of samples number `from` … `from + count − 1` of p(v): the same whatever range they are drawn in.
 * RangeError where the smaller layer has more than 20 units.
 */
export function exactSamples(rbm: Rbm, count: number, seed: number, from = 0): Rows {
  const { visible, hidden } = rbm;
  if (Math.min(visible, hidden) > largestSampledLayer)
    throw new RangeError(
      `invalid layer: ${Math.min(visible, hidden)} units; expected at most ${largestSampledLayer}`,
    );
  const overHidden = smallerLayer(rbm) === 'hidden';
  const levels = sharesOfStates(overHidden ? rbm : exchangeLayers(rbm));
  const bytes = new Uint8Array(count * visible);
  for (let n = 0; n < count; n++) {
    const v = bytes.subarray(n * visible, (n + 1) * visible);
    const place = { purpose: 'exactSample', row: from + n } as const;
    if (!overHidden) descend(levels, fillUniforms(seed, place, new Float64Array(visible)), v);
    else {
      const h = descend(levels, fillUniforms(seed, place, new Float64Array(hidden)), new Uint8Array(hidden));
      sampleVisible(rbm, h, fillUniforms(seed, { ...place, sweep: 1 }, new Float64Array(visible)), v);
    }
  }
  return { count, width: visible, bytes };
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
