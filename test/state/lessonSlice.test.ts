/** The place among the lessons, and what was done there. */
import { describe, expect, it } from 'vitest';
import { formatPlace, lessonNames, parsePlace, samePlace } from '../../src/state/lessonSlice';
import { createLabStore } from '../../src/state/store';

describe('openLesson()', () => {
  it('goes to a step, forgets what was lit, and calls for its set-up', () => {
    const { getState, setState } = createLabStore();
    getState().openLesson({ lesson: 'energy', step: 2 });
    getState().lightSymbol('W');
    setState({ lessonSetUp: 'energy.2' });
    getState().openLesson({ lesson: 'trace', step: 1 });
    expect(getState()).toMatchObject({ lesson: { lesson: 'trace', step: 1 } });
    expect([getState().symbol, getState().lessonSetUp]).toEqual([undefined, undefined]);
  });

  it('changes nothing where one is already', () => {
    const { getState, setState } = createLabStore();
    getState().openLesson({ lesson: 'energy', step: 2 });
    setState({ lessonSetUp: 'energy.2' });
    const before = getState();
    getState().openLesson({ lesson: 'energy', step: 2 });
    expect(getState()).toBe(before);
  });
});

describe('recordStep()', () => {
  it('adds to what is known of the open step alone', () => {
    const { getState } = createLabStore();
    getState().openLesson({ lesson: 'energy', step: 3 });
    getState().recordStep({ seen: true });
    getState().recordStep({ predicted: 'yes' });
    getState().openLesson({ lesson: 'energy', step: 4 });
    getState().recordStep({ passed: true });
    expect(getState().lessonProgress).toEqual({
      'energy.3': { seen: true, predicted: 'yes' },
      'energy.4': { passed: true },
    });
  });

  it('does nothing in the lab and in the table of contents', () => {
    const { getState } = createLabStore();
    getState().recordStep({ passed: true });
    getState().openLesson({ lesson: 'contents', step: 1 });
    getState().recordStep({ passed: true });
    expect(getState().lessonProgress).toEqual({});
  });
});

describe('restoreProgress()', () => {
  it('takes nothing back of what was done meanwhile', () => {
    const { getState } = createLabStore();
    getState().openLesson({ lesson: 'energy', step: 1 });
    getState().recordStep({ passed: true });
    getState().restoreProgress({
      'energy.1': { seen: true, predicted: 'both', passed: false },
      'trace.2': { passed: true },
    });
    expect(getState().lessonProgress).toEqual({
      'energy.1': { seen: true, predicted: 'both', passed: true },
      'trace.2': { passed: true },
    });
    getState().forgetProgress();
    expect(getState().lessonProgress).toEqual({});
  });
});

describe('closeLessons()', () => {
  it('leads back to the lab and says which machine shall stand there', () => {
    const { getState } = createLabStore();
    getState().openLesson({ lesson: 'energy', step: 1 });
    getState().closeLessons('this machine');
    expect([getState().lesson, getState().lessonKeeps]).toEqual([undefined, false]);
    getState().closeLessons('the machine before');
    expect(getState().lessonKeeps).toBe(true);
  });
});

describe('parsePlace()', () => {
  it('is the inverse of formatPlace', () => {
    for (const lesson of [...lessonNames, 'contents'] as const)
      for (const step of lesson === 'contents' ? [1] : [1, 7, 12])
        expect(parsePlace(formatPlace({ lesson, step }))).toEqual({ lesson, step });
  });

  it('takes a lesson without a step for its first', () => {
    expect(parsePlace('trace')).toEqual({ lesson: 'trace', step: 1 });
  });

  it.each(['', 'nonsense', 'energy.0', 'energy.-1', 'energy.1.2', 'energy.123', '<b>.1'])(
    'knows no place of the name %j',
    (text) => {
      expect(parsePlace(text)).toBeUndefined();
    },
  );
});

describe('samePlace()', () => {
  it('tells steps, lessons and the lab apart', () => {
    const place = { lesson: 'energy', step: 1 } as const;
    expect(samePlace(place, { ...place })).toBe(true);
    expect(samePlace(place, { ...place, step: 2 })).toBe(false);
    expect(samePlace(place, { ...place, lesson: 'trace' })).toBe(false);
    expect(samePlace(place, undefined)).toBe(false);
    expect(samePlace(undefined, undefined)).toBe(true);
  });
});
