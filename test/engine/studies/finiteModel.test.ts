import { describe, expect, it } from 'vitest';
import { createRbm } from '../../../src/core/rbm';
import { annealingPart } from '../../../src/engine/studies/annealing';
import { exactStarts } from '../../../src/engine/studies/exactStarts';
import { checkFinite } from '../../../src/engine/studies/finiteModel';
import type { Tools } from '../../../src/engine/studies/task';
import { thermodynamics } from '../../../src/engine/studies/thermodynamics';
import type { Material, Subject } from '../../../src/engine/study';

const lost = createRbm(2, 1, { W: [1, Infinity] });
const subject = { run: 1, update: 0, parameters: lost, seed: 1 } as Partial<Subject> as Subject;
const rest = [subject, {} as Material, {} as Tools] as const;

describe('checkFinite', () => {
  it('checkFinite lets every number pass that is one', () => {
    expect(() => checkFinite(createRbm(2, 1, { W: [-1e300, 0], a: [1, 2] }))).not.toThrow();
  });
  it('checkFinite refuses NaN and infinity in any part', () => {
    for (const part of [{ W: [NaN, 0] }, { a: [0, Infinity] }, { b: [-Infinity] }])
      expect(() => checkFinite(createRbm(2, 1, part))).toThrow(RangeError);
  });
  it('studies of a machine that has run away are refused before anything is computed', () => {
    const ask = { base: 'uniform', chains: 2, betas: 2, reverse: false } as const;
    const range = { from: 0, to: 2 };
    expect(() => annealingPart({ ask, direction: 'forward', ...range }, ...rest).next()).toThrow(/finite/);
    expect(() => exactStarts({ ask, ...range }, ...rest).next()).toThrow(/finite/);
    const over = { from: 0, to: 1, points: 2, at: 1, visibleUnit: 0, hiddenUnit: 0, chains: 2, betas: 2 };
    expect(() => thermodynamics(over, ...rest).next()).toThrow(/finite/);
  });
});
