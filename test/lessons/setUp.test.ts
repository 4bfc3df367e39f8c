import { describe, expect, it } from 'vitest';
import { setUpLab } from '../../src/lessons/setUp';
import { defaultSettings } from '../../src/settings';
import { createLabStore } from '../../src/state/store';
import { frameOf, summaryOf } from '../app/fakeSession';

describe('setUpLab()', () => {
  it('pauses before the settings change, so that the run that opens makes no update', () => {
    const store = createLabStore();
    const order: string[] = [];
    store.subscribe(
      ({ playing }) => playing,
      (playing) => order.push(`playing ${playing}`),
    );
    store.subscribe(
      ({ settings }) => settings,
      () => order.push('settings'),
    );
    setUpLab(store, { settings: { dataSet: 'bars' }, playing: false });
    expect(order).toEqual(['playing false', 'settings']);
    order.length = 0;
    setUpLab(store, { settings: { dataSet: 'parity' }, playing: true });
    expect(order).toEqual(['settings', 'playing true']);
  });

  it('brings every setting back to where the lab begins, but the seed', () => {
    const store = createLabStore();
    store.getState().change({ seed: 7, stepBy: 'epoch', momentum: 0.9, hiddenUnits: 3 });
    setUpLab(store, { settings: { hiddenUnits: 5 } });
    expect(store.getState().settings).toEqual({
      ...defaultSettings(),
      seed: 7,
      stepBy: 'epoch',
      hiddenUnits: 5,
    });
    expect(store.getState().playing).toBe(true);
  });

  it('begins again where the step rests, or is set up again, and the settings alone would not', () => {
    const store = createLabStore();
    const bars = { settings: { dataSet: 'bars' } } as const;
    const trained = () => {
      store.getState().opened(summaryOf(1), { settings: store.getState().settings, moves: [] });
      store.getState().receive(frameOf({ update: 77 }));
    };
    const begun = (act: () => void) => {
      trained();
      const before = store.getState().begunAgain;
      act();
      return store.getState().begunAgain - before;
    };
    // the settings open a run themselves
    expect(begun(() => setUpLab(store, { ...bars, playing: false }))).toBe(0);
    expect(begun(() => setUpLab(store, { ...bars, playing: false }))).toBe(1);
    expect(begun(() => setUpLab(store, { ...bars, playing: true }))).toBe(0);
    expect(begun(() => setUpLab(store, { ...bars, playing: true }, true))).toBe(1);
    // a step that is about something else leaves the machine alone
    expect(begun(() => setUpLab(store, { playing: false }, true))).toBe(0);
    store.getState().receive(frameOf({ update: 0 }));
    setUpLab(store, { ...bars, playing: false });
    expect(store.getState().begunAgain).toBe(2);
  });

  it('says what it could not set, and leaves the settings as they were', () => {
    const store = createLabStore();
    const before = store.getState().settings;
    setUpLab(store, { settings: { hiddenUnits: 0 } });
    expect(store.getState().settings).toBe(before);
    expect(store.getState().messages[0]?.lines).toEqual(['invalid hiddenUnits: 0; expected 1..1024 (whole)']);
  });

  it('prepares figures last, when the settings are in force', () => {
    const store = createLabStore();
    let seen = '';
    setUpLab(store, {
      settings: { dataSet: 'bars' },
      prepare: (lab) => {
        seen = lab.getState().settings.dataSet;
      },
    });
    expect(seen).toBe('bars');
  });
});
