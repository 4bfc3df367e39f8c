/** What was done in the lessons, between visits. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepProgress } from '../../src/app/lessonProgress';
import { createLabStore } from '../../src/state/store';

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A visit of the page; ends with `stop`. */
function visit() {
  const store = createLabStore();
  return { store, stop: keepProgress(store) };
}

describe('keepProgress()', () => {
  it('has written what was done by the time that it is done, for the next visit', () => {
    const { store, stop } = visit();
    store.getState().openLesson({ lesson: 'energy', step: 2 });
    store.getState().recordStep({ predicted: 'Z' });
    expect(JSON.parse(kept.get('lessons')!)).toEqual({ 'energy.2': { predicted: 'Z' } });
    stop();
    expect(visit().store.getState().lessonProgress).toEqual({ 'energy.2': { predicted: 'Z' } });
  });

  it('keeps what was done before it began, on this visit and on earlier ones', () => {
    kept.set('lessons', '{"energy.1":{"passed":true},"energy.2":{"seen":true}}');
    const store = createLabStore();
    store.getState().openLesson({ lesson: 'energy', step: 2 });
    store.getState().recordStep({ predicted: 'p' });
    keepProgress(store);
    const both = { 'energy.1': { passed: true }, 'energy.2': { seen: true, predicted: 'p' } };
    expect(store.getState().lessonProgress).toEqual(both);
    expect(JSON.parse(kept.get('lessons')!)).toEqual(both);
  });

  it('forgets what the reader has asked to forget', () => {
    kept.set('lessons', '{"energy.1":{"passed":true}}');
    visit().store.getState().forgetProgress();
    expect(visit().store.getState().lessonProgress).toEqual({});
  });

  it.each(['nonsense', 'null', '3'])('begins with nothing where %s is kept', (text) => {
    kept.set('lessons', text);
    expect(visit().store.getState().lessonProgress).toEqual({});
  });

  it('goes on where the storage is closed to the page', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('closed');
      },
      setItem: () => {
        throw new Error('closed');
      },
    });
    const { store } = visit();
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().recordStep({ seen: true });
    expect(store.getState().lessonProgress).toEqual({ 'energy.1': { seen: true } });
  });
});
