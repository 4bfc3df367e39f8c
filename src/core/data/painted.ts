/** Patterns that the user painted on a square grid. */
import { checkedRows } from '../rows';
import { checkWhole, type DataSet, wholeDistribution } from './dataSet';

/** `side` × `side` pixels each, bytes 0 or 1, row-major [count × side²]; structurally the engine's `Painting`. */
export interface PaintedPatterns {
  readonly side: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** All painted patterns to learn from. RangeError where there are none, TypeError for a wrong length. */
export function painted({ side, count, bytes }: PaintedPatterns): DataSet {
  checkWhole('painted side', side, 1, 32);
  if (!(count >= 1)) throw new RangeError('nothing is painted yet; expected at least one pattern');
  return {
    name: 'painted',
    description: count === 1 ? 'One painted pattern.' : `${count} painted patterns.`,
    shape: { rows: side, columns: side },
    ...wholeDistribution(checkedRows({ count, width: side * side, bytes: bytes.slice() })),
  };
}
