/** Knob moves: they bind at the next update, are written down, and replay. */
import { describe, expect, it } from 'vitest';
import type { KnobMove } from '../../src/engine/frame';
import { fastest } from '../../src/settings';
import { until } from './fakeHost';
import { framesUntil, type Laboratory, openLaboratory } from './fakeSession';

const boundRates = ({ kernels }: Laboratory): [number, number][] =>
  kernels.trainers[0].bound.map(({ update, rule }) => [update, rule.learningRate]);

describe('configure()', () => {
  it('binds at the next update, also where one is under way', async () => {
    const lab = await openLaboratory({ learningRate: 0.05 });
    await lab.session.step('halfSweep');
    await lab.session.configure({ learningRate: 0.2 });
    await lab.session.step('update');
    await lab.session.step('update');
    expect(boundRates(lab)).toEqual([
      [0, 0.05],
      [1, 0.2],
    ]);
    const { moves } = await lab.session.frame({ after: 0, wants: {} });
    expect(moves).toEqual([{ update: 1, name: 'learningRate', value: 0.2 }]);
  });

  it('binds at this update where none is under way', async () => {
    const lab = await openLaboratory();
    await lab.session.step('update');
    await lab.session.configure({ learningRate: 0.3, gibbsSteps: 4 });
    await lab.session.step('update');
    expect(boundRates(lab)[1]).toEqual([1, 0.3]);
    const { moves } = await lab.session.frame({ after: 0, wants: {} });
    expect(moves?.map(({ update, name }) => [update, name])).toEqual([
      [1, 'learningRate'],
      [1, 'gibbsSteps'],
    ]);
  });

  it('refuses a value out of range with the range, changes nothing, and training goes on', async () => {
    const { session, kernels } = await openLaboratory();
    await session.play();
    const wrong = session.configure({ momentum: 0.2, learningRate: 7 });
    await expect(wrong).rejects.toThrow('invalid learningRate: 7; expected 0.0001..1');
    await expect(wrong).rejects.toBeInstanceOf(RangeError);
    const { update } = kernels.trainers[0].position();
    await until(() => kernels.trainers[0].position().update > update + 50);
    await session.pause();
    const { moves } = await session.frame({ after: 0, wants: {} });
    expect(moves).toEqual([]);
    expect(kernels.trainers[0].bound.every(({ rule }) => rule.momentum === 0.5)).toBe(true);
  });

  it('refuses what needs a new run', async () => {
    const { session } = await openLaboratory();
    await expect(session.configure({ hiddenUnits: 7 })).rejects.toThrow('it needs a new run');
  });

  it('writes no move for a pace or for a value that is there already', async () => {
    const { session } = await openLaboratory({ learningRate: 0.1 });
    await session.configure({ speed: 20, stepBy: 'epoch', learningRate: 0.1 });
    expect((await session.frame({ after: 0, wants: {} })).moves).toEqual([]);
  });
});

const replayed: KnobMove[] = [
  { update: 3, name: 'learningRate', value: 0.4 },
  { update: 7, name: 'batchSize', value: 3 },
  { update: 7, name: 'gibbsSteps', value: 2 },
  { update: 40, name: 'learningRate', value: 0.01 },
];

async function weightAt(update: number, lab: Laboratory): Promise<number> {
  const [trainer] = lab.kernels.trainers;
  while (trainer.position().update < update) await lab.session.step('update');
  return trainer.parameters().W[0];
}

describe('moves to replay', () => {
  it('act at their updates', async () => {
    const lab = await openLaboratory({ learningRate: 0.05, batchSize: 10 }, replayed);
    await weightAt(42, lab);
    const { bound } = lab.kernels.trainers[0];
    expect([2, 3, 39, 40].map((update) => bound[update].rule.learningRate)).toEqual([0.05, 0.4, 0.4, 0.01]);
    expect([6, 7].map((update) => bound[update].rule.batchSize)).toEqual([10, 3]);
    expect([6, 7].map((update) => bound[update].rule.gibbsSteps)).toEqual([1, 2]);
  });

  it('give the same weights however time is sliced', async () => {
    const expected = await weightAt(60, await openLaboratory({}, replayed));
    for (const [speed, row] of [
      [fastest, 0.001],
      [fastest, 3],
      [200, 0.01],
      [4, 0.01],
    ]) {
      const lab = await openLaboratory({ speed }, replayed, { row, measuredRow: 0.01, chunk: 1 });
      const [trainer] = lab.kernels.trainers;
      await lab.session.play();
      await until(() => trainer.position().update >= 45);
      await lab.session.pause();
      while (trainer.position().update < 60) await lab.session.step('halfSweep');
      const { bound } = trainer;
      expect(bound.slice(0, 60).map(({ rule }) => [rule.learningRate, rule.batchSize])).toEqual(
        bound
          .slice(0, 60)
          .map((_, update) => [update < 3 ? 0.05 : update < 40 ? 0.4 : 0.01, update < 7 ? 10 : 3]),
      );
      if (trainer.position().update === 60) expect(trainer.parameters().W[0]).toBe(expected);
    }
  });

  it('replay what was recorded live, to the same weights', async () => {
    const live = await openLaboratory();
    await live.session.play();
    const [trainer] = live.kernels.trainers;
    for (const learningRate of [0.3, 0.2, 0.7, 0.11]) {
      const { update } = trainer.position();
      await until(() => trainer.position().update > update + 20);
      await live.session.configure({ learningRate, batchSize: Math.round(learningRate * 10) });
    }
    const { update } = trainer.position();
    await until(() => trainer.position().update > update + 20);
    await live.session.pause();
    const { moves } = await live.session.frame({ after: 0, wants: {} });
    const end = trainer.position().update;
    const again = await openLaboratory({}, moves!);
    expect(await weightAt(end, again)).toBe(trainer.parameters().W[0]);
  });

  it('that lie ahead are dropped by a live move', async () => {
    const lab = await openLaboratory({}, replayed);
    await weightAt(5, lab);
    await lab.session.configure({ momentum: 0.9 });
    const { moves } = await lab.session.frame({ after: 0, wants: {} });
    expect(moves).toEqual([replayed[0], { update: 5, name: 'momentum', value: 0.9 }]);
    await weightAt(50, lab);
    expect(lab.kernels.trainers[0].bound[45].rule).toMatchObject({ learningRate: 0.4, batchSize: 10 });
  });

  it('are told to the page when the run opens and when they act, not with every frame', async () => {
    const { session } = await openLaboratory({}, replayed);
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update > 100);
    await session.pause();
    const told = frames.filter(({ moves }) => moves);
    expect(told.length).toBeLessThanOrEqual(4);
    for (const { moves } of told) expect(moves).toEqual(replayed);
  });
});
