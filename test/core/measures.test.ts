import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { digits } from '../../src/core/data/digits';
import { labelledShifter } from '../../src/core/data/labelledShifter';
import {
  baseRate,
  bestLogLikelihood,
  freeEnergyGap,
  hiddenActivity,
  idleUnits,
  meanFreeEnergy,
  pseudoLikelihood,
  reconstructionError,
} from '../../src/core/measures';
import { logLikelihood, logProbability } from '../../src/core/partition';
import { clampedFreeEnergy, createRbm } from '../../src/core/rbm';
import { row, rowsFrom } from '../../src/core/rows';
import { startingRbm } from '../../src/core/start';
import { digitsText, distinctBars, excess, goldenCases, goldenRbm } from '../oracle/fixtures';

const rbm = goldenRbm({ nv: 5, nh: 3, scale: 1.4 });
const rows = rowsFrom([
  [1, 0, 1, 1, 0],
  [0, 1, 1, 0, 1],
  [1, 1, 1, 1, 1],
]);

describe('golden family', () => {
  for (const one of goldenCases)
    it(`the measures of "${one.name}" are the golden ones`, () => {
      const model = goldenRbm(one);
      const data = distinctBars(Math.sqrt(one.nv));
      const energies = Array.from({ length: data.count }, (_, n) => clampedFreeEnergy(model, row(data, n)));
      expect(excess(meanFreeEnergy(model, data), one.meanFreeEnergy)).toBeLessThanOrEqual(1);
      expect(excess(Math.min(...energies), one.minF)).toBeLessThanOrEqual(1);
      expect(excess(Math.max(...energies), one.maxF)).toBeLessThanOrEqual(1);
      expect(excess(logLikelihood(model, data), one.meanLL, one.logZ)).toBeLessThanOrEqual(1);
      expect(excess(pseudoLikelihood(model, data), one.exactPLmean)).toBeLessThanOrEqual(1);
      expect(excess(reconstructionError(model, data), one.recon_mse)).toBeLessThanOrEqual(1);
    });
});

describe('pseudoLikelihood', () => {
  it('pseudoLikelihood is Σ_i ln p(v_i | the other units) of the exact distribution', () => {
    let sum = 0;
    for (let n = 0; n < rows.count; n++)
      for (let i = 0; i < 5; i++) {
        const v = row(rows, n);
        const other = v.slice();
        other[i] = 1 - v[i];
        const [p, q] = [v, other].map((state) => Math.exp(logProbability(rbm, state)));
        sum += Math.log(p / (p + q));
      }
    expect(pseudoLikelihood(rbm, rows)).toBeCloseTo(sum / rows.count, 12);
  });
  it('pseudoLikelihood is the log-likelihood where units are independent', () => {
    const bare = createRbm(5, 2, { a: [1, -2, 0.5, 3, 0], b: [1, 2] });
    expect(pseudoLikelihood(bare, rows)).toBeCloseTo(logLikelihood(bare, rows), 12);
  });
});

describe('reconstructionError', () => {
  it('reconstructionError is ¼ where the machine knows nothing and 0 where it copies', () => {
    expect(reconstructionError(createRbm(5, 2), rows)).toBe(0.25);
    const copier = createRbm(1, 1, { W: [80], a: [-40], b: [-40] });
    expect(reconstructionError(copier, rowsFrom([[0], [1]]))).toBeLessThan(1e-30);
  });
});

describe('freeEnergyGap', () => {
  it('freeEnergyGap is 0 between equal rows and has the sign of overfitting', () => {
    expect(freeEnergyGap(rbm, rows, rows)).toBe(0);
    const known = rowsFrom([[1, 1]]);
    const unknown = rowsFrom([[0, 0]]);
    expect(freeEnergyGap(createRbm(2, 1, { a: [5, 5] }), known, unknown)).toBeCloseTo(10, 12);
  });
  it('freeEnergyGap is the difference of the log-likelihoods', () => {
    const held = rowsFrom([[0, 0, 1, 0, 1]]);
    const difference = logLikelihood(rbm, rows) - logLikelihood(rbm, held);
    expect(freeEnergyGap(rbm, rows, held)).toBeCloseTo(difference, 12);
  });
});

describe('limits of the likelihood', () => {
  // mathematics of the data alone: published.md, "Bars and stripes" and "Labelled shifter".
  it('bestLogLikelihood is minus the entropy of the rows', () => {
    expect(16 * bestLogLikelihood(barsAndStripes(3).training)).toBeCloseTo(-41.588831, 6);
    expect(32 * bestLogLikelihood(barsAndStripes(4).training)).toBeCloseTo(-108.13096, 6);
    expect(30 * bestLogLikelihood(distinctBars(4))).toBeCloseTo(-102.035921, 6);
    expect(768 * bestLogLikelihood(labelledShifter(8).training)).toBeCloseTo(-5102.430515, 6);
    expect(48 * bestLogLikelihood(labelledShifter(4).training)).toBeCloseTo(-185.817649, 6);
  });
  it('bestLogLikelihood of one pattern is 0', () => {
    expect(
      bestLogLikelihood(
        rowsFrom([
          [1, 0],
          [1, 0],
        ]),
      ),
    ).toBe(0);
  });
  it('baseRate of all 1,797 digits is −25.1089', () => {
    const { training, heldOut } = digits(digitsText());
    const bytes = new Uint8Array([...training.bytes, ...heldOut.bytes]);
    expect(baseRate({ count: 1797, width: 64, bytes })).toBeCloseTo(-25.1089, 4);
    expect(bytes.reduce((sum, bit) => sum + bit, 0) / bytes.length).toBeCloseTo(0.32303, 5);
  });
  it('baseRate is what a machine without weights reaches from the data’s means', () => {
    const { training } = digits(digitsText());
    const start = startingRbm(training, { hidden: 0, seed: 0, weightDeviation: 0, startingBiases: 'data' });
    expect(logLikelihood(start, training)).toBeCloseTo(baseRate(training), 1);
    expect(logLikelihood(start, training)).toBeLessThan(baseRate(training));
  });
  it('baseRate of units that never change is 0', () => {
    expect(
      baseRate(
        rowsFrom([
          [1, 0],
          [1, 0],
        ]),
      ),
    ).toBe(0);
  });
});

describe('hidden units', () => {
  it('hiddenActivity is the mean of p(h|v) over the rows', () => {
    const gate = createRbm(5, 2, { W: [100, 0, 0, 0, 0, 0, 0, 0, 0, 0], b: [-50, 0] });
    const activity = hiddenActivity(gate, rows);
    expect(activity[0]).toBeCloseTo(2 / 3, 12);
    expect(activity[1]).toBeCloseTo(0.5, 12);
  });
  it('idleUnits names the dead and the saturated', () => {
    expect(idleUnits([0.001, 0.5, 0.995, 0.01, 0.99])).toEqual({ dead: [0], saturated: [2] });
    expect(idleUnits([0.04], 0.05)).toEqual({ dead: [0], saturated: [] });
    expect(idleUnits([])).toEqual({ dead: [], saturated: [] });
  });
});
