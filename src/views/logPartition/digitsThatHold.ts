/** How many decimals of an exact number can be shown. */
import type { EnumerationResult } from '../../engine/study';

/** Decimals of U, C and S that hold: single precision carries U to less than a millionth of itself. */
export function digitsThatHold(precision: EnumerationResult['precision'], U: number): number {
  const most = 4;
  if (precision !== 'f32') return most;
  return Math.min(most, Math.max(0, 5 - Math.ceil(Math.log10(Math.max(1, Math.abs(U))))));
}
