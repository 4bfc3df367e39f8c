/** Live read-outs: how often, how exactly, and at whose expense. */
import { describe, expect, it } from 'vitest';
import type { Prices } from './fakeKernels';
import { framesUntil, laboratory, openLaboratory, requestWith } from './fakeSession';

const moderate: Prices = { row: 0.01, measuredRow: 0.01, chunk: 0.5 };

async function updatesOfValues(speed: number, last: number, prices: Prices): Promise<number[]> {
  const { session } = await openLaboratory({ speed }, [], prices);
  await session.play();
  const frames = await framesUntil(session, ({ update }) => update >= last);
  await session.pause();
  return frames.flatMap(({ measures }) => [...(measures.logLikelihood?.update ?? [])]);
}

describe('the cadence of measuring', () => {
  it('follows every update below 20 updates a second', async () => {
    const updates = await updatesOfValues(19, 60, moderate);
    expect(updates.slice(0, 55)).toEqual(Array.from({ length: 55 }, (_, i) => i));
  });

  it('is at least 10 values a second at full speed, in at most a tenth of the time', async () => {
    const { session, host, kernels } = await openLaboratory({}, [], moderate);
    await session.play();
    await framesUntil(session, ({ update }) => update > 1000);
    const start = { time: host.time, spent: 0 };
    const [evaluator] = kernels.evaluators;
    for (const name of ['clampedFreeEnergySum', 'pseudoLikelihoodSum', 'reconstructionErrorSum'] as const) {
      const measure = evaluator[name].bind(evaluator);
      evaluator[name] = (...rows) => {
        const before = host.time;
        const sum = measure(...rows);
        start.spent += host.time - before;
        return sum;
      };
    }
    const frames = await framesUntil(session, () => host.time > start.time + 3000);
    await session.pause();
    const elapsed = host.time - start.time;
    const values = frames.flatMap(({ measures }) => [...(measures.logLikelihood?.update ?? [])]);
    expect((values.length * 1000) / elapsed).toBeGreaterThan(10);
    // ln Z costs 2 ms a round beside the sums.
    expect((start.spent + values.length * 2) / elapsed).toBeLessThan(0.11);
    expect((start.spent + values.length * 2) / elapsed).toBeGreaterThan(0.05);
  });

  it('does not slow training down where a round takes seconds', async () => {
    const slow: Prices = { row: 0.1, measuredRow: 20, chunk: 100 };
    const { session, host, kernels } = await openLaboratory({}, [], slow);
    await session.play();
    await framesUntil(session, ({ update }) => update > 100);
    const start = { time: host.time, update: kernels.trainers[0].position().update };
    await framesUntil(session, () => host.time > start.time + 20_000);
    await session.pause();
    const trained = kernels.trainers[0].position().update - start.update;
    // 32 rows, 4 updates an epoch: an update has 8 rows in 4 half-steps, 3.2 ms.
    expect((trained * 3.2) / (host.time - start.time)).toBeGreaterThan(0.85);
  });

  it('catches up once training rests', async () => {
    const { session } = await openLaboratory({}, [], moderate);
    await session.play();
    await framesUntil(session, ({ update }) => update > 300);
    await session.pause();
    const { update } = await session.frame({ after: 0, wants: {} });
    const frames = await framesUntil(session, ({ readings }) => readings.pseudoLikelihood.update === update);
    for (const reading of Object.values(frames.at(-1)!.readings)) expect(reading.update).toBe(update);
  });
});

