import { describe, expect, it } from 'vitest';
import { counterexample } from '../../../src/core/renormalisation/variational';
import { fourStates } from '../../../src/views/oneByOne/fourStates';

describe('fourStates', () => {
  it('fourStates gives the published machine its Z of 2, p_λ of (¾, ¼) and KL of −½ ln ¾', () => {
    const { rbm } = counterexample();
    const seen = fourStates({ W1: rbm.W[0]!, a1: rbm.a[0]!, b: rbm.b[0]! });
    expect(seen.Z).toBeCloseTo(2, 12);
    expect(seen.marginal[0]).toBeCloseTo(0.75, 12);
    expect(seen.marginal[1]).toBeCloseTo(0.25, 12);
    expect(seen.map.klDivergence).toBeCloseTo(0.143841036226, 12);
    expect(seen.map.freeEnergyDifference).toBeCloseTo(0, 12);
  });

  it('fourStates lays the terms out by v, then h, as e^{wvh + av + bh}', () => {
    const { weights, Z } = fourStates({ W1: 0.3, a1: -1.1, b: 0.7 });
    const expected = [
      [1, Math.exp(0.7)],
      [Math.exp(-1.1), Math.exp(0.3 - 1.1 + 0.7)],
    ];
    expected.forEach((row, v) => {
      row.forEach((term, h) => {
        expect(weights[v]![h]).toBeCloseTo(term, 12);
      });
    });
    expect(Z).toBeCloseTo(
      expected.flat().reduce((sum, term) => sum + term),
      12,
    );
  });

  it('fourStates gives KL and ΔF twice, from the sums and from δ', () => {
    const { map } = fourStates({ W1: 2.5, a1: 0.9, b: -3 });
    expect(map.klDivergence).toBeGreaterThan(0.001);
    expect(map.klDivergence).toBeCloseTo(map.klDivergenceFromResidual, 12);
    expect(map.freeEnergyDifference).toBeCloseTo(map.freeEnergyDifferenceFromResidual, 12);
  });
});
