import { describe, expect, it } from 'vitest';
import { PosteriorChain, posteriorOf, withNoise } from '../../../src/core/inpainting';
import { createRbm, type Rbm } from '../../../src/core/rbm';
import { type Rows, rowsFrom } from '../../../src/core/rows';
import { type Filling, fill, warmUpOf } from '../../../src/engine/studies/filling';
import { inpainting } from '../../../src/engine/studies/inpainting';
import type { Tools } from '../../../src/engine/studies/task';
import type {
  InpaintingAsk,
  InpaintingMode,
  InpaintingProgress,
  InpaintingResult,
  Material,
  Subject,
} from '../../../src/engine/study';
import { createPlainPartitionKernel } from '../../../src/kernels/plainPartition';
import { bits, slowMarginal } from '../../oracle/enumeration';
import { goldenRbm } from '../../oracle/fixtures';

/** A machine that prefers two pictures, a stripe above or below, so weakly that chains go from one to the other. */
const stripes = createRbm(6, 1, {
  W: [3, 3, 3, -3, -3, -3],
  a: [-1.5, -1.5, -1.5, 1.5, 1.5, 1.5],
});
const above = [1, 1, 1, 0, 0, 0];
const below = [0, 0, 0, 1, 1, 1];
const training = rowsFrom([above, above, above, below]);
const heldOut = rowsFrom([below, above, below]);
const ask = (changes: Partial<InpaintingAsk> = {}): InpaintingAsk => ({
  ...{ set: 'heldOut', row: 0, flip: 0, mode: 'stochastic', sweeps: 40 },
  known: Uint8Array.of(1, 0, 0, 0, 0, 1),
  ...changes,
});

function study(
  asked: InpaintingAsk,
  rbm: Rbm = stripes,
  rows: { training: Rows; heldOut: Rows } = { training, heldOut },
) {
  const subject = { run: 1, update: 12, parameters: rbm, seed: 6 } as Partial<Subject> as Subject;
  const material = { run: 1, ...rows } as Partial<Material> as Material;
  let clock = 0;
  const tools = {
    now: () => clock++,
    createPartition: createPlainPartitionKernel,
  } as Partial<Tools> as Tools;
  const task = inpainting(asked, subject, material, tools);
  const yields: Omit<InpaintingProgress, 'secondsLeft'>[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    if (value) yields.push(value);
  }
}
const last = ({ stages }: InpaintingResult) => stages.at(-1)!;

