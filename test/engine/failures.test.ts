/** What goes wrong becomes a state of the run; nothing hangs. */
import { describe, expect, it } from 'vitest';
import { until } from './fakeHost';
import { framesUntil, openLaboratory } from './fakeSession';

describe('weights that are no longer finite', () => {
  it('stop training and say by which update, and where the last good state is', async () => {
    const { session, kernels } = await openLaboratory({ batchSize: 32 });
    kernels.trainers[0].breaksAt = 5000;
    await session.play();
    const frames = await framesUntil(session, ({ failure }) => failure !== undefined);
    const { failure, playing } = frames.at(-1)!;
    expect(playing).toBe(false);
    expect(failure!.kind).toBe('diverged');
    expect(failure!.update).toBeGreaterThanOrEqual(5000);
    expect(failure!.update).toBeLessThan(5100);
    expect(failure!.message).toContain(`update ${failure!.update}`);
    expect(failure!.lastGoodEpoch).toBeGreaterThan(3000);
    expect(failure!.lastGoodEpoch).toBeLessThan(5000);
  });

  it('keep playing from being of use until one goes back to the last good epoch', async () => {
    const { session, kernels } = await openLaboratory({ batchSize: 32 });
    kernels.trainers[0].breaksAt = 5000;
    await session.play();
    const { failure } = (await framesUntil(session, (frame) => frame.failure !== undefined)).at(-1)!;
    await expect(session.play()).rejects.toThrow('go back to the last good epoch');
    await session.goBack('last good');
    const back = await session.frame({ after: 0, wants: {} });
    expect(back.failure).toBeUndefined();
    expect(back.epoch).toBe(failure!.lastGoodEpoch);
    kernels.trainers[0].breaksAt = Number.POSITIVE_INFINITY;
    await session.play();
    await until(() => kernels.trainers[0].position().update > 6000);
    await session.pause();
    expect((await session.frame({ after: 0, wants: {} })).failure).toBeUndefined();
  });

  it('are noticed after a single step', async () => {
    const { session, kernels } = await openLaboratory();
    kernels.trainers[0].breaksAt = 1;
    await session.step('update');
    const { failure } = await session.frame({ after: 0, wants: {} });
    expect(failure).toMatchObject({ kind: 'diverged', update: 1, lastGoodEpoch: 0 });
  });
});

describe('a kernel that throws', () => {
  it('stops training with its message, and Play tries again', async () => {
    const { session, kernels } = await openLaboratory();
    kernels.trainers[0].throwsAt = 100;
    await session.play();
    const { failure, playing } = (await framesUntil(session, (frame) => frame.failure !== undefined)).at(-1)!;
    expect(playing).toBe(false);
    expect(failure).toMatchObject({ kind: 'threw', update: 100 });
    expect(failure!.message).toContain('the kernel broke');
    kernels.trainers[0].throwsAt = Number.POSITIVE_INFINITY;
    await session.play();
    await until(() => kernels.trainers[0].position().update > 200);
    await session.pause();
    expect((await session.frame({ after: 0, wants: {} })).failure).toBeUndefined();
  });

  it('ends a step under way', async () => {
    const { session, kernels } = await openLaboratory();
    kernels.trainers[0].throwsAt = 0;
    await session.step('epoch');
    expect((await session.frame({ after: 0, wants: {} })).failure?.kind).toBe('threw');
  });

  it('while the view of it is pulled, still answers pulls', async () => {
    const { session, kernels } = await openLaboratory();
    kernels.trainers[0].parameters = () => {
      throw new Error('no parameters');
    };
    await session.play();
    await expect(session.frame({ after: 0, wants: { weights: true } })).rejects.toThrow('no parameters');
    const frames = await framesUntil(session, ({ failure }) => failure !== undefined);
    expect(frames.at(-1)!.failure!.message).toContain('no parameters');
  });
});
