import { describe, expect, it } from 'vitest';
import { exactSamples } from '../../../src/core/exactSamples';
import { createRbm, exchangeLayers, type Rbm } from '../../../src/core/rbm';
import { row } from '../../../src/core/rows';
import { descendExactly } from '../../../src/engine/studies/exactDescent';
import { exactStarts, type Starts } from '../../../src/engine/studies/exactStarts';
import type { Tools } from '../../../src/engine/studies/task';
import type { AnnealingAsk, Material, Subject } from '../../../src/engine/study';
import { exactCase, rbmOf } from '../../oracle/fixtures';
import { rugged } from '../../oracle/rugged';
import { meanAndError } from '../../oracle/statistics';
import { realKernels } from '../realKernels';

const tools: Tools = { ...realKernels(), now: () => performance.now() };
const ask: AnnealingAsk = { base: 'uniform', chains: 100, betas: 300, reverse: true };

function starts(parameters: Rbm, from: number, to: number, one = ask): { result: Starts; yields: number[] } {
  const subject = { run: 1, parameters, seed: 17 } as Partial<Subject> as Subject;
  const task = exactStarts({ ask: one, from, to }, subject, {} as Material, tools);
  const yields: number[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    yields.push(value!);
  }
}

describe('exactStarts where the smaller layer can be walked over', () => {
  const tall = rugged(13, 10, 3, 0.8);
  for (const [name, rbm] of [
    ['13 × 10', tall],
    ['10 × 13', exchangeLayers(tall)],
    ['6 × 4', rugged(6, 4, 1)],
    ['extreme', rbmOf(exactCase('extreme'))],
  ] as const)
    it(`exactStarts(…) of ${name} are core's exact samples, and bound ln Z`, () => {
      const { result } = starts(rbm, 20, 120);
      expect(result).toMatchObject({ from: 20, to: 120, bound: true });
      expect(result.starts).toEqual(exactSamples(rbm, 100, 17, 20).bytes);
    });

  it('exactStarts(…) of 20 units pauses often and says how far it is', () => {
    const { result, yields } = starts(createRbm(24, 20, { b: new Float64Array(20).fill(5) }), 0, 40);
    expect(result.starts).toHaveLength(40 * 24);
    expect(yields.length).toBeGreaterThan(20);
    expect(yields).toEqual([...yields].sort((x, y) => x - y));
    expect(Math.min(...yields)).toBe(0);
    expect(yields[yields.length - 1]).toBe(1);
  });

  it('descendExactly(…) refuses layers that are too large in words', () => {
    const work = descendExactly(createRbm(21, 22), { from: 0, to: 1, seed: 1 }, tools.createPartition());
    expect(() => work.next()).toThrow('invalid layer: 21 units');
  });
});

describe('exactStarts above that', () => {
  /** W joins visible unit i to hidden unit i alone, so that the means are known. */
  const large = createRbm(22, 21, {
    a: Array.from({ length: 22 }, (_, i) => Math.sin(3 * i)),
    b: Array.from({ length: 21 }, (_, j) => Math.cos(2 * j)),
    W: Array.from({ length: 22 * 21 }, (_, n) => (n % 22 === 0 ? 1.5 * Math.sin(n) : 0)),
  });

  it('exactStarts(…) come from long chains and say that they bound nothing', () => {
    const { result } = starts(large, 3, 9);
    expect(result).toMatchObject({ from: 3, to: 9, bound: false });
    expect(result.starts).toHaveLength(6 * 22);
    expect(starts(large, 0, 9).result.starts.slice(3 * 22)).toEqual(result.starts);
  });

  it('exactStarts(…) end near the model: unit i sees one hidden unit, whose means are exact', () => {
    const { result } = starts(large, 0, 3000, { ...ask, betas: 60 });
    const states = { count: 3000, width: 22, bytes: result.starts };
    const exact = pairMeans(large);
    exact.forEach((mean, i) => {
      const values = Array.from({ length: 3000 }, (_, n) => row(states, n)[i]);
      const found = meanAndError(values);
      expect(Math.abs(found.mean - mean)).toBeLessThan(4.5 * found.error);
    });
  });

  it('exactStarts(…) makes do with the shortest ladder', () => {
    expect(starts(large, 0, 2, { ...ask, betas: 2 }).result.starts).toHaveLength(44);
  });
});

/** ⟨v_i⟩ where W joins each visible unit i < 21 to hidden unit i alone: two units at a time. */
function pairMeans(rbm: Rbm): number[] {
  return Array.from({ length: rbm.visible }, (_, i) => {
    const coupled = i < rbm.hidden ? rbm.W[i * rbm.hidden + i] : 0;
    const b = i < rbm.hidden ? rbm.b[i] : 0;
    const on = Math.exp(rbm.a[i]) * (1 + Math.exp(b + coupled));
    return on / (on + 1 + Math.exp(b));
  });
}