describe('inpainting', () => {
  it.each<InpaintingMode>(['stochastic', 'meanField', 'annealed'])(
    'inpainting in mode %s fills in what a machine that knows the pictures must fill in',
    (mode) => {
      const { result } = study(ask({ mode }));
      expect(result).toMatchObject({ update: 12, recovered: 1, mode, row: 0, set: 'heldOut' });
      expect([...result.truth]).toEqual(below);
      expect([...result.open]).toEqual([1, 2, 3, 4]);
      expect([...last(result).estimate].map((p) => Number(p > 0.5))).toEqual(below);
      expect(result.overRows).toMatchObject({ set: 'heldOut', rows: 3, ofRows: 3 });
      expect(result.overRows.recovered).toEqual({ value: 1, error: 0 });
      expect(result.overRows.unconverged).toBe(0);
      expect(result.convergence?.converged).toBe(mode === 'meanField' ? true : undefined);
    },
  );
  it('inpainting says what guesses get: the usual value, and all off', () => {
    const { result } = study(ask());
    // three of four training rows have the stripe above; open pixels 1, 2 are off and 3, 4 on in this picture
    expect(result.guesses).toEqual({ allOff: 0.5, baseRate: 0 });
    expect(result.overRows.guesses.baseRate.value).toBeCloseTo(1 / 3, 14);
    // 0, 1, 0: deviation √(1/3), over √3
    expect(result.overRows.guesses.baseRate.error).toBeCloseTo(1 / 3, 14);
    expect(result.overRows.gain.value).toBeCloseTo(2 / 3, 14);
    expect(result.overRows.gain.error).toBeCloseTo(1 / 3, 14);
  });
  it('inpainting of a machine that says the opposite recovers nothing, and loses against guesses', () => {
    const wrong = createRbm(6, 1, { a: [5, 5, 5, -5, -5, -5] });
    const { result } = study(ask({ mode: 'meanField' }), wrong);
    expect(result.recovered).toBe(0);
    expect(result.overRows.gain.value).toBe(0);
  });
  it('inpainting of noise judges every pixel, and tells what is seen', () => {
    const { result } = study(ask({ flip: 0.2, row: 2, known: new Uint8Array(6).fill(1), sweeps: 2000 }));
    expect([...result.seen]).toEqual([
      ...withNoise(Uint8Array.from(below), 0.2, { seed: 6, row: 2, set: 0 }),
    ]);
    expect([...result.open]).toEqual([0, 1, 2, 3, 4, 5]);
    const flipped = result.seen.reduce((sum, on, i) => sum + Number(on !== below[i]), 0);
    expect(flipped).toBeGreaterThan(0);
    expect(result.guesses.asSeen).toBeCloseTo(1 - flipped / 6, 14);
    const { recovered, guesses, gain } = result.overRows;
    expect(gain.value).toBeCloseTo(recovered.value - guesses.asSeen!.value, 12);
    const exact = new Float64Array(6);
    slowMarginal(posteriorOf(stripes, { seen: result.seen, known: result.known, flip: 0.2 }).rbm).forEach(
      (p, number) => {
        bits(number, 6).forEach((on, i) => {
          exact[i] += on * p;
        });
      },
    );
    // 1,600 sweeps, each worth at least a quarter of an independent one
    exact.forEach((p, i) => {
      expect(Math.abs(last(result).estimate[i] - p)).toBeLessThan(4 * 0.5 * (2 / 40));
    });
  });
  it('inpainting says what the exact marginals are, and how far the estimate is from them', () => {
    const loose = goldenRbm({ nv: 6, nh: 3, scale: 0.9 });
    const { result } = study(ask({ mode: 'meanField' }), loose);
    const { rbm, open } = posteriorOf(loose, { seen: result.seen, known: result.known, flip: 0 });
    const exact = new Float64Array(4);
    slowMarginal(rbm).forEach((p, number) => {
      bits(number, 4).forEach((on, i) => {
        exact[i] += on * p;
      });
    });
    const errors = [...open].map((i, n) => Math.abs(last(result).estimate[i] - exact[n]));
    expect(result.exact!.largestError).toBeCloseTo(Math.max(...errors), 6);
    expect(result.exact!.largestError).toBeGreaterThan(1e-4);
    const right = [...open].filter((i, n) => Number(exact[n] > 0.5) === result.truth[i]).length;
    expect(result.exact!.recovered).toBe(right / 4);
  });
  it('inpainting leaves exact marginals out where both layers are large', () => {
    const large = createRbm(40, 17);
    const rows = rowsFrom([new Array(40).fill(1), new Array(40).fill(0)]);
    const known = Uint8Array.from({ length: 40 }, (_, i) => Number(i < 20));
    const { result } = study(ask({ known, sweeps: 2 }), large, { training: rows, heldOut: rows });
    expect(result.exact).toBeUndefined();
  });
  it('inpainting takes training rows where hardly any are held out', () => {
    const { result } = study(ask({ set: 'training', row: 3 }), stripes, {
      training,
      heldOut: rowsFrom([], 6),
    });
    expect(result.overRows).toMatchObject({ set: 'training', rows: 4 });
    expect([...result.truth]).toEqual(below);
  });
  it('inpainting tells its progress from 0 to 1, with pictures on the way', () => {
    const { yields } = study(ask());
    const shares = yields.map(({ share }) => share);
    expect(shares[0]).toBe(0);
    expect(shares.every((share, n) => n === 0 || share >= shares[n - 1])).toBe(true);
    expect(shares.at(-1)).toBe(1);
    const sweeps = yields.map(({ stage }) => stage!.sweep);
    expect(sweeps.slice(0, 41)).toEqual(Array.from({ length: 41 }, (_, n) => n));
    // while the other rows are filled in, this one stands
    expect(new Set(sweeps.slice(41))).toEqual(new Set([40]));
  });
  it('inpainting keeps the start, the end and evenly spread stages between, at most 64', () => {
    const { result } = study(ask({ sweeps: 301 }));
    const sweeps = result.stages.map(({ sweep }) => sweep);
    expect(sweeps.length).toBeLessThanOrEqual(64);
    expect(sweeps[0]).toBe(0);
    expect(sweeps.at(-1)).toBe(301);
    expect(new Set(sweeps.slice(1, -1).map((sweep, n) => sweep - sweeps[n])).size).toBe(1);
  });
  it('inpainting of the same ask gives the same bits, of another seed others', () => {
    const loose = goldenRbm({ nv: 6, nh: 3, scale: 0.5 });
    const of = (sweeps: number) => study(ask({ sweeps }), loose).result;
    expect(of(30)).toEqual(of(30));
    expect(last(of(30)).estimate).not.toEqual(last(of(31)).estimate);
  });
  it('inpainting refuses what makes no sense, in words', () => {
    const refused: [Partial<InpaintingAsk>, string][] = [
      [{ row: 3 }, 'invalid row: 3; expected a whole number from 0 to 2'],
      [{ set: 'all' as 'training' }, 'invalid set: all; expected training or heldOut'],
      [{ known: new Uint8Array(5) }, 'invalid known: 5 pixels; expected 6'],
      [{ known: new Uint8Array(6).fill(1) }, 'every pixel is known; nothing is left to fill in'],
      [{ flip: 0.46 }, 'invalid flip: 0.46; expected 0..0.45'],
      [{ mode: 'guess' as 'annealed' }, 'invalid mode: guess; expected stochastic, meanField or annealed'],
      [{ sweeps: 1 }, 'invalid sweeps: 1; expected a whole number from 2 to 5000'],
      [{ sweeps: 5001 }, 'invalid sweeps: 5001'],
    ];
    for (const [changes, words] of refused) expect(() => study(ask(changes))).toThrow(words);
    expect(() => study(ask(), createRbm(6, 1, { a: [Number.NaN, 0, 0, 0, 0, 0] }))).toThrow(
      'parameters that are not finite numbers',
    );
  });
});

