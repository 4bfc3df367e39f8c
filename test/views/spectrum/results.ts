/** A spectrum filled by hand: twelve eigenvalues of a 24 × 12 machine, the two largest out of the noise. */
import type { SpectrumResult } from '../../../src/engine/study';

export const eigenvalues = Float64Array.of(0.004, 0.02, 0.05, 0.07, 0.1, 0.12, 0.16, 0.2, 0.25, 0.28, 1.2, 3);

export function spectrumResult(changes: Partial<SpectrumResult> = {}): SpectrumResult {
  return {
    update: 1741,
    singularValues: eigenvalues.map((value) => Math.sqrt(24 * value)).reverse(),
    eigenvalues,
    marchenkoPastur: {
      variance: 0.1,
      ratio: 0.5,
      lower: 0.00858,
      upper: 0.29142,
      spikesFrom: 0.34,
      spikes: 2,
    },
    tail: { exponent: 2.4, deviation: 0.45, from: 0.1, count: 8, distance: 0.17 },
    indicative: true,
    activity: Float64Array.from({ length: 12 }, (_, unit) => (unit === 3 ? 0.002 : unit === 5 ? 0.998 : 0.4)),
    rows: 1438,
    ofRows: 1438,
    dead: [3],
    saturated: [5],
    saturation: 0.31,
    ...changes,
  };
}
