/** Files of the user's own: read, unpacked where needed, and previewed. */
import { parseCsv } from '../core/data/csv';
import { looksLikeIdx, parseIdx } from '../core/data/idx';
import { binarise, type Table } from '../core/data/table';
import type { FilePreview } from './frame';
import { gunzipped } from './gunzip';

/** Rows in a preview. */
const previewRows = 16;
/** Bytes of a file, unpacked, that a tab can hold beside everything else. */
const mostBytes = 2 ** 28;

/** What a CSV or IDX file holds, gzipped or not. Throws in words where it is neither, or malformed. */
export async function readTable(file: Blob): Promise<Table> {
  if (file.size === 0) throw new RangeError('the file is empty');
  if (file.size > mostBytes) throw new RangeError('the file has more than 256 MB; expected less');
  const bytes = await gunzipped(new Uint8Array(await file.arrayBuffer()), mostBytes);
  if (looksLikeIdx(bytes)) return parseIdx(bytes);
  if (bytes.subarray(0, 4096).includes(0)) {
    throw new TypeError('the file is neither text nor IDX; expected CSV or IDX, gzipped or not');
  }
  return parseCsv(new TextDecoder().decode(bytes));
}

export function previewOf(table: Table, id: number, name: string, threshold: number): FilePreview {
  const { count, width, shape, minimum, maximum, notes } = table;
  const { bytes } = binarise(table, threshold);
  let ones = 0;
  for (const byte of bytes) ones += byte;
  const previewCount = Math.min(previewRows, count);
  return {
    id,
    name,
    rows: count,
    columns: width,
    shape,
    minimum,
    maximum,
    density: ones / bytes.length,
    preview: bytes.slice(0, previewCount * width),
    previewCount,
    notes,
  };
}
