/** IDX, the format of MNIST (LeCun, Cortes & Burges): a magic number, big-endian sizes, then bytes. */
import { checkWhole, largestWidth } from './dataSet';
import { extent, type Table } from './table';

const header = 16; // bytes: magic, count, rows, columns

/**
 * Pictures from the bytes of an uncompressed IDX file of unsigned bytes in three dimensions (magic 0x00000803).
 * TypeError for another kind of file, RangeError for sizes that do not fit.
 */
export function parseIdx(bytes: Uint8Array): Table {
  if (bytes.length < header)
    throw new RangeError(`invalid IDX file: ${bytes.length} bytes; expected at least ${header} for its head`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkMagic(view.getUint32(0));
  const [count, rows, columns] = [4, 8, 12].map((at) => view.getUint32(at));
  checkWhole('IDX count of pictures', count, 1, 2 ** 21);
  checkWhole('IDX rows of a picture', rows, 1, largestWidth);
  checkWhole('IDX columns of a picture', columns, 1, largestWidth);
  const width = rows * columns;
  checkWhole('IDX pixels of a picture', width, 1, largestWidth);
  const expected = header + count * width;
  if (bytes.length !== expected)
    throw new RangeError(
      `invalid IDX file: ${bytes.length} bytes; expected ${expected} for ${count} pictures of ${rows}×${columns}`,
    );
  const values = bytes.slice(header);
  return { count, width, values, ...extent(values), shape: { rows, columns }, notes: [] };
}

/** True where bytes begin as an IDX file of any kind does: two zero bytes, an element type, 1 to 9 dimensions. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  const [zero0, zero1, type, dimensions] = bytes;
  return zero0 === 0 && zero1 === 0 && type >= 0x08 && type <= 0x0e && dimensions >= 1 && dimensions <= 9;
}

function checkMagic(magic: number): void {
  if (magic === 0x803) return;
  const found = magic === 0x801 ? 'a file of labels' : `0x${magic.toString(16).padStart(8, '0')}`;
  throw new TypeError(`invalid IDX file: it begins as ${found}; expected pictures of bytes, 0x00000803`);
}
