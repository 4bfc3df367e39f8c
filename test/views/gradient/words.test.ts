import { describe, expect, it } from 'vitest';
import type { GradientResult } from '../../../src/engine/study';
import { methodName, wordedAngles, wordedBias, wordedForgetting } from '../../../src/views/gradient/words';

const compared = (angle: number, ratio: number) => {
  const one = { angle, ratio };
  return { all: one, W: one, a: one, b: one };
};
function resultWith(
  angle: number,
  ratio: number,
  relativeBias: number,
  rest: Partial<GradientResult> = {},
): GradientResult {
  return {
    update: 1,
    algorithm: 'cd',
    gibbsSteps: 1,
    estimate: { against: compared(78, 1.2), detail: '10 rows' },
    expected: {
      method: 'exact',
      detail: 'all rows',
      against: compared(angle, ratio),
      bias: { value: 1 },
      relativeBias: { value: relativeBias },
    },
    ...rest,
  };
}

describe('methodName', () => {
  it('methodName has k where there is one', () => {
    expect(methodName(resultWith(1, 1, 1, { gibbsSteps: 1000 }))).toBe('CD-1,000');
    expect(methodName(resultWith(1, 1, 1, { algorithm: 'pcd', gibbsSteps: 10 }))).toBe('PCD-10');
    expect(methodName(resultWith(1, 1, 1, { algorithm: 'tap2' }))).toBe('TAP-2');
  });
});

describe('wordedBias', () => {
  it('wordedBias calls it noise where little is left on average', () => {
    expect(wordedBias(resultWith(1, 0.98, 0.03))).toMatch(
      /^On average CD-1 points where the exact gradient does/,
    );
  });

  it('wordedBias says how much of an update’s angle averaging would leave, and what mends it', () => {
    expect(wordedBias(resultWith(60, 0.4, 0.9))).toMatch(
      /^Of the 78° that this update is off, 60° would be left after averaging: that is bias/,
    );
    expect(wordedBias(resultWith(80, 0.4, 0.9))).toMatch(/^Averaging leaves 80°: that is bias/);
    expect(wordedBias(resultWith(60, 0.4, 0.9))).toContain('more sweeps do');
    expect(wordedBias(resultWith(60, 0.4, 0.9, { algorithm: 'meanField' }))).toContain(
      'Neither larger batches nor more sweeps mend it.',
    );
  });

  it('wordedBias promises nothing of more sweeps where the chain hardly forgets', () => {
    const sweep = { secondEigenvalue: 1 - 1e-7, relaxationTime: 1e7 };
    expect(wordedBias(resultWith(60, 0.4, 0.9, { sweep }))).toContain('more sweeps hardly do');
    expect(wordedBias(resultWith(60, 0.4, 0.9, { sweep: { ...sweep, relaxationTime: 10 } }))).toContain(
      'a share of about λ₂',
    );
  });

  it('wordedBias knows a mean of zero from an exact gradient of zero', () => {
    expect(wordedBias(resultWith(NaN, 0, 1))).toContain('sees next to nothing of the exact gradient');
  });

  it('wordedBias blames no chains of a method that has none', () => {
    const said = wordedBias(resultWith(84, 0.01, 1, { algorithm: 'meanField' }));
    expect(said).not.toContain('chains');
    expect(said).toContain('Neither larger batches nor more sweeps');
  });

  it('wordedBias claims no noise of methods that draw nothing', () => {
    for (const algorithm of ['meanField', 'tap2'] as const) {
      expect(wordedBias(resultWith(1, 0.98, 0.03, { algorithm }))).toContain('there is no noise');
      expect(wordedBias(resultWith(60, 0.4, 0.9, { algorithm }))).toMatch(/^Averaging leaves 60°/);
    }
  });

  it('wordedBias warns where even the mean points away, and where next to nothing is left of it', () => {
    expect(wordedBias(resultWith(95, 0.4, 1.1))).toContain('points away from where the likelihood rises');
    expect(wordedBias(resultWith(84, 0.01, 1))).toContain('sees next to nothing of the exact gradient');
  });

  it('wordedBias has nothing to say where the mean is not known, and says where there is no gradient', () => {
    const { expected, ...unknown } = resultWith(1, 1, 1);
    expect(wordedBias(unknown)).toBe('');
    expect(wordedBias(resultWith(NaN, Infinity, NaN))).toBe(
      'The exact gradient is zero: there is no direction to compare with.',
    );
  });
});

describe('wordedForgetting', () => {
  const sweepOf = (relaxationTime: number, rest: Partial<GradientResult> = {}) =>
    wordedForgetting(resultWith(1, 1, 1, { sweep: { secondEigenvalue: 0.9, relaxationTime }, ...rest }));

  it('wordedForgetting says how much of the slowest memory k sweeps leave', () => {
    expect(sweepOf(0.8)).toBe(
      'k = 1 leaves 29 % of what the chain forgets slowest; one relaxation time leaves 37 %.',
    );
    expect(sweepOf(1e6)).toMatch(/^k = 1 leaves nearly all of/);
    expect(sweepOf(1.1, { gibbsSteps: 10 })).toMatch(/^k = 10 leaves next to nothing of/);
  });

  it('wordedForgetting leaves out what swaps add', () => {
    expect(sweepOf(10, { algorithm: 'tempering' })).toContain('forgets slowest, swaps aside;');
    expect(sweepOf(10, { algorithm: 'pcd' })).not.toContain('swaps');
  });

  it('wordedForgetting names the ends: at once, and never', () => {
    expect(sweepOf(0)).toMatch(/^One sweep forgets everything/);
    expect(sweepOf(Infinity)).toMatch(/^As good as never/);
  });

  it('wordedForgetting claims no chain where none is run, and says nothing of an unknown sweep', () => {
    expect(sweepOf(12.34, { algorithm: 'exact' })).toBe(
      'No chain is run; after 12.3 sweeps one would keep 37 % of what it forgets slowest.',
    );
    expect(wordedForgetting(resultWith(1, 1, 1))).toBe('');
  });
});

describe('wordedAngles', () => {
  it('wordedAngles reads what the dial shows', () => {
    expect(wordedAngles(resultWith(60.25, 0.4, 0.9))).toBe(
      'this update 78.0 degrees from the exact gradient and 1.20 times as long; on average 60.3 degrees from the exact gradient and 0.40 times as long',
    );
    const { estimate, expected, ...neither } = resultWith(1, 1, 1);
    expect(wordedAngles(neither)).toBe('nothing to compare');
  });
});
