/** A filling done by hand: 2 × 3 pixels, the lower row painted over, two stages. */
import type { InpaintingResult, InpaintingStage } from '../../../src/engine/study';

const stage = (sweep: number, state: number[], estimate: number[], recovered: number): InpaintingStage => ({
  ...{ sweep, beta: 1, recovered, stateRecovered: 1 / 3 },
  state: Uint8Array.from(state),
  estimate: Float32Array.from(estimate),
});

export function inpaintingResult(changes: Partial<InpaintingResult> = {}): InpaintingResult {
  const mean = (value: number, error = 0.01) => ({ value, error });
  return {
    ...{ update: 1741, set: 'heldOut', row: 12, flip: 0, mode: 'stochastic', sweeps: 40, warmUp: 8 },
    known: Uint8Array.of(1, 1, 1, 0, 0, 0),
    truth: Uint8Array.of(1, 0, 1, 0, 1, 1),
    seen: Uint8Array.of(1, 0, 1, 0, 1, 1),
    open: Uint32Array.of(3, 4, 5),
    stages: [
      stage(0, [1, 0, 1, 1, 1, 0], [1, 0, 1, 0.5, 0.5, 0.5], 1 / 3),
      stage(40, [1, 0, 1, 1, 0, 1], [1, 0, 1, 0.2, 0.9, 0.4], 2 / 3),
    ],
    recovered: 2 / 3,
    exact: { recovered: 1, largestError: 0.12 },
    guesses: { allOff: 1 / 3, baseRate: 0.5 },
    overRows: {
      ...{ set: 'heldOut', rows: 359, ofRows: 359, unconverged: 0 },
      recovered: mean(0.82),
      guesses: { allOff: mean(0.6), baseRate: mean(0.75) },
      gain: mean(0.07, 0.005),
    },
    ...changes,
  };
}
