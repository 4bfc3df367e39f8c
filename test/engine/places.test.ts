/** Going back, undoing, keeping: a run is never lost and never differs from itself. */
import { describe, expect, it } from 'vitest';
import { until } from './fakeHost';
import { framesUntil, laboratory, openLaboratory, requestWith } from './fakeSession';

describe('undo()', () => {
  it('brings back the run before, where it was, and only once', async () => {
    const { session, kernels } = await openLaboratory();
    for (let i = 0; i < 7; i++) await session.step('update');
    const weight = kernels.trainers[0].parameters().W[0];
    await session.open(requestWith({ hiddenUnits: 9 }));
    const opened = await session.frame({ after: 0, wants: {} });
    expect(opened).toMatchObject({ run: 2, update: 0, canUndo: true });
    const summary = await session.undo();
    expect(summary).toMatchObject({ run: 1, hidden: 5 });
    const frame = await session.frame({ after: 0, wants: { weights: true } });
    expect(frame).toMatchObject({ run: 1, update: 7, canUndo: false });
    expect(frame.moves).toEqual([]);
    expect(frame.checkpoints).toBeDefined();
    expect(frame.weights!.W[0]).toBe(weight);
    await expect(session.undo()).rejects.toThrow('no earlier run');
  });

  it('skips runs that never trained, as a dragged slider opens them', async () => {
    const { session } = await openLaboratory();
    await session.step('update');
    for (const hiddenUnits of [6, 7, 8]) await session.open(requestWith({ hiddenUnits }));
    expect((await session.undo()).run).toBe(1);
  });
});

describe('goBack()', () => {
  it('returns to the state of a checkpoint and trains on from there to the same weights', async () => {
    const { session, kernels } = await openLaboratory({ batchSize: 32 });
    const [trainer] = kernels.trainers;
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update > 4000);
    await session.pause();
    const checkpoints = frames.flatMap((frame) => frame.checkpoints ?? []);
    const checkpoint = checkpoints.filter(({ kind }) => kind === 'trail').at(-1)!;
    expect(checkpoint.epoch).toBe(checkpoint.update);
    await session.configure({ learningRate: 0.9 });
    const { update } = trainer.position();
    await session.step('update');
    const weight = trainer.parameters().W[0];
    await session.goBack(checkpoint.id);
    const back = await session.frame({ after: 0, wants: {} });
    expect(back).toMatchObject({ update: checkpoint.update, playing: false });
    await session.step('update');
    expect(trainer.bound.at(-1)!.rule.learningRate).toBe(0.05);
    while (trainer.position().update <= update) await session.step('update');
    expect(trainer.parameters().W[0]).toBe(weight);
  });

  it('finds a checkpoint about every quarter of a second, at the end of an epoch', async () => {
    const { session, host } = await openLaboratory({ batchSize: 1 });
    await session.play();
    const frames = await framesUntil(session, () => host.time > 1000 + 5000);
    await session.pause();
    const seen = frames.flatMap(({ checkpoints }) => checkpoints ?? []).filter(({ kind }) => kind === 'last');
    expect(new Set(seen.map(({ update }) => update)).size).toBeGreaterThan(16);
    expect(seen.every(({ update, epoch }) => update === 32 * epoch)).toBe(true);
  });

  it('keeps later checkpoints until training goes on', async () => {
    const { session } = await openLaboratory({ batchSize: 32 });
    await session.play();
    const frames = await framesUntil(session, ({ checkpoints }) => (checkpoints?.length ?? 0) > 4);
    await session.pause();
    const { id } = frames.at(-1)!.checkpoints![0];
    await session.goBack(id);
    await session.goBack('last good');
    await session.goBack(id);
    expect((await session.frame({ after: 0, wants: {} })).update).toBe(0);
    await session.step('update');
    const { checkpoints } = await session.frame({ after: 0, wants: {} });
    expect(checkpoints!.every(({ update }) => update === 0)).toBe(true);
  });

  it('drops what was being measured about the place that was left', async () => {
    const { session } = await openLaboratory({}, [], { row: 0.01, measuredRow: 1, chunk: 5 });
    await session.play();
    await framesUntil(session, ({ update }) => update > 200);
    await session.goBack(0);
    await session.frame({ after: 0, wants: {} });
    const frames = await framesUntil(session, ({ measures }) => measures.pseudoLikelihood !== undefined);
    const updates = frames.flatMap(({ measures }) => [...(measures.freeEnergy?.update ?? [])]);
    expect(updates.length).toBeGreaterThan(0);
    expect(updates.every((update) => update === 0)).toBe(true);
  });

  it('rejects a checkpoint that there is not', async () => {
    const { session } = await openLaboratory();
    await expect(session.goBack(77)).rejects.toThrow('there is no checkpoint 77');
  });
});

describe('keep() and resume()', () => {
  it('go on with the same bits in another session, also from the middle of an update', async () => {
    const { session, kernels } = await openLaboratory({ gibbsSteps: 3 });
    await session.play();
    await until(() => kernels.trainers[0].position().update > 200);
    await session.configure({ learningRate: 0.3 });
    await until(() => kernels.trainers[0].position().update > 400);
    await session.pause();
    for (let i = 0; i < 3; i++) await session.step('halfSweep');
    await session.configure({ learningRate: 0.7 });
    const kept = structuredClone(await session.keep());
    expect(kept).toMatchObject({ update: kernels.trainers[0].position().update });
    const other = laboratory();
    const summary = await other.session.resume(kept);
    expect(summary).toMatchObject({ hidden: 5, visible: 16 });
    const [one, two] = [kernels.trainers[0], other.kernels.trainers[0]];
    expect(two.position()).toEqual(one.position());
    for (let i = 0; i < 20; i++) {
      await session.step('update');
      await other.session.step('update');
    }
    expect(two.parameters().W).toEqual(one.parameters().W);
    const { moves } = await other.session.frame({ after: 0, wants: {} });
    expect(moves).toEqual((await session.frame({ after: 0, wants: {} })).moves);
    expect(moves).toHaveLength(2);
  });

  it('carry the user’s own file along', async () => {
    const { session } = laboratory();
    const text = Array.from({ length: 20 }, (_, r) => `${r % 2},1,0,${(r >> 1) % 2}`).join('\n');
    const { id } = await session.readFile(new Blob([text]), 'mine.csv', 0.5);
    await session.open({ ...requestWith({ dataSet: 'file' }), fileId: id });
    await session.step('update');
    const kept = structuredClone(await session.keep());
    const other = laboratory();
    await other.session.resume(kept);
    expect(await other.session.frame({ after: 0, wants: {} })).toMatchObject({ update: 1 });
    expect((await other.session.keep()).state).toEqual(kept.state);
  });

  it('rejects what is no kept run, and the present run goes on', async () => {
    const { session } = await openLaboratory();
    const kept = await session.keep();
    await expect(session.resume({ ...kept, state: { trainer: {} } })).rejects.toThrow('can’t be read');
    const wider = await (await openLaboratory({ hiddenUnits: 6 })).session.keep();
    await expect(session.resume({ ...kept, state: wider.state })).rejects.toThrow('expected 16 × 5');
    expect((await session.frame({ after: 0, wants: {} })).run).toBe(1);
  });
});
