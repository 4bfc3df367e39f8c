import { describe, expect, it } from 'vitest';
import { drawnMachine } from '../../../src/core/renormalisation/drawnMachine';

const shape = { visible: 7, hidden: 11, deviation: 1.5, seed: 3, draw: 2 };
const parts = ({ W, a, b }: ReturnType<typeof drawnMachine>) => [...W, ...a, ...b];

describe('drawnMachine', () => {
  it('drawnMachine(…) has normal weights and biases of the spread asked for', () => {
    const drawn = parts(drawnMachine({ ...shape, visible: 40, hidden: 30 }));
    expect(drawn.length).toBe(40 * 30 + 40 + 30);
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length);
    // four standard errors
    expect(Math.abs(mean)).toBeLessThan((4 * 1.5) / Math.sqrt(drawn.length));
    expect(Math.abs(deviation - 1.5)).toBeLessThan((4 * 1.5) / Math.sqrt(2 * drawn.length));
  });
  it('drawnMachine(the same place) is the same machine; another seed or draw is another', () => {
    expect(drawnMachine(shape)).toEqual(drawnMachine(shape));
    expect(parts(drawnMachine({ ...shape, draw: 3 }))).not.toEqual(parts(drawnMachine(shape)));
    expect(parts(drawnMachine({ ...shape, seed: 4 }))).not.toEqual(parts(drawnMachine(shape)));
  });
  it('drawnMachine(deviation) scales all of it, and weights and biases are drawn apart', () => {
    const [one, two] = [drawnMachine(shape), drawnMachine({ ...shape, deviation: 3 })];
    parts(one).forEach((x, n) => {
      expect(parts(two)[n]).toBeCloseTo(2 * x, 12);
    });
    expect(one.a[0]).not.toBe(one.W[0]);
    expect(one.b[0]).not.toBe(one.a[0]);
  });
  it.each([-0.1, Number.NaN, Infinity])('drawnMachine({deviation: %s}) is refused', (deviation) => {
    expect(() => drawnMachine({ ...shape, deviation })).toThrow(RangeError);
    expect(() => drawnMachine({ ...shape, deviation })).toThrow(`invalid deviation: ${deviation}; expected`);
  });
});
