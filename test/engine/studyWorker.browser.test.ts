/** Studies in their real workers, in a real browser. */
import { afterEach, describe, expect, it } from 'vitest';
import { AnnealingConductor } from '../../src/app/annealingConductor';
import { EnumerationConductor } from '../../src/app/enumerationConductor';
import type { Conductor, Errand } from '../../src/app/studyConductor';
import { logPartition } from '../../src/core/partition';
import { createRbm } from '../../src/core/rbm';
import { openSession } from '../../src/engine/client';
import { Pool } from '../../src/engine/pool';
import type { EnumerationProgress, Material, StudyKind, Subject } from '../../src/engine/study';
import { defaultSettings } from '../../src/settings';
import { subjectOf } from '../app/fakeSession';
import { normalModel } from '../kernels/partitionModels';

const pools: Pool[] = [];
const poolOf = (cores: number): Pool => {
  const pool = new Pool({ cores });
  pool.setTraining(false);
  pools.push(pool);
  return pool;
};
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

function subjectWith(visible: number, hidden: number, deviation = 0.5): Subject {
  const { W, a, b } = normalModel(visible, hidden, deviation);
  const arrays = { W: Float32Array.from(W), a: Float32Array.from(a), b: Float32Array.from(b) };
  const subject = subjectOf(1, 12);
  const state = { ...subject.state, ...arrays };
  return { ...subject, parameters: { visible, hidden, ...arrays }, state };
}

const rowsFor = (visible: number): Material => ({
  run: 1,
  training: { count: 3, width: visible, bytes: new Uint8Array(3 * visible).fill(1, 0, visible) },
  heldOut: { count: 0, width: visible, bytes: new Uint8Array() },
  shape: { rows: 1, columns: visible },
});

function errandOf<K extends StudyKind>(
  ask: Errand<K>['ask'],
  subject: Subject,
  pool: Pool,
  changes: Partial<Errand<K>> = {},
): Errand<K> {
  return {
    ask,
    subject,
    material: rowsFor(subject.parameters.visible),
    pool,
    urgency: 'asked',
    signal: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
    ...changes,
  };
}

const run = <K extends StudyKind>(conductor: Conductor<K>, errand: Errand<K>) => conductor.conduct(errand);

describe('enumeration over the pool', () => {
  it('finds ln Z and the moments, with the same bits on one worker and on three', async () => {
    const subject = subjectWith(23, 16);
    const [one, three] = await Promise.all(
      [1, 3].map((cores) =>
        run(new EnumerationConductor(), errandOf<'enumeration'>({ moments: true }, subject, poolOf(cores))),
      ),
    );
    const exact = logPartition(normalModel(23, 16, 0.5));
    expect(Math.abs(one.result.logPartition - exact)).toBeLessThan(1e-5);
    const { seconds: _, workers, ...found } = one.result;
    const { seconds: __, workers: many, ...again } = three.result;
    expect(again).toEqual(found);
    expect([workers, many]).toEqual([1, 3]);
    expect(found.means!.vh).toHaveLength(23 * 16);
    expect(found.energy!.S).toBeGreaterThan(0);
  });

  it('tells a lower bound that rises, is given up, and goes on where it was', async () => {
    const subject = subjectWith(64, 27);
    const pool = poolOf(2);
    const conductor = new EnumerationConductor();
    const heard: EnumerationProgress[] = [];
    const controller = new AbortController();
    const started = run(
      conductor,
      errandOf<'enumeration'>({ moments: false }, subject, pool, {
        signal: controller.signal,
        onProgress: (progress) => {
          heard.push(progress);
          if (progress.share > 0.2) controller.abort();
        },
      }),
    );
    await expect(started).rejects.toMatchObject({ name: 'Cancelled' });
    const left = conductor.left()!;
    expect(left.share).toBeGreaterThan(0.1);
    const shares: number[] = [];
    const { result } = await run(
      conductor,
      errandOf<'enumeration'>({ moments: false, resume: true }, subjectWith(4, 3), pool, {
        onProgress: ({ share }) => shares.push(share),
      }),
    );
    expect(shares[0]).toBeGreaterThan(0.1);
    expect(result.states).toBe(2 ** 27);
    for (const [index, { lowerBound }] of heard.entries()) {
      expect(lowerBound).toBeLessThanOrEqual(result.logPartition);
      if (index > 0) expect(lowerBound).toBeGreaterThanOrEqual(heard[index - 1].lowerBound);
    }
  });

  it('is silent in all workers within 200 ms of a cancel', async () => {
    const subject = subjectWith(64, 30);
    const pool = poolOf(2);
    const times: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      let cancelled = 0;
      const controller = new AbortController();
      const onProgress = ({ done }: EnumerationProgress) => {
        if (done === 0) return;
        cancelled ||= performance.now();
        controller.abort();
      };
      const errand = { signal: controller.signal, onProgress };
      const call = run(
        new EnumerationConductor(),
        errandOf<'enumeration'>({ moments: false }, subject, pool, errand),
      );
      await expect(call).rejects.toMatchObject({ name: 'Cancelled' });
      // work that is no more urgent than a part begins when a worker has ended its own
      const [small, material] = [subjectWith(3, 2), rowsFor(3)];
      const spectrum = { name: 'spectrum', ask: {}, subject: small, material, urgency: 'parts' } as const;
      await Promise.all([pool.run(spectrum), pool.run(spectrum)]);
      times.push(performance.now() - cancelled);
    }
    // the best of three: what else the machine does at the time is no fault of the worker
    expect(Math.min(...times)).toBeLessThan(200);
  });

  it('refuses more than 36 units in words', async () => {
    const errand = errandOf<'enumeration'>({ moments: false }, subjectWith(40, 37), poolOf(1));
    await expect(run(new EnumerationConductor(), errand)).rejects.toThrow('37 units; expected 0..36');
  });
});

