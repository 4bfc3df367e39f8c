/** The address in step with the run. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, readAddress, writeAddress } from '../../src/app/address';
import { defaultSettings } from '../../src/settings';
import { setLatticeKnobs, watchLattice } from '../../src/state/latticeSlice';
import { createLabStore } from '../../src/state/store';
import { frameOf, summaryOf } from './fakeSession';

const request = { settings: { ...defaultSettings(), hiddenUnits: 9 }, moves: [] };
const moves = [{ update: 5, name: 'momentum' as const, value: 0.9 }];

describe('address', () => {
  const replaced: string[] = [];
  const pushed: string[] = [];
  let goBack = () => {};
  beforeEach(() => {
    vi.useFakeTimers();
    replaced.length = 0;
    pushed.length = 0;
    const location = {
      origin: 'http://here',
      pathname: '/lab/',
      search: '',
      hash: '',
      href: 'http://here/lab/',
    };
    vi.stubGlobal('location', location);
    vi.stubGlobal('history', {
      state: null,
      replaceState: (_: unknown, __: string, href: string) => {
        replaced.push(href);
        location.href = href;
      },
      pushState: (_: unknown, __: string, href: string) => {
        pushed.push(href);
        location.href = href;
      },
    });
    vi.stubGlobal('addEventListener', (_: string, listener: () => void) => {
      goBack = listener;
    });
    vi.stubGlobal('removeEventListener', () => {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('addressOf holds the settings at update 0, the pace of now, and the moves', () => {
    const { getState, setState } = createLabStore();
    expect(addressOf(getState())).toBeUndefined();
    getState().opened(summaryOf(1), request);
    getState().receive(frameOf({ moves }));
    setState({ settings: { ...getState().settings, momentum: 0.9, speed: 7 } });
    expect(addressOf(getState())?.href).toBe('http://here/lab/?hidden=9&speed=7&moves=5.momentum.0.9');
  });

  it('writeAddress waits for a rest, and writes once for many changes', async () => {
    const store = createLabStore();
    const stop = writeAddress(store);
    store.getState().opened(summaryOf(1), request);
    for (let i = 1; i <= 50; i++)
      store.getState().receive(frameOf({ update: i, moves: moves.slice(0, i % 2) }));
    await vi.advanceTimersByTimeAsync(399);
    expect(replaced).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(replaced).toEqual(['http://here/lab/?hidden=9']);
    stop();
    store.getState().set('speed', 3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(replaced).toHaveLength(1);
  });

  it('writeAddress writes at most once a rest while a knob is being dragged', async () => {
    const store = createLabStore();
    writeAddress(store);
    store.getState().opened(summaryOf(1), request);
    for (let i = 1; i <= 200; i++) {
      store.getState().receive(frameOf({ update: i, moves: [{ ...moves[0], update: i }] }));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(replaced.length).toBeGreaterThan(2);
    expect(replaced.length).toBeLessThanOrEqual(5);
  });

  it('writeAddress leaves an address that says it already', async () => {
    const store = createLabStore();
    writeAddress(store);
    store.getState().opened(summaryOf(1), { settings: defaultSettings(), moves: [] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(replaced).toEqual([]);
  });

  it('readAddress puts what it can into the store, and says what it could not', () => {
    const store = createLabStore();
    const { moves } = readAddress(store, { search: '?hidden=7&colour=blue&moves=4.k.3', hash: '' });
    expect(store.getState().settings.hiddenUnits).toBe(7);
    expect(moves).toEqual([{ update: 4, name: 'gibbsSteps', value: 3 }]);
    expect(store.getState().messages[0].lines[0]).toContain('colour');
  });

  it('writeAddress follows the lattice, and readAddress leaves it to the view that shows it', async () => {
    const store = readInto('?view=ising&ising=lx.8,ly.8');
    expect(store.getState().lattice).toBeUndefined();
    writeAddress(store);
    store.getState().opened(summaryOf(1), request);
    watchLattice(store)();
    setLatticeKnobs(store, { temperature: 3.25 });
    await vi.advanceTimersByTimeAsync(500);
    expect(replaced.at(-1)).toBe('http://here/lab/?hidden=9&view=ising&ising=lx.8,ly.8,T.3.25');
  });

  it('writeAddress makes each step of a lesson a place that the back button returns to', async () => {
    const store = createLabStore();
    const stop = writeAddress(store);
    store.getState().opened(summaryOf(1), request);
    await vi.advanceTimersByTimeAsync(500);
    expect([replaced.length, pushed.length]).toEqual([1, 0]);
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    await vi.advanceTimersByTimeAsync(500);
    store.getState().openLesson({ lesson: 'energy', step: 2 });
    await vi.advanceTimersByTimeAsync(500);
    expect(pushed).toEqual([
      'http://here/lab/?lesson=energy.1&hidden=9',
      'http://here/lab/?lesson=energy.2&hidden=9',
    ]);
    Object.assign(location, { search: '?lesson=energy.1&hidden=9', href: pushed[0] });
    goBack();
    await vi.advanceTimersByTimeAsync(500);
    expect(store.getState().lesson).toEqual({ lesson: 'energy', step: 1 });
    expect(pushed).toHaveLength(2);
    Object.assign(location, { search: '', href: 'http://here/lab/' });
    goBack();
    expect(store.getState().lesson).toBeUndefined();
    stop();
  });

  it('readAddress has the machine rest until the step of a lesson has set it up', () => {
    expect(readInto('?lesson=phases.2&hidden=9').getState()).toMatchObject({
      playing: false,
      machineRests: true,
    });
    expect(readInto('?hidden=9').getState()).toMatchObject({ playing: true, machineRests: false });
  });

  it('readAddress opens a lesson, and lets a link with settings stand in place of its set-up', () => {
    const { getState } = readInto('?lesson=trace.2');
    expect([getState().lesson, getState().lessonSetUp]).toEqual([{ lesson: 'trace', step: 2 }, undefined]);
    expect(readInto('?lesson=trace.2&hidden=7').getState().lessonSetUp).toBe('trace.2');
  });
});

function readInto(search: string) {
  const store = createLabStore();
  readAddress(store, { search, hash: '' });
  return store;
}
