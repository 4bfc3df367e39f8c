import { describe, expect, it } from 'vitest';
import { bytesOf, Checkpoints } from '../../src/engine/checkpoints';
import type { TrainerState } from '../../src/kernels/contract';

const stateAt = (update: number, bytes = 1000): TrainerState => ({
  position: { update, epoch: update / 2, cursor: 0, stage: 'positive', sweep: 0, row: 0 },
  W: new Float32Array(0),
  a: new Float32Array(0),
  b: new Float32Array(0),
  velocity: new Float32Array(0),
  rest: new Uint8Array(bytes),
});

const trailOf = (checkpoints: Checkpoints): number[] =>
  checkpoints
    .summaries()
    .filter(({ kind }) => kind === 'trail')
    .map(({ update }) => update);

describe('add()', () => {
  it('keeps the first, the last and an even trail between them within 64 entries', () => {
    const checkpoints = new Checkpoints(stateAt(0));
    for (let update = 2; update <= 20_000; update += 2) checkpoints.add(stateAt(update));
    const summaries = checkpoints.summaries();
    expect(summaries.length).toBeLessThanOrEqual(64);
    expect(summaries.length).toBeGreaterThan(25);
    expect(summaries[0]).toMatchObject({ kind: 'first', update: 0 });
    expect(checkpoints.lastGood).toMatchObject({ update: 20_000, epoch: 10_000 });
    const trail = trailOf(checkpoints);
    const gaps = trail.slice(1).map((update, i) => update - trail[i]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps));
    expect(trail[0]).toBeLessThan(2 * Math.min(...gaps));
  });

  it('stays within the byte budget, however large the model', () => {
    const budget = 10_500;
    const checkpoints = new Checkpoints(stateAt(0), budget);
    for (let update = 2; update <= 400; update += 2) checkpoints.add(stateAt(update));
    checkpoints.considerBest(stateAt(400), -3, true);
    expect(checkpoints.summaries().length * bytesOf(stateAt(0))).toBeLessThanOrEqual(budget);
    expect(trailOf(checkpoints).length).toBeGreaterThan(2);
  });

  it('keeps two of the trail even where a single state is over the budget', () => {
    const checkpoints = new Checkpoints(stateAt(0), 10);
    for (let update = 2; update <= 400; update += 2) checkpoints.add(stateAt(update));
    expect(checkpoints.summaries().length).toBeGreaterThanOrEqual(3);
    expect(checkpoints.summaries().length).toBeLessThanOrEqual(5);
  });
});

describe('considerBest()', () => {
  it('keeps the likeliest and says its held-out likelihood', () => {
    const checkpoints = new Checkpoints(stateAt(0));
    for (const [update, value] of [
      [2, -20],
      [4, -17],
      [6, -18],
      [8, Number.NaN],
    ]) {
      checkpoints.considerBest(stateAt(update), value, true);
    }
    const best = checkpoints.summaries().filter(({ kind }) => kind === 'best');
    expect(best).toMatchObject([{ update: 4, heldOutLogLikelihood: -17 }]);
  });
});

describe('find()', () => {
  it('returns the very state that was entered', () => {
    const checkpoints = new Checkpoints(stateAt(0));
    const state = stateAt(2);
    checkpoints.add(state);
    const { id } = checkpoints.summaries().find(({ kind }) => kind === 'last')!;
    expect(checkpoints.find(id)).toBe(state);
    expect(checkpoints.find('last good')).toBe(state);
  });

  it('throws where the checkpoint is gone', () => {
    expect(() => new Checkpoints(stateAt(0)).find(99)).toThrow('there is no checkpoint 99');
  });
});

describe('forgetAfter()', () => {
  it('drops what came later, of every kind but the first', () => {
    const checkpoints = new Checkpoints(stateAt(0));
    for (const update of [2, 4, 6]) checkpoints.add(stateAt(update));
    checkpoints.considerBest(stateAt(5), -1, false);
    checkpoints.forgetAfter(4);
    expect(checkpoints.summaries().map(({ update, kind }) => [update, kind])).toEqual([
      [0, 'first'],
      [2, 'trail'],
      [4, 'trail'],
    ]);
    checkpoints.forgetAfter(0);
    expect(checkpoints.lastGood.kind).toBe('first');
  });

  it('reports a change only where something went', () => {
    const checkpoints = new Checkpoints(stateAt(0));
    checkpoints.add(stateAt(2));
    checkpoints.summaries();
    checkpoints.forgetAfter(2);
    expect(checkpoints.changed).toBe(false);
    checkpoints.forgetAfter(1);
    expect(checkpoints.changed).toBe(true);
  });
});
