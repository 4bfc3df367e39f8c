import { describe, expect, it } from 'vitest';
import { logPartition } from '../../../src/core/partition';
import { createRbm } from '../../../src/core/rbm';
import { atRest } from '../../../src/state/tinyMachineSlice';
import { eightStates, nameOf } from '../../../src/views/tinyMachine/eightStates';

const machine = { W1: 1.3, W2: -0.7, a1: 0.4, a2: -0.2, b: 0.9, shift: 0 };
const of = (name: string, seen = eightStates(machine)) =>
  seen.states.find((state) => nameOf(state) === name)!;

describe('eightStates()', () => {
  it('gives each state its energy by the signs of the definition', () => {
    expect(of('000').energy).toBeCloseTo(0, 12);
    expect(of('100').energy).toBeCloseTo(-0.4, 12);
    expect(of('010').energy).toBeCloseTo(0.2, 12);
    expect(of('001').energy).toBeCloseTo(-0.9, 12);
    expect(of('101').energy).toBeCloseTo(-1.3 - 0.4 - 0.9, 12);
    expect(of('111').energy).toBeCloseTo(-1.3 + 0.7 - 0.4 + 0.2 - 0.9, 12);
  });

  it('agrees with ln Z of the same machine', () => {
    const { logPartition: found, Z, states } = eightStates(machine);
    const rbm = createRbm(2, 1, { W: [1.3, -0.7], a: [0.4, -0.2], b: [0.9] });
    expect(found).toBeCloseTo(logPartition(rbm), 12);
    expect(states.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(Z, 12);
    expect(states.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
  });

  it('a shift of all energies moves ln Z alone', () => {
    const [plain, shifted] = [eightStates(machine), eightStates({ ...machine, shift: 2 })];
    expect(shifted.logPartition).toBeCloseTo(plain.logPartition - 2, 12);
    shifted.states.forEach((state, n) => {
      expect(state.probability).toBeCloseTo(plain.states[n].probability, 12);
    });
  });

  it('sums the hidden unit out, v₁ the first digit', () => {
    const seen = eightStates(machine);
    expect(seen.marginal[2]).toBeCloseTo(of('100', seen).probability + of('101', seen).probability, 12);
    expect(seen.marginal[1]).toBeCloseTo(of('010', seen).probability + of('011', seen).probability, 12);
  });

  it('finds the correlation that h makes, and none without weights', () => {
    expect(eightStates(atRest).correlation).toBe(0);
    expect(eightStates({ ...atRest, a1: 1, a2: -2, b: 3 }).correlation).toBeCloseTo(0, 12);
    const together = eightStates({ ...atRest, W1: 5, W2: 5, a1: -2.5, a2: -2.5, b: -5 });
    const apart = eightStates({ ...atRest, W1: 5, W2: -5, a1: -2.5, a2: 2.5 });
    expect(together.correlation).toBeGreaterThan(0.6);
    expect(apart.correlation).toBeLessThan(-0.6);
  });
});
