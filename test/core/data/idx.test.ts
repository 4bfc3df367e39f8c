import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeIdx, parseIdx } from '../../../src/core/data/idx';

/** An IDX file: magic, sizes, bytes. */
function idx(magic: number, sizes: readonly number[], values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length);
  const view = new DataView(bytes.buffer);
  [magic, ...sizes].forEach((word, n) => {
    view.setUint32(4 * n, word);
  });
  bytes.set(values, 4 + 4 * sizes.length);
  return bytes;
}
const pictures = (count: number, rows: number, columns: number) =>
  idx(
    0x803,
    [count, rows, columns],
    Array.from({ length: count * rows * columns }, (_, n) => (37 * n) % 251),
  );

describe('parseIdx', () => {
  it('parseIdx reads pictures of any shape', () => {
    const table = parseIdx(pictures(2, 3, 5));
    expect(table).toMatchObject({ count: 2, width: 15, minimum: 0, maximum: 246 });
    expect(table.shape).toEqual({ rows: 3, columns: 5 });
    expect(Array.from(table.values.subarray(0, 3))).toEqual([0, 37, 74]);
  });
  it('parseIdx reads bytes that stand inside a larger buffer', () => {
    const inner = pictures(1, 2, 2);
    const outer = new Uint8Array(inner.length + 7);
    outer.set(inner, 7);
    expect(parseIdx(outer.subarray(7))).toEqual(parseIdx(inner));
  });
  it('parseIdx refuses other kinds of file by what they are', () => {
    expect(() => parseIdx(idx(0x801, [3, 0, 0], [1, 2, 3]))).toThrow(
      new TypeError(
        'invalid IDX file: it begins as a file of labels; expected pictures of bytes, 0x00000803',
      ),
    );
    expect(() => parseIdx(idx(0x1f8b0808, [1, 2, 3], []))).toThrow('it begins as 0x1f8b0808');
  });
  it('parseIdx counts the bytes that are missing or too many', () => {
    const whole = pictures(2, 3, 5);
    expect(() => parseIdx(whole.subarray(0, 40))).toThrow(
      new RangeError('invalid IDX file: 40 bytes; expected 46 for 2 pictures of 3×5'),
    );
    expect(() => parseIdx(Uint8Array.of(...whole, 0))).toThrow('47 bytes; expected 46');
    expect(() => parseIdx(new Uint8Array(3))).toThrow('3 bytes; expected at least 16 for its head');
  });
  it('parseIdx refuses sizes that no machine here can take', () => {
    expect(() => parseIdx(idx(0x803, [1, 33, 32], []))).toThrow(
      'invalid IDX pixels of a picture: 1056; expected 1..1024',
    );
    expect(() => parseIdx(idx(0x803, [0, 2, 2], []))).toThrow('invalid IDX count of pictures: 0');
    expect(() => parseIdx(idx(0x803, [0xffffffff, 0xffffffff, 0xffffffff], []))).toThrow(RangeError);
  });
  it('parseIdx either reads or refuses, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          return parseIdx(Uint8Array.of(0, 0, 8, 3, ...bytes)).count >= 1;
        } catch (error) {
          return error instanceof RangeError || error instanceof TypeError;
        }
      }),
    );
  });
  it('looksLikeIdx knows an IDX file from a text', () => {
    expect(looksLikeIdx(pictures(1, 1, 1))).toBe(true);
    expect(looksLikeIdx(idx(0x801, [1], [1]))).toBe(true);
    for (const text of ['0,1,0', '', '\0\0', 'P5'])
      expect(looksLikeIdx(new TextEncoder().encode(text))).toBe(false);
  });
  const mnist = new URL('../../../../shared/data/t10k-images-idx3-ubyte.gz', import.meta.url);
  it.skipIf(!existsSync(mnist))(
    `parseIdx reads MNIST’s test set${existsSync(mnist) ? '' : ' (skipped: the file is not at hand)'}`,
    () => {
      const table = parseIdx(gunzipSync(readFileSync(mnist)));
      expect(table).toMatchObject({ count: 10_000, width: 784, minimum: 0, maximum: 255 });
    },
  );
});
