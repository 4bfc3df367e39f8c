import { describe, expect, it } from 'vitest';
import { StationarySearch } from '../../../src/core/meanField';
import { logPartition } from '../../../src/core/partition';
import { drawnMachine } from '../../../src/core/renormalisation/drawnMachine';
import { copies, sideBySide, truncatedLogPartition } from '../../../src/core/renormalisation/sizeConsistency';
import { thermodynamics } from '../../../src/core/thermodynamics';
import { registry } from '../../../src/engine/studies/registry';
import { sizeConsistency, sizeShapes } from '../../../src/engine/studies/sizeConsistency';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, SizeConsistencyAsk, Subject } from '../../../src/engine/study';
import { additions, errorPerCopy } from '../../../src/views/renormalisation/sizeRows';
import { realKernels } from '../realKernels';

const kernels = realKernels();
const tools = { createAnnealing: kernels.createAnnealing, now: () => 0 } as Partial<Tools> as Tools;
const subject = { run: 1, update: 0, seed: 41 } as Partial<Subject> as Subject;
const ask: SizeConsistencyAsk = { deviation: 1.5, copies: 5, chains: 200, betas: 100, draw: 0 };

function study(changes: Partial<SizeConsistencyAsk> = {}) {
  const task = sizeConsistency({ ...ask, ...changes }, subject, {} as Material, tools);
  const shares: number[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, shares };
    if (value !== undefined) shares.push(value);
  }
}
const [one, other] = sizeShapes.map((shape, n) =>
  drawnMachine({ ...shape, deviation: 1.5, seed: 41, draw: n }),
);
const { result, shares } = study();

describe('sizeConsistency', () => {
  it('sizeConsistency(…) is about two machines that can be drawn again', () => {
    expect(result.logPartition.one).toBe(logPartition(one!));
    expect(result.logPartition.other).toBe(logPartition(other!));
    expect(result.logPartition.both).toBe(logPartition(sideBySide(one!, other!)));
    expect(result.U.both).toBe(thermodynamics(sideBySide(one!, other!)).U);
    expect(result.S.one).toBe(thermodynamics(one!).S);
    expect(result.tap2.other).toBe(new StationarySearch(other!, 'tap2').run().logPartition());
    expect(result.truncated.both).toBe(truncatedLogPartition(sideBySide(one!, other!)));
  });
  it('sizeConsistency(…) draws two other machines for every draw', () => {
    const [third, fourth] = sizeShapes.map((shape, n) =>
      drawnMachine({ ...shape, deviation: 1.5, seed: 41, draw: 2 + n }),
    );
    const { logPartition: next } = study({ draw: 1, copies: 1 }).result;
    expect(next.one).toBe(logPartition(third!));
    expect(next.other).toBe(logPartition(fourth!));
  });
  it('sizeConsistency(…) finds that all add but truncated enumeration, and AIS within its error', () => {
    const verdicts = Object.fromEntries(additions(result).map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toEqual({
      'ln Z': 'adds',
      U: 'adds',
      S: 'adds',
      'ln Z by mean field': 'adds',
      'ln Z by TAP-2': 'adds',
      'ln Z truncated': 'does not',
      'ln Z by AIS': 'within',
    });
  });
  it('sizeConsistency(…) has a row for each number of copies, the exact one what enumeration says', () => {
    expect(result.rows.map((row) => row.copies)).toEqual([1, 2, 3, 4, 5]);
    expect(result.rows[2]!.exact).toBeCloseTo(logPartition(copies(one!, 3)), 10);
    const truncated = result.rows.map((row) => errorPerCopy(row, 'truncated').value);
    for (let n = 1; n < truncated.length; n++) expect(truncated[n]!).toBeLessThan(truncated[n - 1]! - 1e-3);
    for (const method of ['meanField', 'tap2'] as const) {
      const errors = result.rows.map((row) => errorPerCopy(row, method).value);
      for (const error of errors) expect(error).toBeCloseTo(errors[0]!, 8);
      expect(errors[0]).not.toBe(0);
    }
  });
  it('sizeConsistency(…) brackets ln Z by AIS, less and less sharply', () => {
    const widths = result.rows.map(({ ais, exact }) => {
      expect(ais.low).toBeLessThan(exact);
      expect(ais.high).toBeGreaterThan(exact);
      return ais.high - ais.low;
    });
    expect(widths.at(-1)!).toBeGreaterThan(widths[0]!);
  });
  it('sizeConsistency(…) estimates each ln Z by chains of its own', () => {
    // a single copy is machine A again: another estimate of the same number
    const [again, first] = [result.rows[0]!.ais, result.ais.one];
    expect(again.value).not.toBe(first.value);
    expect(again.low).toBeLessThan(first.high);
    expect(first.low).toBeLessThan(again.high);
  });
  it('sizeConsistency(…) says how far it is, and comes out the same each time', () => {
    expect(shares.length).toBeGreaterThanOrEqual(6);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
    expect(study().result).toEqual(result);
    expect(study({ draw: 1 }).result.logPartition.one).not.toBe(result.logPartition.one);
    expect(registry.sizeConsistency).toBe(sizeConsistency);
  });
  it.each([
    [{ deviation: 4.5 }, 'invalid deviation: 4.5; expected 0..4'],
    [{ deviation: Number.NaN }, 'invalid deviation: NaN'],
    [{ copies: 9 }, 'invalid copies: 9; expected a whole number from 1 to 8'],
    [{ copies: 1.5 }, 'invalid copies: 1.5'],
    [{ chains: 1 }, 'invalid chains: 1; expected a whole number from 2 to 1000'],
    [{ betas: 1001 }, 'invalid betas: 1001'],
    [{ draw: -1 }, 'invalid draw: -1'],
  ])('sizeConsistency(%o) is refused in words', (changes, words) => {
    expect(() => study(changes)).toThrow(words);
  });
});
