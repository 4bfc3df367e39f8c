/** The weight that is looked at: the one pointed at, else the one chosen, else that of the first unit and the middle pixel. */
import type { LabState } from '../../state/store';
import { litPixel, litUnit } from '../followLab';

interface Sizes {
  readonly visible: number;
  readonly hidden: number;
}

export function chosenWeight(state: LabState, { visible, hidden }: Sizes): { pixel: number; unit: number } {
  const { rows, columns } = state.summary?.shape ?? { rows: 1, columns: visible };
  const middle = (rows >> 1) * columns + (columns >> 1);
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return {
    pixel: within(litPixel(state) ?? middle, visible),
    unit: within(litUnit(state) ?? 0, hidden),
  };
}
