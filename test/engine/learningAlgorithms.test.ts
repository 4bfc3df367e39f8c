/** What the algorithms beside CD and PCD need of the session: means from fixed points, rows of ladders, reports. */
import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { learningTolerance, mostIterations, StationarySearch } from '../../src/core/meanField';
import { createRbm } from '../../src/core/rbm';
import { type Frame, measureNames } from '../../src/engine/frame';
import { Moves, ruleOf } from '../../src/engine/moves';
import { Training } from '../../src/engine/training';
import { defaultSettings, fastest, type Settings } from '../../src/settings';
import { FakeHost } from './fakeHost';
import { cheap, fakeKernels } from './fakeKernels';
import { framesUntil, openLaboratory, settingsWith } from './fakeSession';
import { realSession } from './realKernels';

const now = { after: 0, wants: {} };

async function halfSweeps(changes: Partial<Settings>, count: number): Promise<string[]> {
  const { session } = await openLaboratory(changes);
  const seen: string[] = [];
  for (let i = 0; i < count; i++) {
    await session.step('halfSweep');
    const { stage, update } = await session.frame(now);
    seen.push(`${update} ${stage}`);
  }
  return seen;
}

describe('a session over fakes', () => {
  for (const algorithm of ['meanField', 'tap2'] as const) {
    it(`has the half sweeps of ${algorithm}: positive, means, learn`, async () => {
      const seen = await halfSweeps({ algorithm, hiddenUnits: 2 }, 4);
      expect(seen).toEqual(['0 means', '0 learn', '1 positive', '1 means']);
    });

    it(`supplies ${algorithm} with the fixed point of the model as it stands, and says how it went`, async () => {
      const { session, kernels } = await openLaboratory({ algorithm, hiddenUnits: 2 });
      const [trainer] = kernels.trainers;
      expect((await session.frame(now)).algorithm).toBeUndefined();
      const rbm = createRbm(16, 2, trainer.parameters());
      await session.step('update');
      const search = new StationarySearch(rbm, algorithm, { tolerance: learningTolerance }).run();
      expect(trainer.supplied[0].mean).toBe(search.means().v[0]);
      const { converged, iterations, residual } = search;
      const report = { kind: 'fixed point', update: 0, converged, iterations, residual, missed: 0 };
      expect((await session.frame(now)).algorithm).toEqual(report);
    });
  }

  it('counts the updates without a fixed point, and forgets them where the run goes back', async () => {
    const { session, kernels } = await openLaboratory({ algorithm: 'tap2' });
    await session.step('update');
    // Weights whose fixed point is none to be found.
    const bytes = kernels.trainers[0].parameters().W;
    bytes.forEach((_, n) => {
      bytes[n] = 12 * Math.sin(1 + n * n);
    });
    await session.step('update');
    await session.step('update');
    const report = (await session.frame(now)).algorithm;
    expect(report).toMatchObject({ converged: false, iterations: mostIterations, missed: 2, update: 2 });
    await session.goBack(0);
    expect((await session.frame(now)).algorithm).toBeUndefined();
  });

  it('reports the swaps of parallel tempering, and nothing under CD', async () => {
    const { session } = await openLaboratory({ algorithm: 'tempering', ladderSize: 4 });
    expect((await session.frame(now)).algorithm).toBeUndefined();
    await session.step('update');
    const report = { kind: 'swaps', acceptance: Float64Array.of(1, 1 / 2, 1 / 3) };
    expect((await session.frame(now)).algorithm).toEqual(report);
    await session.configure({ algorithm: 'cd' });
    await session.step('update');
    expect((await session.frame(now)).algorithm).toBeUndefined();
  });

  it('refuses a ladder of one in words, and training goes on', async () => {
    const { session } = await openLaboratory({ algorithm: 'tempering' });
    await expect(session.configure({ ladderSize: 1 })).rejects.toThrow(
      'invalid ladderSize: 1; expected 2..64 (whole)',
    );
    await session.step('update');
    expect((await session.frame(now)).update).toBe(1);
  });
});

