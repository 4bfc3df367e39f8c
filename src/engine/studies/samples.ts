/** Rows of the data for the page to choose from. */
import { selectRows } from '../../core/rows';
import type { SamplesAsk, SamplesResult } from '../study';
import type { Task } from './task';

/** Rows that are handed out at one go, at most. */
const most = 1000;

/** Task. Past the end there are fewer rows, or none. RangeError in words. */
export const samples: Task<SamplesAsk, SamplesResult> = function* ({ set, from, count }, _subject, material) {
  if (set !== 'training' && set !== 'heldOut')
    throw new RangeError(`invalid set: ${set}; expected training or heldOut`);
  if (!(Number.isInteger(from) && from >= 0))
    throw new RangeError(`invalid from: ${from}; expected a whole number from 0`);
  if (!(Number.isInteger(count) && count >= 1 && count <= most))
    throw new RangeError(`invalid count: ${count}; expected a whole number from 1 to ${most}`);
  const rows = material[set];
  const numbers = Array.from({ length: Math.max(0, Math.min(count, rows.count - from)) }, (_, n) => from + n);
  const labels = material.labels?.[set].slice(from, from + count);
  return {
    ...{ set, from, count: numbers.length, ofRows: rows.count },
    bytes: selectRows(rows, numbers).bytes,
    ...(labels && { labels }),
  };
};
