/** Runs whose data takes long to make can be watched and given up. */
import { describe, expect, it } from 'vitest';
import { Making } from '../../src/engine/making';
import { framesUntil, openLaboratory, requestWith } from './fakeSession';

describe('Making', () => {
  it('of() tells how far the work has come, and nothing after it', async () => {
    const making = new Making();
    await making.of(async () => {
      making.made(3, 7);
      expect(making.progress).toEqual({ done: 3, total: 7 });
    });
    expect(making.progress).toBeUndefined();
  });

  it('abandon() ends the work under way, not the next', async () => {
    const making = new Making();
    const given = making.of(async () => {
      making.abandon();
      making.made(3, 7);
    });
    await expect(given).rejects.toMatchObject({ name: 'Abandoned' });
    expect(making.progress).toBeUndefined();
    await expect(making.of(async () => making.made(1, 2))).resolves.toBeUndefined();
  });
});

describe('Session', () => {
  /** A session on bars that is asked to draw lattices on a clock where each takes a millisecond. */
  async function drawing() {
    const { session, host } = await openLaboratory();
    const now = host.now.bind(host);
    host.now = () => {
      host.time++;
      return now();
    };
    const opening = session.open(requestWith({ dataSet: 'ising', isingSide: 4, isingSamples: 5000 }));
    opening.catch(() => undefined);
    for (let turn = 0; (await session.preparing()) === undefined; turn++) {
      if (turn > 1000) throw new Error('nothing is being prepared');
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { session, opening };
  }

  it('preparing() counts the lattices of a run that opens', async () => {
    const { session, opening } = await drawing();
    expect(await session.preparing()).toMatchObject({ total: 5000 });
    expect((await opening).visible).toBe(16);
    expect(await session.preparing()).toBeUndefined();
  });

  it('abandon() rejects the open, and the run before goes on', async () => {
    const { session, opening } = await drawing();
    await session.abandon();
    await expect(opening).rejects.toMatchObject({ name: 'Abandoned' });
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update > 3);
    expect(frames.at(-1)).toMatchObject({ run: 1, playing: true });
  });
});