describe('a reading', () => {
  it('has its value, how it was obtained, and whose parameters it is about', async () => {
    const { session, kernels } = await openLaboratory();
    for (let i = 0; i < 3; i++) await session.step('update');
    const frames = await framesUntil(session, ({ readings }) => readings.pseudoLikelihood.update === 3);
    const { readings } = frames.at(-1)!;
    const weight = kernels.trainers[0].parameters().W[0];
    expect(readings.logPartition).toEqual({
      value: 2 * weight,
      method: 'exact',
      detail: '32 states, f32',
      update: 3,
    });
    expect(readings.freeEnergy).toMatchObject({ value: weight, method: 'exact', detail: 'all 32 rows' });
    expect(readings.logLikelihood).toMatchObject({ value: -3 * weight, method: 'exact', update: 3 });
    expect(readings.pseudoLikelihood).toMatchObject({ value: -weight, method: 'exact' });
    expect(readings.reconstructionError.value).toBeCloseTo(weight / 100, 10);
    expect(readings.heldOutLogLikelihood).toEqual({
      method: 'not computed',
      detail: 'nothing is held out',
      update: 3,
    });
  });

  it('of held-out rows stands beside that of the others', async () => {
    const { session } = laboratory();
    await session.open(requestWith({ dataSet: 'ising', isingSide: 3, isingSamples: 50 }));
    const frames = await framesUntil(
      session,
      ({ readings }) => readings.pseudoLikelihood.value !== undefined,
    );
    const { readings } = frames.at(-1)!;
    expect(readings.heldOutFreeEnergy).toMatchObject({ method: 'exact', detail: 'all 10 rows' });
    expect(readings.heldOutLogLikelihood.method).toBe('exact');
  });

  it('of ln Z says why there is none where the smaller layer has more than 20 units', async () => {
    const { session } = laboratory();
    const summary = await session.open(requestWith({ barsSide: 5, hiddenUnits: 21 }));
    expect(summary.exact).toBe(false);
    expect(summary.whyNotExact).toBe('the smaller layer has 21 units; up to 20 are enumerated live');
    const first = await session.frame({ after: 0, wants: {} });
    const frames = await framesUntil(
      session,
      ({ readings }) => readings.pseudoLikelihood.value !== undefined,
    );
    for (const { readings } of [first, frames.at(-1)!]) {
      for (const name of ['logPartition', 'logLikelihood', 'heldOutLogLikelihood'] as const) {
        expect(readings[name]).toMatchObject({ method: 'not computed' });
        expect(readings[name].value).toBeUndefined();
      }
      expect(readings.logPartition.detail).toContain('21 units');
    }
    expect(frames.at(-1)!.readings.freeEnergy.value).toBeDefined();
  });

  it('over part of the rows says how many, as Monte Carlo', async () => {
    const { session } = laboratory();
    const request = requestWith({ dataSet: 'ising', isingSide: 28, isingSamples: 400, hiddenUnits: 500 });
    await session.open(request);
    const frames = await framesUntil(
      session,
      ({ readings }) => readings.pseudoLikelihood.value !== undefined,
    );
    const { readings } = frames.at(-1)!;
    expect(readings.pseudoLikelihood).toMatchObject({ method: 'Monte Carlo', detail: '64 of 320 rows' });
    expect(readings.freeEnergy).toMatchObject({ method: 'exact', detail: 'all 320 rows' });
  });

  it('that overflows is none, and says so', async () => {
    const { session, kernels } = await openLaboratory();
    kernels.evaluators[0].reconstructionErrorSum = () => Number.NEGATIVE_INFINITY;
    const frames = await framesUntil(
      session,
      ({ readings }) => readings.pseudoLikelihood.value !== undefined,
    );
    expect(frames.at(-1)!.readings.reconstructionError).toMatchObject({ method: 'not computed' });
    expect(frames.at(-1)!.readings.reconstructionError.value).toBeUndefined();
    expect(frames.flatMap(({ measures }) => Object.keys(measures))).not.toContain('reconstructionError');
  });
});

describe('the best checkpoint', () => {
  it('is the likeliest state that was measured, whole', async () => {
    const { session, kernels } = await openLaboratory({ speed: 19 });
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update >= 60);
    await session.pause();
    const values = new Map<number, number>();
    for (const { measures } of frames) {
      const { update, value } = measures.logLikelihood ?? { update: [], value: [] };
      for (const [i, at] of update.entries()) values.set(at, value[i]);
    }
    const [likeliest] = [...values].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    const best = frames.flatMap(({ checkpoints }) => checkpoints ?? []).filter(({ kind }) => kind === 'best');
    expect(best.at(-1)!.update).toBe(likeliest);
    expect(best.at(-1)!.heldOutLogLikelihood).toBeUndefined();
    await session.goBack(best.at(-1)!.id);
    expect(-3 * kernels.trainers[0].parameters().W[0]).toBe(values.get(likeliest));
  });
});
