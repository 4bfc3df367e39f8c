import { describe, expect, it } from 'vitest';
import { modelMeans } from '../../../src/core/partition';
import { createRbm } from '../../../src/core/rbm';
import { covariance, curveOver, nudged, type Parameter, quantityAt } from '../../../src/views/nudge/nudged';

const machine = { W1: 1.3, W2: -0.7, a1: 0.4, a2: -0.2, b: 0.9, shift: 0.25 };
const rbm = createRbm(2, 1, { W: [1.3, -0.7], a: [0.4, -0.2], b: [0.9] });
const parameters: readonly Parameter[] = ['a1', 'a2', 'b', 'W1', 'W2'];

describe('nudged()', () => {
  it('finds the slope of ln Z to be the mean of what the parameter multiplies, to a millionth', () => {
    const { v, h, vh } = modelMeans(rbm);
    const means = { a1: v[0], a2: v[1], b: h[0], W1: vh[0], W2: vh[1] };
    for (const parameter of parameters) {
      const found = nudged(machine, parameter, 'logPartition');
      expect(found.averaged).toBeCloseTo(means[parameter]!, 12);
      expect(Math.abs(found.differentiated - means[parameter]!)).toBeLessThan(1e-9);
      expect(found.difference).toBeLessThan(1e-9);
    }
  });

  it('finds the slope of a mean to be a covariance, the same either way round', () => {
    for (const one of parameters)
      for (const other of parameters) {
        const found = nudged(machine, other, one);
        expect(Math.abs(found.differentiated - covariance(machine, one, other))).toBeLessThan(1e-9);
        expect(found.averaged).toBeCloseTo(covariance(machine, other, one), 14);
      }
  });

  it('gives a unit the variance ⟨v⟩(1 − ⟨v⟩), and units that h joins by opposite signs a negative covariance', () => {
    const mean = quantityAt(machine, 'a1');
    expect(covariance(machine, 'a1', 'a1')).toBeCloseTo(mean * (1 - mean), 12);
    expect(covariance(machine, 'a1', 'a2')).toBeLessThan(0);
    expect(covariance({ ...machine, W2: 0 }, 'a1', 'a2')).toBeCloseTo(0, 14);
  });

  it('stays within a millionth at the ends of what a parameter may be', () => {
    for (const a1 of [-5, 5])
      expect(nudged({ ...machine, a1 }, 'W1', 'logPartition').difference).toBeLessThan(1e-6);
  });
});

describe('curveOver()', () => {
  it('passes through the value at hand, from the least to the largest that a parameter may be', () => {
    const { length, x, y } = curveOver(machine, 'b', 'logPartition');
    expect([length, x[0], x.at(-1)]).toEqual([81, -5, 5]);
    expect(y[48]).toBeCloseTo(quantityAt({ ...machine, b: 1 }, 'logPartition'), 12);
    expect(y.every((value, n) => n === 0 || value > y[n - 1]!)).toBe(true);
  });

  it('ends where it is told to', () => {
    const [whole, part] = [
      curveOver(machine, 'b', 'logPartition'),
      curveOver(machine, 'b', 'logPartition', 0.9),
    ];
    expect([part.length, part.x.at(-1)]).toEqual([48, 0.875]);
    expect(part.y).toEqual(whole.y.slice(0, 48));
  });
});
