/** The session over the kernels that the page runs. */
import { describe, expect, it } from 'vitest';
import type { KnobMove } from '../../src/engine/frame';
import { defaultSettings, fastest, type Settings } from '../../src/settings';
import { framesUntil } from './fakeSession';
import { nodeHost, realSession } from './realKernels';

const digitsAt = (changes: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  speed: fastest,
  ...changes,
});

describe('the session over wasm', () => {
  it('learns the digits past −20 nats and says so of both sets', async () => {
    const session = realSession();
    const summary = await session.open({ settings: digitsAt(), moves: [] });
    expect(summary).toMatchObject({
      visible: 64,
      hidden: 16,
      trainingRows: 1438,
      heldOutRows: 359,
      exact: true,
    });
    expect(summary.baseRate).toBeCloseTo(-25.2029, 4);
    await session.play();
    const frames = await framesUntil(session, ({ readings }) => (readings.logLikelihood.value ?? -99) > -20);
    await session.pause();
    const { readings } = frames.at(-1)!;
    expect(readings.logPartition).toMatchObject({ method: 'exact', detail: '65,536 states, f32' });
    expect(readings.heldOutLogLikelihood.value).toBeGreaterThan(-21);
  });

  it('replays the moves of a run to the same bits', async () => {
    const live = realSession();
    await live.open({ settings: digitsAt(), moves: [] });
    await live.play();
    for (const learningRate of [0.2, 0.01, 0.11]) {
      const { update } = await live.frame({ after: 0, wants: {} });
      await framesUntil(live, (frame) => frame.update > update + 100);
      await live.configure({
        learningRate,
        batchSize: Math.round(learningRate * 100),
        momentum: learningRate,
      });
    }
    await live.step('epoch');
    const { moves, update } = await live.frame({ after: 0, wants: {} });
    expect(moves!.length).toBe(9);
    const again = realSession();
    await again.open({ settings: digitsAt({ speed: 1000 }), moves: moves as KnobMove[] });
    await again.play();
    await framesUntil(again, (frame) => frame.update > update / 2);
    await again.configure({ speed: fastest });
    while ((await again.frame({ after: 0, wants: {} })).update < update) await again.step('epoch');
    const [one, two] = [await live.saveModel(), await again.saveModel()];
    expect(two.update).toBe(one.update);
    expect(two.W).toEqual(one.W);
    expect(two.a).toEqual(one.a);
  });

  it('keep() in the middle of an update and resume() elsewhere go on with the same bits', async () => {
    const session = realSession();
    const settings = digitsAt({ algorithm: 'pcd', gibbsSteps: 3, hiddenUnits: 7, momentum: 0.9 });
    await session.open({ settings, moves: [] });
    await session.step('epoch');
    for (let i = 0; i < 4; i++) await session.step('halfSweep');
    await session.configure({ learningRate: 0.3, chainCount: 13 });
    const kept = structuredClone(await session.keep());
    const other = realSession();
    await other.resume(kept);
    for (const each of [session, other]) await each.step('epoch');
    const [one, two] = [await session.saveModel(), await other.saveModel()];
    expect(two).toEqual(one);
    expect(one.epoch).toBe(2);
  });

  it('opens the model that it saved, with the same ln Z at the same update', async () => {
    const session = realSession();
    await session.open({ settings: digitsAt(), moves: [] });
    await session.step('epoch');
    const before = (
      await framesUntil(session, ({ readings, update }) => readings.pseudoLikelihood.update === update)
    ).at(-1)!;
    const saved = JSON.parse(JSON.stringify(await session.saveModel()));
    const other = realSession();
    await other.openModel(saved);
    const after = (
      await framesUntil(other, ({ readings }) => readings.pseudoLikelihood.value !== undefined)
    ).at(-1)!;
    expect(after.readings.logPartition).toEqual(before.readings.logPartition);
    expect(after.update).toBe(before.update);
    expect(after.epoch).toBe(1);
  });

  it('trains or explains itself, but never hangs, on a model whose numbers overflow', async () => {
    const session = realSession();
    await session.open({ settings: digitsAt(), moves: [] });
    const model = JSON.parse(JSON.stringify(await session.saveModel()));
    Object.assign(model.W[0], [3e38, -3e38]);
    Object.assign(model.a, [3.4e38, 3.4e38]);
    await session.openModel(model);
    await session.play();
    const frames = await framesUntil(session, ({ failure, update }) => failure !== undefined || update > 500);
    const { failure, readings } = frames.at(-1)!;
    if (failure) expect(failure.message).toMatch(/finite/);
    for (const { value, method } of Object.values(readings)) {
      expect(value === undefined || Number.isFinite(value)).toBe(true);
      expect(value === undefined).toBe(method === 'not computed');
    }
    if (failure) await session.goBack('last good');
    expect((await session.frame({ after: 0, wants: {} })).failure).toBeUndefined();
    await session.pause();
  });

  it('climbs by the exact gradient', async () => {
    const session = realSession();
    const settings = digitsAt({
      dataSet: 'bars',
      barsSide: 3,
      hiddenUnits: 8,
      algorithm: 'exact',
      batchSize: 16,
      learningRate: 0.5,
      weightDeviation: 0.5,
      momentum: 0,
      weightDecay: 0,
    });
    const { bestPossible } = await session.open({ settings, moves: [] });
    await session.play();
    const frames = await framesUntil(
      session,
      ({ update, readings }) => update > 1000 && readings.logLikelihood.update > 1000,
    );
    await session.pause();
    const values = frames.flatMap(({ measures }) => [...(measures.logLikelihood?.value ?? [])]);
    expect(values.at(-1)!).toBeGreaterThan(-3.6);
    expect(values.at(-1)!).toBeLessThan(bestPossible!);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThan(values[i - 1] - 1e-4);
  });

  it('lets messages in many times within an update at 1,024 × 1,024, batch 100, k = 100', async () => {
    const host = nodeHost();
    const session = realSession(host);
    const text = Array.from({ length: 100 }, (_, r) =>
      Array.from({ length: 1024 }, (_, i) => ((r * 7 + i * i) % 3 > 0 ? 1 : 0)).join(','),
    ).join('\n');
    const { id } = await session.readFile(new Blob([text]), 'wide.csv', 0.5);
    const settings = digitsAt({ dataSet: 'file', hiddenUnits: 1024, batchSize: 100, gibbsSteps: 100 });
    await session.open({ settings, moves: [], fileId: id });
    await session.play();
    let turns = 0;
    let position = { update: 0 };
    while (position.update === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
      position = await session.frame({ after: 0, wants: {} });
    }
    await session.pause();
    expect(turns).toBeGreaterThan(20);
  });
});
