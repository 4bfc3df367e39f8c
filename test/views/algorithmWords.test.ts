import { describe, expect, it } from 'vitest';
import { smoothed, wordedFixedPoint, wordedSwaps } from '../../src/views/algorithmWords';

const swaps = (...acceptance: number[]) => wordedSwaps({ acceptance: Float64Array.from(acceptance) });

describe('smoothed', () => {
  it('smoothed goes an eighth of the way to what was seen last', () => {
    expect(smoothed(Float64Array.of(1, 0), Float64Array.of(0, 0.5))).toEqual(Float64Array.of(0.875, 0.0625));
  });
  it('smoothed begins anew with the first look, and where the ladder has another length', () => {
    const now = Float64Array.of(0.1, 0.2);
    expect(smoothed(undefined, now)).toBe(now);
    expect(smoothed(Float64Array.of(0.5), now)).toBe(now);
  });
});

describe('wordedSwaps', () => {
  it('wordedSwaps stands for the worst pair and names the range', () => {
    expect(swaps(0.47, 0.5, 0.84)).toEqual({ value: 0.47, text: '47 % … 84 %', doubtful: false, hint: '' });
    expect(swaps(0.3).text).toBe('30 %');
  });
  it('wordedSwaps says where a ladder is cut in two', () => {
    const { doubtful, hint } = swaps(0.4, 0.9, 0.01, 0.5);
    expect(doubtful).toBe(true);
    expect(hint).toBe('Hardly a state gets past β = 0.50 to 0.75: a longer ladder helps.');
    expect(swaps(0.02, 0.5).doubtful).toBe(false);
  });
});

describe('wordedFixedPoint', () => {
  const point = { update: 7, converged: true, iterations: 23, residual: 1e-9, missed: 0 };
  it('wordedFixedPoint says how soon a point was found', () => {
    const words = { value: 23, text: 'converged in 23 iterations', doubtful: false, hint: '' };
    expect(wordedFixedPoint(point)).toEqual(words);
    expect(wordedFixedPoint({ ...point, iterations: 1 }).text).toBe('converged in 1 iteration');
    expect(wordedFixedPoint({ ...point, missed: 12 }).hint).toBe('12 earlier updates did not converge.');
  });
  it('wordedFixedPoint warns of a gradient without one, and counts the others', () => {
    const lost = wordedFixedPoint({ ...point, converged: false, iterations: 500, missed: 1 });
    expect(lost.text).toBe('not converged after 500');
    expect(lost.doubtful).toBe(true);
    expect(lost.hint).toBe(
      'The gradient of this update is not to be trusted: its magnetisations still move.',
    );
    const again = wordedFixedPoint({ ...point, converged: false, iterations: 500, missed: 2 });
    expect(again.hint).toMatch(/move\. 1 earlier update did not converge\.$/);
  });
});
