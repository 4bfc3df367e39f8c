/** Files of the user's own become data sets, or are refused in words. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzipped } from '../../src/engine/gunzip';
import { laboratory, openLaboratory, requestWith } from './fakeSession';

const idx = (count: number, rows: number, columns: number, pixels: readonly number[]): Uint8Array =>
  Uint8Array.from([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, rows, 0, 0, 0, columns, ...pixels]);

const blob = (content: string | Uint8Array): Blob => new Blob([content as BlobPart]);

describe('readFile()', () => {
  it('previews a CSV file', async () => {
    const { session } = laboratory();
    const text = 'left,middle,right\n0,0.5,1\n1,0.25,0\n';
    const preview = await session.readFile(blob(text), 'mine.csv', 0.5);
    expect(preview).toMatchObject({
      name: 'mine.csv',
      rows: 2,
      columns: 3,
      minimum: 0,
      maximum: 1,
      previewCount: 2,
      density: 0.5,
    });
    expect([...preview.preview]).toEqual([0, 1, 1, 1, 0, 0]);
    expect(preview.notes).toContain('a header line');
  });

  it('reads a gzipped IDX file, and the run on it has the file’s shape', async () => {
    const { session } = laboratory();
    const pixels = Array.from({ length: 10 * 6 }, (_, i) => (i * 37) % 256);
    const file = blob(gzipSync(idx(10, 2, 3, pixels)));
    const preview = await session.readFile(file, 'pictures.gz', 0.5);
    expect(preview).toMatchObject({ rows: 10, columns: 6, shape: { rows: 2, columns: 3 } });
    const summary = await session.open({ ...requestWith({ dataSet: 'file' }), fileId: preview.id });
    expect(summary).toMatchObject({
      visible: 6,
      trainingRows: 8,
      heldOutRows: 2,
      shape: { rows: 2, columns: 3 },
    });
  });

  it.each([
    ['an empty file', '', /empty/],
    ['a word among the numbers', '0,1,0\n1,banana,0\n', /line 2, column 2: "banana"/],
    ['lines of different lengths', '0,1,0\n1,0\n', /line 2: 2 values; expected 3/],
    ['a picture file', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13), /neither text nor IDX/],
    ['an IDX file cut short', idx(3, 2, 2, [1, 2, 3]), /19 bytes; expected 28/],
    ['a gzip file cut short', gzipSync('0,1\n1,0\n'.repeat(50)).subarray(0, 30), /damaged or cut off/],
  ])('refuses %s in words, and the present run goes on', async (_, content, message) => {
    const { session } = await openLaboratory();
    await expect(session.readFile(blob(content), 'wrong', 0.5)).rejects.toThrow(message);
    await session.step('update');
    expect((await session.frame({ after: 0, wants: {} })).update).toBe(1);
  });

  it('keeps the file of the present run and the newest, whatever was previewed between', async () => {
    const { session } = laboratory();
    const one = await session.readFile(blob('0,1\n1,0'), 'one', 0.5);
    const request = { ...requestWith({ dataSet: 'file' }), fileId: one.id };
    await session.open(request);
    const two = await session.readFile(blob('0,1,1\n1,0,0'), 'two', 0.5);
    const three = await session.readFile(blob('0,1,1,0\n1,0,0,0'), 'three', 0.5);
    expect(new Set([one.id, two.id, three.id]).size).toBe(3);
    expect((await session.open(request)).visible).toBe(2);
    await expect(session.open({ ...request, fileId: two.id })).rejects.toThrow('choose a CSV or IDX file');
    expect((await session.open({ ...request, fileId: three.id })).visible).toBe(4);
  });
});

describe('gunzipped()', () => {
  const text = new TextEncoder().encode('a line of text\n'.repeat(1000));

  it('unpacks gzip', async () => {
    expect(await gunzipped(new Uint8Array(gzipSync(text)))).toEqual(text);
  });

  it('passes what a server has unpacked already', async () => {
    expect(await gunzipped(text)).toBe(text);
  });

  it('stops at the size that is allowed', async () => {
    await expect(gunzipped(new Uint8Array(gzipSync(text)), 1000)).rejects.toThrow(/unpacks to more/);
  });
});
