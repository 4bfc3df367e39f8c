import { describe, expect, it } from 'vitest';
import type { AnnealingResult } from '../../../src/engine/study';
import { estimateRows } from '../../../src/views/logPartition/estimateRows';
import { deviationOf, judgeEstimates } from '../../../src/views/logPartition/judgeEstimates';
import { annealingOf, exactOf, labAt, reverseOf, tell } from './filled';

/** What is said of AIS, with an exact value of the same machine where one is given. */
function saidOf(annealing: AnnealingResult, exact?: number, update = 5) {
  const store = labAt(5);
  tell(store, 'annealing', { result: annealing });
  if (exact !== undefined) tell(store, 'enumeration', { result: exactOf(exact) }, update);
  return judgeEstimates(estimateRows(store.getState().studies, undefined), annealing);
}
const texts = (judgements: ReturnType<typeof saidOf>) =>
  judgements.map(({ kind, text }) => `${kind}: ${text}`).join('\n');

describe('judgeEstimates()', () => {
  it('says nothing before AIS has run', () => expect(judgeEstimates([], undefined)).toEqual([]));

  it('says that the exact value lies in the interval', () => {
    expect(texts(saidOf(annealingOf(), 42.05))).toMatch(/^well: AIS is right/);
  });

  it('says plainly by how much AIS misses the exact value, and on which side', () => {
    const wide = annealingOf({ logWeights: Float64Array.of(41.8, 42.2, 42.1, 41.9) });
    const said = texts(saidOf(wide, 42.6));
    expect(said).toMatch(/^wrong: .*lies 0\.50 nats above its interval/);
    expect(said).not.toMatch(/silent/);
    expect(texts(saidOf(annealingOf(), 41))).toMatch(/0\.90 nats below/);
  });

  it('names the silent failure: no variance, and wrong', () => {
    const value = 59.67490196521051 - Math.log(8);
    const forward = {
      value,
      low: value,
      high: value,
      logWeights: new Float64Array(100).fill(value),
      chains: 100,
    };
    const said = texts(
      saidOf(annealingOf({ ...forward, effectiveSampleSize: 100 }, { base: 'model' }), 59.674902),
    );
    expect(said).toMatch(/2\.08 nats above.*carry the same weight.*silent failure.*another base/);
  });

  it('names it also where the chains agree far better than they are right', () => {
    const logWeights = Float64Array.of(57.595, 57.596, 57.597, 57.596);
    const forward = { value: 57.596, low: 57.594, high: 57.598, logWeights };
    expect(texts(saidOf(annealingOf(forward), 59.675))).toMatch(/agree .* to 0\.0008 nats.*silent failure/);
  });

  it('forgives the rounding of float32 where there is no variance to cover it', () => {
    const forward = { low: 42, high: 42, logWeights: Float64Array.of(42, 42, 42, 42) };
    expect(texts(saidOf(annealingOf(forward), 42.000003))).toMatch(/^well/);
  });

  it('compares with no exact value of another update', () => {
    expect(saidOf(annealingOf({ chains: 100, effectiveSampleSize: 95 }), 99, 6)).toEqual([]);
  });

  it('calls up and down a bracket only where the way down began at exact samples', () => {
    expect(texts(saidOf(annealingOf({}, { reverse: reverseOf(true) })))).toMatch(/^well: .*a bracket/);
    expect(texts(saidOf(annealingOf({}, { reverse: reverseOf(false) })))).toMatch(/^doubt: .*no bound/);
  });

  it('says that both ways disagree', () => {
    const far = reverseOf(true, { value: 44, low: 43.5, high: 44.5 });
    expect(texts(saidOf(annealingOf({}, { reverse: far })))).toMatch(/^wrong: .*disagree by 1\.40 nats/);
    const below = reverseOf(true, { value: 40, low: 39.5, high: 40.5 });
    expect(texts(saidOf(annealingOf({}, { reverse: below })))).toMatch(/disagree by 1\.40 nats/);
  });

  it('doubts an estimate that few chains carry, and an interval that is open', () => {
    const said = saidOf(
      annealingOf({ effectiveSampleSize: 1.2, chains: 100, low: Number.NEGATIVE_INFINITY }),
    );
    expect(texts(said)).toMatch(/1\.2 of 100 count/);
    expect(texts(said)).toMatch(/open below/);
    expect(said.every(({ kind }) => kind === 'doubt')).toBe(true);
  });

  it('doubts the interval itself where few chains made it', () => {
    expect(texts(saidOf(annealingOf({ chains: 3, effectiveSampleSize: 2.9 })))).toMatch(
      /doubt: So few chains/,
    );
    expect(texts(saidOf(annealingOf({ chains: 10, effectiveSampleSize: 9 })))).not.toMatch(/few chains/);
  });

  it('says of one chain that it has no spread, not that it spreads far', () => {
    const said = texts(saidOf(annealingOf({ chains: 1, effectiveSampleSize: 1, low: -Infinity })));
    expect(said).toMatch(/^doubt: One chain has no spread/);
    expect(said).not.toMatch(/spread so far/);
  });

  it('calls an interval without ends neither right nor wrong', () => {
    const endless = { chains: 1, effectiveSampleSize: 1, low: -Infinity, high: Infinity };
    expect(texts(saidOf(annealingOf(endless), 99))).toMatch(/^doubt: One chain has no spread[^\n]*$/);
  });
});

describe('deviationOf()', () => {
  it('is that of a sample; none for one value', () => {
    expect(deviationOf(Float64Array.of(1, 3))).toBeCloseTo(Math.SQRT2, 14);
    expect(deviationOf(Float64Array.of(7))).toBe(0);
  });
});
