import { describe, expect, it } from 'vitest';
import { createRbm, hiddenMean, type Rbm } from '../../../src/core/rbm';
import { type Rows, row, rowsFrom } from '../../../src/core/rows';
import { codes, umapEpochs } from '../../../src/engine/studies/codes';
import type { Tools } from '../../../src/engine/studies/task';
import type { CodesAsk, CodesProgress, CodesResult, Material, Subject } from '../../../src/engine/study';
import { createPlainEvaluator } from '../../../src/kernels/plainEvaluator';

let clock = 0;
const tools = { createEvaluator: createPlainEvaluator, now: () => clock++ } as Partial<Tools> as Tools;

/** Three kinds of pictures of six pixels: a pair of pixels on, and one pixel more in every third. */
const kinds = ['low', 'mid', 'high'];
const picture = (n: number) =>
  Array.from({ length: 7 }, (_, i) =>
    Number(i < 6 ? Math.floor(i / 2) === n % 3 : Math.floor(n / 3) % 3 === 0),
  );
const training = rowsFrom(Array.from({ length: 24 }, (_, n) => picture(n)));
const heldOut = rowsFrom(Array.from({ length: 12 }, (_, n) => picture(n + 2)));
const labelled = (rows: Rows, shift: number) =>
  Array.from({ length: rows.count }, (_, n) => kinds[(n + shift) % 3]!);
const labels = { training: labelled(training, 0), heldOut: labelled(heldOut, 2) };
/** A hidden unit a kind. */
const knowing = createRbm(7, 3, {
  W: Array.from({ length: 21 }, (_, n) => (Math.floor(Math.floor(n / 3) / 2) === n % 3 ? 4 : -0.5)),
  b: [-3, -3, -3],
});
const ask = (changes: Partial<CodesAsk> = {}): CodesAsk => ({
  ...{ rows: 100, neighbours: 5, minDistance: 0.1 },
  ...changes,
});

/** Drives the task as its worker does: messages come in between slices, and the library with them. */
async function study(asked: CodesAsk, rbm: Rbm = knowing, more: Partial<Material> = { labels }, seed = 4) {
  const subject = { run: 1, update: 30, parameters: rbm, seed } as Partial<Subject> as Subject;
  const material = { run: 1, training, heldOut, ...more } as Partial<Material> as Material;
  const task = codes(asked, subject, material, tools);
  const yields: Omit<CodesProgress, 'secondsLeft'>[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value as CodesResult, yields };
    if (value) yields.push(value);
    else await new Promise((resolve) => setTimeout(resolve));
  }
}

