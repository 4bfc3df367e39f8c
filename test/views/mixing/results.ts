/** A mixing study filled by hand: four chains on 2 × 3 pixels, the third one stuck. */
import type { MixingResult } from '../../../src/engine/study';

const bits = (text: string) => Uint8Array.from(text, Number);

export function mixingResult(changes: Partial<MixingResult> = {}): MixingResult {
  const [chains, points] = [4, 50];
  return {
    update: 1741,
    chains,
    sweeps: 50,
    start: 'data',
    beta: 1,
    warmUp: 0,
    traces: Float64Array.from({ length: chains * points }, (_, n) =>
      Math.floor(n / points) === 2 ? -9 : -5 + Math.sin(0.7 * n) + 0.1 * Math.floor(n / points),
    ),
    points,
    stride: 1,
    every: 1,
    kept: 50,
    energyAutocorrelation: Float64Array.from({ length: 13 }, (_, lag) => 0.6 ** lag),
    unitAutocorrelation: Float64Array.from({ length: 13 }, (_, lag) => 0.9 ** lag),
    noise: 0.141,
    energyTime: { value: 4, low: 2.5, high: 5.5, settled: true },
    slowestUnitTime: { value: 19, low: 9, high: Infinity, settled: false },
    slowestUnit: 3,
    movingUnits: 5,
    effectiveSamples: 50,
    rHat: 1.62,
    worstUnitRHat: 2.34,
    worstUnit: 3,
    modes: [
      { bits: bits('110011'), share: 0.5 },
      { bits: bits('001100'), share: 0.3 },
      { bits: bits('111111'), share: 0.2 },
    ],
    occupancy: Float64Array.from([6, 3, 1, 5, 4, 1, 0, 0, 10, 9, 1, 0]),
    modesFound: 3,
    looks: 10,
    stuck: [2],
    ...changes,
  };
}
