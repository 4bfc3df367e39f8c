import { describe, expect, it } from 'vitest';
import { framesUntil, laboratory, openLaboratory, requestWith } from './fakeSession';

describe('play()', () => {
  it('trains on and answers each pull with something newer', async () => {
    const { session } = await openLaboratory();
    await session.play();
    const frames = await framesUntil(session, (frame) => frame.update >= 500);
    await session.pause();
    expect(frames.length).toBeGreaterThan(5);
    for (let i = 1; i < frames.length; i++) {
      expect(frames[i].version).toBeGreaterThan(frames[i - 1].version);
      expect(frames[i].update).toBeGreaterThanOrEqual(frames[i - 1].update);
    }
    expect(frames.at(-1)!.playing).toBe(true);
  });

  it('rejects before a run is open', async () => {
    await expect(laboratory().session.play()).rejects.toThrow('no run is open yet');
  });
});

describe('open()', () => {
  it('rejects a setting out of its range and keeps the present run', async () => {
    const { session } = await openLaboratory();
    await expect(session.open(requestWith({ hiddenUnits: 0 }))).rejects.toThrow(
      'invalid hiddenUnits: 0; expected 1..1024',
    );
    expect((await session.frame({ after: 0, wants: {} })).run).toBe(1);
  });
});