describe('a training', () => {
  function begin(changes: Partial<Settings>) {
    const host = new FakeHost();
    const kernels = fakeKernels(host, { ...cheap, chunk: 30 });
    const moves = new Moves(settingsWith(changes), []);
    const rows = barsAndStripes(3).training;
    const options = { hidden: 2, seed: 1, rows, weightDeviation: 0, startingBiases: 'zero' } as const;
    const trainer = kernels.createTrainer({ ...options, rule: ruleOf(moves.current) });
    return { host, trainer, training: new Training(host, kernels, trainer, moves, rows.count) };
  }

  /** Progress before each half-step of an update, and what nextProgress() foresees then. */
  function steps(changes: Partial<Settings>) {
    const { trainer, training } = begin(changes);
    const seen = [];
    while (trainer.position().update === 0) {
      seen.push({ progress: training.progress(), next: training.nextProgress() });
      training.halfSteps(() => true, Number.POSITIVE_INFINITY);
    }
    return seen;
  }

  it('stops in the middle of a half-step that goes over many ladders', () => {
    const { host, trainer, training } = begin({ algorithm: 'tempering', chainCount: 1024, ladderSize: 64 });
    training.halfSteps(() => true, Number.POSITIVE_INFINITY);
    const { time } = host;
    expect(training.halfSteps(() => true, time + 8)).toBe(false);
    expect(host.time - time).toBeLessThan(20);
    expect(trainer.position()).toMatchObject({ stage: 'down', sweep: 0 });
    expect(trainer.position().row).toBeGreaterThan(50);
  });

  it('stops in the middle of an enumeration, and goes on with it', () => {
    const { host, trainer, training } = begin({ algorithm: 'exact' });
    training.halfSteps(() => true, Number.POSITIVE_INFINITY);
    let slices = 0;
    for (let done = false; !done; slices++) {
      const { time } = host;
      expect(trainer.position().stage).toBe('means');
      done = training.halfSteps(() => true, time + 8);
      expect(host.time - time).toBeLessThan(31);
    }
    expect(slices).toBeGreaterThan(1);
    expect(trainer.position().stage).toBe('learn');
  });

  for (const [algorithm, count] of [
    ['tempering', 6],
    ['meanField', 3],
    ['tap2', 3],
    ['exact', 3],
  ] as const)
    it(`divides an update of ${algorithm} into ${count} equal half-steps`, () => {
      const seen = steps({ algorithm, gibbsSteps: 2 });
      expect(seen).toHaveLength(count);
      seen.forEach(({ progress, next }, n) => {
        expect(progress).toBeCloseTo(n / count, 12);
        expect(next).toBeCloseTo((n + 1) / count, 12);
      });
    });
});

/** Bars and stripes of side 3 by full batches from small random weights. */
const barsAt = (changes: Partial<Settings>): Settings => ({
  ...defaultSettings(),
  speed: fastest,
  dataSet: 'bars',
  barsSide: 3,
  hiddenUnits: 8,
  batchSize: 16,
  learningRate: 0.1,
  weightDeviation: 0.1,
  startingBiases: 'zero',
  momentum: 0,
  weightDecay: 0,
  ...changes,
});

/** The session at rest after `updates` updates, measured. */
async function trained(changes: Partial<Settings>, updates: number) {
  const session = realSession();
  await session.open({ settings: barsAt(changes), moves: [] });
  const measured = (at: number) =>
    framesUntil(session, ({ readings, update }) =>
      measureNames.every((name) => update === at && readings[name].update === at),
    );
  const first = await framesUntil(session, ({ readings }) => readings.logLikelihood.value !== undefined);
  const start = first.at(-1)!.readings.logLikelihood.value!;
  await session.advanceTo(updates);
  const frame = (await measured(updates)).at(-1)!;
  return { session, frame, start, end: frame.readings.logLikelihood.value! };
}

describe('the session over wasm', () => {
  // Nats per sample above the start; a uniform model is at −6.24, the best at −2.60.
  for (const [algorithm, updates, rise] of [
    ['tempering', 3000, 2.5],
    ['meanField', 1500, 1],
    ['tap2', 1500, 0.5],
  ] as const)
    it(`raises the exact log-likelihood with ${algorithm}`, async () => {
      const { start, end } = await trained({ algorithm }, updates);
      expect(end - start).toBeGreaterThan(rise);
    });

  it('ends no lower with parallel tempering than with PCD-1', async () => {
    const likelihood = async (changes: Partial<Settings>) => (await trained(changes, 4000)).end;
    const pcd = await likelihood({ algorithm: 'pcd' });
    const tempering = await likelihood({ algorithm: 'tempering' });
    expect(tempering).toBeGreaterThan(pcd);
    expect(tempering).toBeGreaterThan(-3);
  });

  it('reports swaps and fixed points of real runs', async () => {
    const swaps = (await trained({ algorithm: 'tempering', ladderSize: 5 }, 40)).frame.algorithm;
    const { acceptance } = swaps as { acceptance: Float64Array };
    expect(acceptance).toHaveLength(4);
    for (const share of acceptance) expect(share).toBeGreaterThan(0.5);
    const point = (await trained({ algorithm: 'meanField' }, 40)).frame.algorithm;
    expect(point).toMatchObject({ kind: 'fixed point', converged: true, missed: 0, update: 39 });
  });

  for (const algorithm of ['tempering', 'tap2'] as const)
    it(`keeps a run of ${algorithm} in the middle of an update, and resumes it to the same bits`, async () => {
      const { session } = await trained({ algorithm, chainCount: 5, gibbsSteps: 2 }, 9);
      for (let i = 0; i < (algorithm === 'tempering' ? 4 : 1); i++) await session.step('halfSweep');
      const other = realSession();
      await other.resume(structuredClone(await session.keep()));
      for (const each of [session, other]) await each.advanceTo(20);
      const [one, two] = [await session.saveModel(), await other.saveModel()];
      expect(two).toEqual(one);
      expect(one.update).toBe(20);
    });

  it('lets messages in while a fixed point of a large model takes long', async () => {
    const session = realSession();
    const settings = barsAt({ algorithm: 'tap2', dataSet: 'ising', isingSide: 28, isingSamples: 10 });
    await session.open({ settings: { ...settings, hiddenUnits: 500, weightDeviation: 0.05 }, moves: [] });
    await session.play();
    let turns = 0;
    let frame: Frame = await session.frame(now);
    while (frame.update === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
      frame = await session.frame(now);
    }
    await session.pause();
    expect(turns).toBeGreaterThan(5);
    expect(frame.algorithm).toMatchObject({ kind: 'fixed point', converged: true });
  });
});