describe('codes', () => {
  it('codes takes training and held-out rows, and says which each point is', async () => {
    const { result } = await study(ask());
    expect(result).toMatchObject({ update: 30, stacked: false, depth: 1, hidden: 3, points: 36, ofRows: 36 });
    expect(result.training.join('')).toBe('1'.repeat(24) + '0'.repeat(12));
    expect([...result.row.subarray(22, 27)]).toEqual([22, 23, 0, 1, 2]);
    expect([...result.pictures.subarray(0, 7)]).toEqual([...row(training, 0)]);
    expect([...result.pictures.subarray(24 * 7, 25 * 7)]).toEqual([...row(heldOut, 0)]);
    expect(result.labelNames).toEqual(['high', 'low', 'mid']);
    expect([...result.labelOf!].map((n) => result.labelNames![n])).toEqual([
      ...labels.training,
      ...labels.heldOut,
    ]);
  });
  it('codes spreads fewer points evenly over all rows', async () => {
    const { result } = await study(ask({ rows: 9 }));
    expect(result).toMatchObject({ points: 9, ofRows: 36 });
    expect([...result.row]).toEqual([0, 4, 8, 12, 16, 20, 0, 4, 8]);
    expect(result.training.join('')).toBe('111111000');
  });
  it('codes groups samples by their units above ½, with purity, chance, and mean pictures', async () => {
    const { clusters, labelNames } = (await study(ask())).result;
    expect(clusters).toMatchObject({ distinct: 3, shared: 3, sharing: 36, purity: 1 });
    expect(clusters.byChance!.mean).toBeGreaterThan(1 / 3);
    expect(clusters.byChance!.mean).toBeLessThan(0.6);
    const [first] = clusters.largest;
    expect(first!.code.join('')).toBe('100');
    expect([...first!.members].slice(0, 3)).toEqual([0, 3, 6]);
    expect(labelNames![first!.label!]).toBe('low');
    const lit = [...first!.members].filter((n) => n < 24 && picture(n)[6]).length;
    expect([...first!.mean].slice(0, 6)).toEqual([1, 1, 0, 0, 0, 0].map((x) => expect.closeTo(x, 6)));
    expect(first!.mean[6]).toBeGreaterThan(lit / 36);
    expect(first!.purity).toBe(1);
  });
  it('codes counts a sample with a code of its own among the codes, and not among the clusters', async () => {
    const alone = rowsFrom([new Array(7).fill(1), new Array(7).fill(0)]);
    const { clusters } = (await study(ask(), knowing, { heldOut: alone })).result;
    expect(clusters).toMatchObject({ distinct: 5, shared: 3, sharing: 24 });
    expect(clusters.largest).toHaveLength(3);
  });
  it('codes of data without labels has neither labels nor purity', async () => {
    const { result } = await study(ask(), knowing, {});
    expect(result.labelNames).toBeUndefined();
    expect(result.labelOf).toBeUndefined();
    expect(result.clusters.purity).toBeUndefined();
    expect(result.clusters.largest[0]!.label).toBeUndefined();
    expect(result.clusters.sharing).toBe(36);
  });
  it('codes lays p(h|v) out along its principal components, whose variances add up at most to all', async () => {
    const { pca } = (await study(ask())).result;
    const h = Array.from({ length: 36 }, (_, n) =>
      hiddenMean(knowing, n < 24 ? row(training, n) : row(heldOut, n - 24)),
    );
    const mean = [0, 1, 2].map((j) => h.reduce((sum, one) => sum + one[j] / 36, 0));
    const total = h.reduce((sum, one) => sum + one.reduce((s, x, j) => s + (x - mean[j]) ** 2, 0) / 36, 0);
    expect(pca.total).toBeCloseTo(total, 6);
    expect(pca.variances[0] + pca.variances[1]).toBeLessThanOrEqual(pca.total + 1e-9);
    const along = (axis: number) =>
      pca.positions.reduce((sum, x, n) => sum + (n % 2 === axis ? x * x : 0), 0) / 36;
    expect(along(0)).toBeCloseTo(pca.variances[0], 5);
    expect(along(1)).toBeCloseTo(pca.variances[1], 5);
  });
  it('codes by UMAP keeps each kind together and apart from the others', async () => {
    const { result } = await study(ask());
    const at = (n: number) => [...result.umap.positions.subarray(2 * n, 2 * n + 2)];
    const kind = (n: number) => result.labelOf![n];
    let right = 0;
    for (let n = 0; n < 36; n++) {
      const near = Array.from({ length: 36 }, (_, m) => m)
        .filter((m) => m !== n)
        .sort(
          (m, l) =>
            Math.hypot(at(m)[0] - at(n)[0], at(m)[1] - at(n)[1]) -
            Math.hypot(at(l)[0] - at(n)[0], at(l)[1] - at(n)[1]),
        );
      if (kind(near[0]!) === kind(n)) right++;
    }
    expect(right).toBe(36);
    expect(result.umap).toMatchObject({ neighbours: 5, minDistance: 0.1, epochs: umapEpochs });
  });
  it('codes of the same ask gives the same bits, of another seed other positions by UMAP alone', async () => {
    const [one, again] = [await study(ask()), await study(ask())];
    expect(again.result).toEqual(one.result);
    const other = await study(ask(), knowing, { labels }, 5);
    expect(other.result.pca).toEqual(one.result.pca);
    expect(other.result.umap.positions).not.toEqual(one.result.umap.positions);
  });
  it('codes tells its progress up to 1, with positions on the way that later ones leave alone', async () => {
    const { yields, result } = await study(ask());
    const shares = yields.map(({ share }) => share);
    expect(shares.every((share, n) => n === 0 || share >= shares[n - 1])).toBe(true);
    expect(shares.at(-1)).toBeCloseTo(1, 12);
    const seen = yields.flatMap(({ positions }) => positions ?? []);
    expect(seen).toHaveLength(umapEpochs);
    expect(seen[0]).not.toEqual(seen.at(-1));
    expect(seen.at(-1)).toEqual(result.umap.positions);
  });
  it('codes goes through the layers of a stack, each fed with the means of the one below', async () => {
    const second = createRbm(3, 2, { W: [6, -6, 6, -6, -6, 6], b: [-3, -3] });
    const { result } = await study(ask({ layers: [knowing, second] }));
    expect(result).toMatchObject({ stacked: true, depth: 2, hidden: 2 });
    const expected = hiddenMean(second, hiddenMean(knowing, row(training, 0)));
    expect(result.clusters.largest[0]!.code.join('')).toBe(
      [...expected].map((p) => Number(p > 0.5)).join(''),
    );
    expect(result.clusters.distinct).toBe(2);
  });
  it('codes takes as many neighbours as there are, at most', async () => {
    const few = rowsFrom([picture(0), picture(1), picture(2), picture(3)]);
    const { result } = await study(ask({ neighbours: 50 }), knowing, {
      training: few,
      heldOut: rowsFrom([], 7),
    });
    expect(result.umap.neighbours).toBe(3);
    expect(result.umap.positions.every(Number.isFinite)).toBe(true);
  });
  it('codes refuses what makes no sense, in words', async () => {
    const refused: [Partial<CodesAsk>, string][] = [
      [{ rows: 2 }, 'invalid rows: 2; expected a whole number from 3 to 2000'],
      [{ neighbours: 1 }, 'invalid neighbours: 1; expected a whole number from 2 to 100'],
      [{ minDistance: 1.1 }, 'invalid minDistance: 1.1; expected 0..1'],
      [{ layers: [knowing, knowing] }, 'invalid layer 2: 7 visible units; expected 3'],
    ];
    for (const [changes, words] of refused) await expect(study(ask(changes))).rejects.toThrow(words);
    const bare = { training: rowsFrom([picture(0)]), heldOut: rowsFrom([picture(1)]) };
    await expect(study(ask(), knowing, bare)).rejects.toThrow('the data needs at least 3');
  });
});