describe('annealing over the pool', () => {
  it('estimates ln Z, with the same bits on one worker and on two, and brackets it', async () => {
    const subject = subjectWith(12, 9);
    const ask = { base: 'uniform', chains: 150, betas: 300, reverse: true } as const;
    const shares: number[] = [];
    const [one, two] = await Promise.all(
      [1, 2].map((cores) =>
        run(
          new AnnealingConductor(),
          errandOf<'annealing'>(ask, subject, poolOf(cores), {
            onProgress: ({ share }) => shares.push(share),
          }),
        ),
      ),
    );
    const exact = logPartition(normalModel(12, 9, 0.5));
    const { seconds: _, ...found } = one.result;
    const { seconds: __, ...again } = two.result;
    expect(again).toEqual(found);
    expect(found.forward.low).toBeLessThan(exact);
    expect(found.forward.high).toBeGreaterThan(exact);
    expect(found.reverse!.bound).toBe(true);
    expect(Math.max(...shares)).toBeCloseTo(1, 9);
  });

  it('refuses a ladder of one before anything is begun', async () => {
    const ask = { base: 'data', chains: 10, betas: 1, reverse: false } as const;
    const errand = errandOf<'annealing'>(ask, subjectWith(4, 3), poolOf(1));
    await expect(run(new AnnealingConductor(), errand)).rejects.toThrow('invalid betas: 1');
  });
});

describe('a session’s own model', () => {
  it('is studied by the pool while the session trains on', async () => {
    const client = openSession({ base: new URL('/', location.href).href });
    try {
      const settings = { ...defaultSettings(), dataSet: 'bars' as const, barsSide: 3, hiddenUnits: 7 };
      await client.open({ settings, moves: [] });
      await client.play();
      const [subject, material] = await Promise.all([client.subject(), client.material()]);
      expect([subject.run, material.run, material.training.width]).toEqual([1, 1, 9]);
      const { visible, hidden, W, a, b } = subject.parameters;
      const errand = errandOf<'enumeration'>({ moments: false }, subject, poolOf(1), { material });
      const { result } = await run(new EnumerationConductor(), errand);
      expect(
        Math.abs(result.logPartition - logPartition(createRbm(visible, hidden, { W, a, b }))),
      ).toBeLessThan(1e-5);
    } finally {
      client.close();
    }
  });
});

describe('a worker that dies in the middle', () => {
  it('is replaced by another, which does its work', async () => {
    const broken = 'self.onmessage = () => { throw new Error("out of luck"); };';
    const urls = [URL.createObjectURL(new Blob([broken], { type: 'text/javascript' }))];
    const real = new URL('../../src/engine/studyWorker.ts', import.meta.url);
    const pool = new Pool({ cores: 1, spawn: () => new Worker(urls.pop() ?? real, { type: 'module' }) });
    pools.push(pool);
    const errand = errandOf<'enumeration'>({ moments: false }, subjectWith(7, 5), pool);
    const { result } = await run(new EnumerationConductor(), errand);
    expect(Math.abs(result.logPartition - logPartition(normalModel(7, 5, 0.5)))).toBeLessThan(1e-5);
    expect(urls).toEqual([]);
  });
});
