/** Tasks that another action than the one that was asked for must not pass. */
import { describe, expect, it } from 'vitest';
import type { InpaintingResult, RowSet } from '../../src/engine/study';
import { divergence } from '../../src/lessons/divergence';
import { energy } from '../../src/lessons/energy';
import type { Lesson } from '../../src/lessons/lesson';
import { setUpLab } from '../../src/lessons/setUp';
import { uses } from '../../src/lessons/uses';
import { type Contender, contenderOf } from '../../src/state/contender';
import { createLabStore } from '../../src/state/store';

/** The task of a step, at the lab as the step sets it up. */
function arrive(lesson: Lesson, number: number) {
  const store = createLabStore();
  const step = lesson.steps[number - 1]!;
  setUpLab(store, step.set!);
  return { store, passes: () => step.until!.passes(store.getState()) };
}

describe('the task of the second step on energy', () => {
  it('passes at Z = 1 by a shift of all energies, and not with a bias moved beside it', () => {
    const { store, passes } = arrive(energy, 2);
    const { setTiny } = store.getState();
    setTiny({ shift: 2.919 });
    expect(passes()).toBe(true);
    for (const changes of [{ b: 0.51 }, { a1: -0.01 }, { a2: 0.01 }, { W1: 1.51 }, { W2: -0.51 }]) {
      const before = store.getState().tiny;
      setTiny(changes);
      expect([changes, passes()]).toEqual([changes, false]);
      setTiny(before);
    }
    expect(passes()).toBe(true);
  });
});

/** A comparison on the step's settings after 12,000 updates, by the best and the last likelihood of each method. */
function compared(number: number, methods: readonly [Partial<Contender>, best: number, last: number][]) {
  const { store, passes } = arrive(divergence, number);
  const { settings, setContenders, compare, tellContender } = store.getState();
  setContenders(methods.map(([changes]) => contenderOf(settings, changes)));
  compare();
  const [pseudoLikelihood, reconstructionError, seconds] = [-3, 0.05, 1];
  methods.forEach(([, best, last], n) => {
    const points = [
      { update: 6000, logLikelihood: best, pseudoLikelihood, reconstructionError, seconds },
      { update: 12_000, logLikelihood: last, pseudoLikelihood, reconstructionError, seconds },
    ];
    tellContender(n, { state: 'done', points });
  });
  return passes();
}

describe('the task of the third step on CD', () => {
  it('compares at equal work: PCD-10 ahead of CD-1 does not pass, PCD-1 does', () => {
    const cd = [{ algorithm: 'cd' }, -4.4, -4.5] as const;
    expect(compared(3, [[...cd], [{ algorithm: 'pcd', gibbsSteps: 10 }, -3.7, -3.8]])).toBe(false);
    expect(compared(3, [[...cd], [{ algorithm: 'pcd' }, -3.7, -3.8]])).toBe(true);
  });
});

describe('the task of the last step on CD', () => {
  it('passes for CD-1 that keeps its best, and not for the exact gradient, PCD-1 or CD-10 that do', () => {
    const falls = [{ algorithm: 'cd' }, -4.8, -5.6] as const;
    const holding = (changes: Partial<Contender>) => compared(5, [[...falls], [changes, -3.7, -3.8]]);
    expect(holding({ algorithm: 'cd', weightDecay: 0.001 })).toBe(true);
    expect(holding({ algorithm: 'exact' })).toBe(false);
    expect(holding({ algorithm: 'pcd' })).toBe(false);
    expect(holding({ algorithm: 'cd', gibbsSteps: 10 })).toBe(false);
  });
});

describe('the task of the third step on uses', () => {
  it('passes for a gain over rows that are held out, and not over those that were learned from', () => {
    const gained = (set: RowSet) => {
      const { store, passes } = arrive(uses, 3);
      const gain = { value: 0.05, error: 0.002 };
      const result = {
        mode: 'stochastic',
        flip: 0,
        open: new Float64Array(32),
        overRows: { set, rows: 64, gain },
      };
      store.getState().tell('inpainting', { result: result as unknown as InpaintingResult });
      return passes();
    };
    expect(gained('heldOut')).toBe(true);
    expect(gained('training')).toBe(false);
  });
});
