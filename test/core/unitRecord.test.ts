import { describe, expect, it } from 'vitest';
import { autocorrelation, splitRHat } from '../../src/core/mixing';
import { fillUniforms } from '../../src/core/random';
import { UnitRecord } from '../../src/core/unitRecord';

// more chains than a word has bits, an odd length, and a prime number of units
const [units, chains, length] = [5, 37, 53];

/** Units that flip with different rates, one always on, one always off: states by time, [chains × units] each. */
function statesOf(): Uint8Array[] {
  const u = fillUniforms(9, { purpose: 'ising' }, new Float64Array(length * chains * units));
  const rates = [0.5, 0.1, 0.02, 0, 0];
  const states: Uint8Array[] = [];
  for (let t = 0; t < length; t++) {
    const before = states[t - 1];
    states.push(
      Uint8Array.from({ length: chains * units }, (_, n) => {
        const [chain, unit] = [Math.floor(n / units), n % units];
        if (unit === 3) return 1;
        if (unit === 4) return 0;
        const start = Number(chain % 3 === 0);
        return before ? before[n] ^ Number(u[t * chains * units + n] < rates[unit]) : start;
      }),
    );
  }
  return states;
}
const states = statesOf();
const record = new UnitRecord(units, chains, length);
for (const state of states) record.push(state);
/** The same bits as numbers. */
const seriesOf = (unit: number) => ({
  chains,
  length,
  values: Float64Array.from(
    { length: chains * length },
    (_, n) => states[n % length][Math.floor(n / length) * units + unit],
  ),
});

describe('UnitRecord', () => {
  it('autocorrelation(unit) is that of the bits as numbers', () => {
    for (const unit of [0, 1, 2]) {
      const fast = record.autocorrelation(unit, 0, 30);
      const slow = autocorrelation(seriesOf(unit), 0, 30);
      fast.forEach((rho, lag) => {
        expect(rho).toBeCloseTo(slow[lag], 12);
      });
    }
  });
  it('autocorrelation(unit, from, to) gives the same lags as from 0', () => {
    const whole = record.autocorrelation(1, 0, 20);
    expect([...record.autocorrelation(1, 7, 20)]).toEqual([...whole.subarray(7)]);
  });
  it('splitRHat(unit) is that of the bits as numbers', () => {
    for (const unit of [0, 1, 2]) expect(record.splitRHat(unit)).toBeCloseTo(splitRHat(seriesOf(unit)), 12);
    expect(record.splitRHat(2)).toBeGreaterThan(1.05);
  });
  it('moves(unit) is false for a unit that was never seen otherwise', () => {
    expect([0, 1, 2, 3, 4].map((unit) => record.moves(unit))).toEqual([true, true, true, false, false]);
    expect(record.autocorrelation(3, 0, 2)[1]).toBeNaN();
    expect(record.splitRHat(4)).toBeNaN();
  });
  it('mean(unit) is how often it was on', () => {
    const { values } = seriesOf(1);
    expect(record.mean(1)).toBeCloseTo(values.reduce((sum, x) => sum + x, 0) / values.length, 14);
    expect([record.mean(3), record.mean(4)]).toEqual([1, 0]);
  });
  it('splitRHat is infinite where chains stand still apart', () => {
    const apart = new UnitRecord(1, 2, 8);
    for (let t = 0; t < 8; t++) apart.push(Uint8Array.of(0, 1));
    expect(apart.splitRHat(0)).toBe(Infinity);
    expect([...apart.autocorrelation(0, 0, 4)]).toEqual([1, 1, 1, 1]);
  });
});
