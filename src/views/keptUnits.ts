/** Which visible units a clamped chain keeps. */
import type { ChainView } from '../engine/frame';
import type { Shape } from './paintWeightTiles';

/** 1 where the unit keeps its value, [visible]. The rule is the engine's; a test there and here holds it. */
export function keptUnits(visible: number, { rows, columns }: Shape, keep: ChainView['keep']): Uint8Array {
  return Uint8Array.from({ length: visible }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    if (keep === 'upper half') return Number(row < rows / 2);
    if (keep === 'left half') return Number(column < columns / 2);
    return Number((row + column) % 2 === 0);
  });
}
