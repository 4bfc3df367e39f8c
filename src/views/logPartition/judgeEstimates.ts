/** What the estimates of ln Z say of each other, in sentences. */
import { formatValue } from '../../chart/numbers';
import type { AnnealingResult } from '../../engine/study';
import type { EstimateRow } from './estimateRows';

export interface Judgement {
  /** `wrong`: something shown is not what it seems. */
  readonly kind: 'well' | 'doubt' | 'wrong';
  readonly text: string;
}

/** Rounding of an enumeration in float32, at worst, nats. */
const rounding = 1e-5;
/** A deviation of ln w below this share of the miss gave no warning of it. */
const noWarning = 0.1;
/** And below this there is none, nats: all chains went the same way. */
const noSpread = 1e-6;
/** Fewer effective chains than this share carry an estimate that can't be trusted. */
const fewEffective = 0.1;

/** Below so many chains their standard error is itself a guess: of 2, three miss one time in five. */
const fewChains = 10;

const beyond = (value: number, low: number, high: number) => Math.max(low - value, value - high);

const nats = (value: number) => `${formatValue(value, value < 0.1 ? 4 : 2)} nats`;

function againstExact(exact: EstimateRow, ais: EstimateRow, result: AnnealingResult): Judgement[] {
  const { forward, base } = result;
  // every number lies in an interval without ends
  if (forward.low === -Infinity && forward.high === Infinity) return [];
  const off = beyond(exact.value, forward.low, forward.high);
  if (off <= rounding + 1e-9 * Math.abs(exact.value))
    return [{ kind: 'well', text: 'AIS is right about itself: the exact value lies in its interval.' }];
  const side = exact.value > ais.value ? 'above' : 'below';
  const miss = `AIS is wrong: the exact value lies ${nats(off)} ${side} its interval.`;
  const spread = deviationOf(forward.logWeights);
  if (spread > noWarning * off) return [{ kind: 'wrong', text: miss }];
  const agreement =
    spread > noSpread
      ? `Its chains agree with each other to ${nats(spread)}, so their spread does not warn of it`
      : 'All its chains carry the same weight, so there is no variance to warn of it';
  const remedy =
    base === 'model' ? ' Start from another base, or come back by reverse AIS, and it shows.' : '';
  return [{ kind: 'wrong', text: `${miss} ${agreement}: a silent failure.${remedy}` }];
}

function againstReverse({ forward, reverse }: AnnealingResult): Judgement[] {
  if (!reverse) return [];
  const gap = Math.max(reverse.low - forward.high, forward.low - reverse.high);
  if (gap > rounding) {
    const text = `Up and down disagree by ${nats(gap)}: at least one way is wrong. More β bring them together, if anything does.`;
    return [{ kind: 'wrong', text }];
  }
  if (!reverse.bound) {
    const text =
      'Reverse AIS began at the ends of long chains, not at exact samples: a second estimate, and no bound.';
    return [{ kind: 'doubt', text }];
  }
  return [
    {
      kind: 'well',
      text: 'On average over runs ln Z lies between AIS below and reverse AIS above: a bracket.',
    },
  ];
}

function aboutItself({ forward }: AnnealingResult): Judgement[] {
  const { effectiveSampleSize, chains, low } = forward;
  const judgements: Judgement[] = [];
  if (effectiveSampleSize < fewEffective * chains && chains > 1) {
    const text = `A few chains carry it all: ${formatValue(effectiveSampleSize, 1)} of ${chains} count. More β even them out.`;
    judgements.push({ kind: 'doubt', text });
  }
  if (chains === 1)
    judgements.push({ kind: 'doubt', text: 'One chain has no spread to be judged by: nothing bounds it.' });
  else if (low === Number.NEGATIVE_INFINITY)
    judgements.push({ kind: 'doubt', text: 'The weights spread so far that their interval is open below.' });
  else if (chains < fewChains) {
    const text = `So few chains hardly know how far they spread: intervals from ${chains} miss more often than those from 100.`;
    judgements.push({ kind: 'doubt', text });
  }
  return judgements;
}

/** `rows` as `estimateRows` gives them; the result of AIS that they came from. */
export function judgeEstimates(
  rows: readonly EstimateRow[],
  annealing: AnnealingResult | undefined,
): Judgement[] {
  if (!annealing) return [];
  const exact = rows.find(({ method }) => method === 'exact');
  const ais = rows.find(({ method }) => method === 'AIS');
  // what nothing bounds can't be wrong
  const bounded = annealing.forward.high < Infinity;
  const same = exact && ais && bounded && exact.update === ais.update;
  return [
    ...(same ? againstExact(exact, ais, annealing) : []),
    ...againstReverse(annealing),
    ...aboutItself(annealing),
  ];
}

/** Standard deviation of what the chains say, nats. */
export function deviationOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}
