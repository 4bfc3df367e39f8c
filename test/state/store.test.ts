/** What the app knows, slice by slice. */
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/settings';
import { needsRestart, settingsAt } from '../../src/state/settingsSlice';
import { createLabStore } from '../../src/state/store';
import { frameOf, summaryOf } from '../app/fakeSession';

const request = { settings: defaultSettings(), moves: [] };

function opened() {
  const store = createLabStore();
  store.getState().opened(summaryOf(1), request);
  return store;
}

describe('settings', () => {
  it('set refuses a value outside the table in words, and keeps the one before', () => {
    const { getState } = createLabStore();
    expect(getState().set('learningRate', 7)).toContain('0.0001..1');
    expect(getState().set('hiddenUnits', 2.5)).toContain('whole');
    expect(getState().set('algorithm', 'magic')).toContain('cd, pcd, tempering');
    expect(getState().set('momentum', Number.NaN)).toBeDefined();
    expect(getState().settings).toEqual(defaultSettings());
  });

  it('change takes all or nothing', () => {
    const { getState } = createLabStore();
    expect(getState().change({ momentum: 0.2, batchSize: 0 })).toBeDefined();
    expect(getState().settings.momentum).toBe(0.5);
    expect(getState().change({ momentum: 0.2, batchSize: 4 })).toBeUndefined();
    expect(getState().settings).toMatchObject({ momentum: 0.2, batchSize: 4 });
  });

  it('set of the same value tells nobody', () => {
    const store = createLabStore();
    let told = 0;
    store.subscribe(
      (state) => state.settings,
      () => told++,
    );
    store.getState().set('momentum', 0.5);
    expect(told).toBe(0);
    store.getState().set('momentum', 0.6);
    expect(told).toBe(1);
  });

  it('needsRestart is true when any of the names starts a run', () => {
    expect(needsRestart(['momentum', 'speed'])).toBe(false);
    expect(needsRestart(['momentum', 'hiddenUnits'])).toBe(true);
  });

  it('settingsAt counts the moves up to and including an update', () => {
    const moves = [
      { update: 5, name: 'momentum' as const, value: 0.1 },
      { update: 9, name: 'momentum' as const, value: 0.2 },
    ];
    const at = (update: number) => settingsAt(defaultSettings(), moves, update).momentum;
    expect([at(4), at(5), at(8), at(9)]).toEqual([0.5, 0.1, 0.1, 0.2]);
  });
});

describe('run', () => {
  it('receive keeps the arrays that a frame lacks', () => {
    const { getState } = opened();
    const weights = { W: new Float32Array(15), a: new Float32Array(5), b: new Float32Array(3) };
    getState().receive(frameOf({ weights, update: 1 }));
    getState().receive(frameOf({ update: 2 }));
    expect(getState().weights).toBe(weights);
    expect(getState().frame?.update).toBe(2);
  });

  it('receive enters every epoch and every measure into the curves', () => {
    const { getState } = opened();
    const epochs = {
      epoch: Float64Array.of(1, 2),
      update: Float64Array.of(10, 20),
      meanHidden: Float32Array.of(0.25, 0.5),
      flipped: Float32Array.of(Number.NaN, 0.125),
    };
    const measures = { logLikelihood: { update: Float64Array.of(20), value: Float64Array.of(-21) } };
    getState().receive(frameOf({ epochs, measures }));
    const { curves } = getState();
    expect([...curves.meanHidden.points(0, 99, 9).mean]).toEqual([0.25, 0.5]);
    expect(curves.flipped.latest).toEqual({ update: 20, value: 0.125 });
    expect(curves.logLikelihood.latest).toEqual({ update: 20, value: -21 });
  });

  it('receive of a frame of another run changes nothing', () => {
    const { getState } = opened();
    getState().receive(frameOf({ run: 2, update: 9 }));
    expect(getState().frame).toBeUndefined();
  });

  it('opened forgets the arrays and the pointed-at of the run before', () => {
    const { getState } = opened();
    getState().setSelected({ unit: 2 });
    getState().receive(
      frameOf({ hidden: { means: new Float32Array(3), samples: 1, activity: new Float32Array(3) } }),
    );
    getState().opened(summaryOf(2), request);
    expect(getState()).toMatchObject({ hidden: undefined, frame: undefined, selected: undefined });
  });

  it('opened again for the run before gives its curves back, over runs that never trained', () => {
    const { getState } = opened();
    const { curves } = getState();
    getState().receive(frameOf({ update: 30 }));
    getState().opened(summaryOf(2), request);
    getState().receive(frameOf({ run: 2, update: 0 }));
    getState().opened(summaryOf(3), request);
    expect(getState().curves).not.toBe(curves);
    getState().opened(summaryOf(1), request);
    expect(getState().curves).toBe(curves);
  });
});

describe('interface', () => {
  it('want is the union of what views need, until each takes it back', () => {
    const { getState } = createLabStore();
    const one = getState().want({ weights: true });
    const other = getState().want({ weights: true, chains: true });
    expect(getState().wants).toMatchObject({ weights: true, chains: true, hidden: false });
    other();
    other();
    expect(getState().wants).toMatchObject({ weights: true, chains: false });
    one();
    expect(getState().wants).toMatchObject({ weights: false });
  });

  it('setHovered with the same thing tells nobody', () => {
    const store = createLabStore();
    let told = 0;
    store.subscribe(
      (state) => state.hovered,
      () => told++,
    );
    store.getState().setHovered({ unit: 3 });
    store.getState().setHovered({ unit: 3 });
    expect(told).toBe(1);
    store.getState().setHovered(undefined);
    expect(told).toBe(2);
  });

  it('theme follows the system until the person chooses', () => {
    const { getState } = createLabStore();
    getState().setPreferences({ dark: true, reducedMotion: true });
    expect(getState()).toMatchObject({ theme: 'dark', reducedMotion: true });
    getState().setThemeChoice('light');
    getState().setPreferences({ dark: true, reducedMotion: false });
    expect(getState().theme).toBe('light');
    getState().setThemeChoice('system');
    expect(getState().theme).toBe('dark');
  });

  it('setChainView changes what it names', () => {
    const { getState } = createLabStore();
    getState().setChainView({ beta: 2 });
    getState().setWeightView('matrix');
    expect(getState().view).toMatchObject({ weightView: 'matrix', chainView: { beta: 2, mode: 'free' } });
  });
});

describe('messages', () => {
  it('say replaces the message of the same subject, dismiss takes it away', () => {
    const { getState } = createLabStore();
    const message = { subject: 'link', kind: 'note' as const, title: 'one', lines: [] };
    getState().say(message);
    getState().say({ ...message, subject: 'other' });
    getState().say({ ...message, title: 'two' });
    expect(getState().messages.map(({ title }) => title)).toEqual(['one', 'two']);
    getState().dismiss('link');
    expect(getState().messages.map(({ subject }) => subject)).toEqual(['other']);
  });
});