describe('fill', () => {
  const evidence = { seen: [1, 0, 1, 1, 0, 1], known: [1, 1, 0, 0, 1, 0], flip: 0 };
  const posterior = posteriorOf(goldenRbm({ nv: 6, nh: 3, scale: 1.1 }), evidence);
  const place = { seed: 3, row: 1, set: 0 };
  const end = (mode: InpaintingMode, sweeps: number): Filling => {
    let filling: Filling | undefined;
    for (const step of fill(posterior, { mode, sweeps }, place)) filling = { ...step };
    return filling!;
  };
  it('fill in stochastic mode comes to the exact marginals of p(v_U | v_K)', () => {
    const exact = new Float64Array(3);
    slowMarginal(posterior.rbm).forEach((p, number) => {
      bits(number, 3).forEach((on, i) => {
        exact[i] += on * p;
      });
    });
    const { estimate } = end('stochastic', 5000);
    // 4,000 sweeps count, each worth at least a quarter of an independent one here
    for (let i = 0; i < 3; i++) expect(Math.abs(estimate[i] - exact[i])).toBeLessThan(3 * 0.5 * (2 / 63));
  });
  it('fill leaves the first fifth out of the mean', () => {
    const chain = new PosteriorChain(posterior, place);
    const mean = new Float64Array(3);
    for (let sweep = 1; sweep <= 20; sweep++) {
      chain.sweep();
      if (sweep <= 4) continue;
      chain.means.forEach((p, i) => {
        mean[i] += p / 16;
      });
    }
    expect(warmUpOf(20)).toBe(4);
    const { estimate, warmUp } = end('stochastic', 20);
    expect(warmUp).toBe(4);
    for (let i = 0; i < 3; i++) expect(estimate[i]).toBeCloseTo(mean[i], 12);
  });
  it('fill in annealed mode ends at the cold end, with a state', () => {
    const { beta, estimate, state } = end('annealed', 25);
    expect(beta).toBeCloseTo(5, 12);
    expect([...estimate]).toEqual([...(state as Uint8Array)]);
  });
  it('fill in mean field says when it did not settle', () => {
    const { convergence } = end('meanField', 2);
    expect(convergence).toMatchObject({ converged: true });
    expect(convergence!.residual).toBeLessThan(1e-6);
  });
});
