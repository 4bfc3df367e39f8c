import { describe, expect, it } from 'vitest';
import { clampedFreeEnergy, createRbm } from '../../../src/core/rbm';
import { behindVisible, factorisationGap, marginalGap } from '../../../src/views/tinyMachine/behindVisible';
import { eightStates } from '../../../src/views/tinyMachine/eightStates';

const machine = { W1: 1.3, W2: -0.7, a1: 0.4, a2: -0.2, b: 0.9, shift: 0 };
const rbm = createRbm(2, 1, { W: [1.3, -0.7], a: [0.4, -0.2], b: [0.9] });
const visible = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

describe('behindVisible()', () => {
  it('gives each v its clamped free energy, which is mean energy less entropy', () => {
    behindVisible(eightStates(machine)).forEach((row, k) => {
      expect(row.name).toBe(visible[k]!.join(''));
      expect(row.freeEnergy).toBeCloseTo(clampedFreeEnergy(rbm, visible[k]!), 12);
      expect(row.meanEnergy - row.entropy).toBeCloseTo(row.freeEnergy, 12);
    });
  });

  it('has the entropy ln 2 where both states of h are as low, and nearly none where one is far above', () => {
    const [off, , on] = behindVisible(eightStates({ ...machine, b: 0, W1: 5 }));
    expect(off!.entropy).toBeCloseTo(Math.LN2, 12);
    expect(on!.entropy).toBeLessThan(0.05);
    expect(on!.lowest).toBeCloseTo(-5.4, 12);
  });

  it('lets a state with more behind it win over one with a lower energy', () => {
    const rows = behindVisible(eightStates({ W1: -5, W2: 0, a1: 0.5, a2: 0.2, b: 0, shift: 0 }));
    expect(rows[2]!.lowest).toBeLessThan(rows[1]!.lowest);
    expect(rows[2]!.probability).toBeLessThan(rows[1]!.probability);
  });
});

describe('factorisationGap()', () => {
  it('is rounding for any weights, while h summed over leaves a covariance', () => {
    const seen = eightStates({ W1: 5, W2: 4.5, a1: -2.4, a2: -2.2, b: -4, shift: 0 });
    for (const gap of factorisationGap(seen)) expect(Math.abs(gap)).toBeLessThan(1e-15);
    expect(marginalGap(seen)).toBeGreaterThan(0.1);
  });

  it('would not be zero if two visible units were joined', () => {
    const seen = eightStates(machine);
    const joined = seen.states.map((state) => ({
      ...state,
      probability: state.probability * (state.v[0] * state.v[1] === 1 ? 3 : 1),
    }));
    for (const gap of factorisationGap({ ...seen, states: joined })) expect(gap).toBeGreaterThan(0.02);
  });
});

describe('marginalGap()', () => {
  it('is the correlation times both deviations', () => {
    const seen = eightStates(machine);
    const [m1, m2] = [seen.marginal[2]! + seen.marginal[3]!, seen.marginal[1]! + seen.marginal[3]!];
    expect(marginalGap(seen)).toBeCloseTo(seen.correlation * Math.sqrt(m1 * (1 - m1) * m2 * (1 - m2)), 12);
  });
});
