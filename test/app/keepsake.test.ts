/** A run kept over a reload. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keepsake } from '../../src/app/keepsake';
import type { KeptRun } from '../../src/engine/frame';
import { defaultSettings } from '../../src/settings';
import { createLabStore } from '../../src/state/store';
import { frameOf, summaryOf } from './fakeSession';

const request = { settings: defaultSettings(), moves: [] };
const keptAt = (update: number): KeptRun => ({ request, update, epoch: 2, savedAt: 0, state: 'bits' });

function page(onShelf?: KeptRun) {
  const store = createLabStore();
  store.getState().opened(summaryOf(1), request);
  const resumed: KeptRun[] = [];
  const shelf = { kept: onShelf };
  const keepsake = new Keepsake(
    store,
    {
      keep: async () => keptAt(store.getState().frame?.update ?? 0),
      resume: async (kept) => void resumed.push(kept),
    },
    {
      get: async () => shelf.kept,
      set: async (kept) => {
        shelf.kept = kept;
      },
    },
  );
  const trainTo = (update: number) => store.getState().receive(frameOf({ update }));
  return { store, keepsake, shelf, resumed, trainTo };
}

describe('Keepsake', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { addEventListener: () => undefined, hidden: false });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('begin offers to go on from what was kept, and goOn does', async () => {
    const { store, keepsake, resumed } = page(keptAt(1741));
    await keepsake.begin();
    expect(store.getState().messages[0].offers?.[0].label).toBe('Go on from update 1,741');
    await keepsake.goOn();
    expect(resumed).toEqual([keptAt(1741)]);
    expect(store.getState().messages).toEqual([]);
  });

  it('save leaves the run of the lab kept while a lesson has a machine of its own', async () => {
    const { store, keepsake, shelf, trainTo } = page();
    trainTo(50);
    await keepsake.save();
    store.getState().openLesson({ lesson: 'phases', step: 2 });
    trainTo(90);
    await keepsake.save();
    expect(shelf.kept?.update).toBe(50);
    store.getState().closeLessons('this machine');
    await keepsake.save();
    expect(shelf.kept?.update).toBe(90);
  });

  it('begin offers nothing on a first visit', async () => {
    const { store, keepsake } = page();
    await keepsake.begin();
    expect(store.getState().messages).toEqual([]);
  });

  it('begin saves every two seconds while the run goes on, and not while it rests', async () => {
    const { keepsake, shelf, trainTo } = page();
    await keepsake.begin();
    trainTo(50);
    await vi.advanceTimersByTimeAsync(2_100);
    expect(shelf.kept?.update).toBe(50);
    shelf.kept = undefined;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(shelf.kept).toBeUndefined();
    trainTo(51);
    await vi.advanceTimersByTimeAsync(2_100);
    expect(shelf.kept).toMatchObject({ update: 51 });
  });

  it('save leaves a longer run that is on offer where it is', async () => {
    const { keepsake, shelf, trainTo } = page(keptAt(900));
    await keepsake.begin();
    trainTo(50);
    await keepsake.save();
    expect(shelf.kept?.update).toBe(900);
    trainTo(901);
    await keepsake.save();
    expect(shelf.kept?.update).toBe(901);
  });

  it('save takes its place once the offer is closed', async () => {
    const { store, keepsake, shelf, trainTo } = page(keptAt(900));
    await keepsake.begin();
    store.getState().dismiss('kept');
    trainTo(50);
    await keepsake.save();
    expect(shelf.kept?.update).toBe(50);
  });

  it('save keeps no run that has failed', async () => {
    const { store, keepsake, shelf } = page();
    const failure = { kind: 'diverged' as const, message: 'infinite', update: 9 };
    store.getState().receive(frameOf({ update: 9, failure }));
    await keepsake.save();
    expect(shelf.kept).toBeUndefined();
  });
});
