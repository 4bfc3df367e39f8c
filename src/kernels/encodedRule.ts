/** The rule of an update as the numbers that WebAssembly reads, and the rows that it needs room for. */
import type { UpdateRule } from './contract';

const algorithms = ['cd', 'pcd', 'exact', 'tempering', 'meanField', 'tap2'] as const;
const schedules = ['constant', 'inverse', 'exponential'] as const;
/** Numbers of a rule, in the order of `Rule` in assembly/trainingState.ts. */
export const ruleLength = 14;

/** Throws a RangeError for what no update can be made with; what a person may choose is the settings table's. */
export function assertRule(rule: UpdateRule): void {
  const least = { gibbsSteps: 1, chainCount: 1, batchSize: 1, ladderSize: 2 };
  for (const name of ['gibbsSteps', 'chainCount', 'batchSize', 'ladderSize'] as const)
    if (!(Number.isInteger(rule[name]) && rule[name] >= least[name]))
      throw new RangeError(`invalid ${name}: ${rule[name]}; expected a whole number from ${least[name]}`);
}

/** The rule as fourteen numbers. RangeError as above, and for a number that is none or below 0. */
export function encodeRule(rule: UpdateRule): number[] {
  assertRule(rule);
  const numbers = [
    algorithms.indexOf(rule.algorithm),
    rule.gibbsSteps,
    rule.chainCount,
    rule.batchSize,
    rule.learningRate,
    schedules.indexOf(rule.schedule),
    rule.scheduleTime,
    rule.momentum,
    rule.weightDecay,
    rule.weightDecayL1,
    rule.sparsityTarget,
    rule.sparsityCost,
    rule.centering ? 1 : 0,
    rule.ladderSize,
  ];
  const wrong = numbers.findIndex((x) => !Number.isFinite(x) || x < 0);
  if (wrong >= 0)
    throw new RangeError(`invalid rule: number ${wrong} is ${numbers[wrong]}; expected 0 or more`);
  return numbers;
}

/** Rows in flight at once, and chains of ladders. */
export interface Room {
  readonly rows: number;
  readonly chains: number;
}

/** The room that an encoded rule needs with `count` training rows. */
export function roomFor(rule: ArrayLike<number>, count: number): Room {
  const [chainCount, batchSize, ladderSize] = [rule[2], rule[3], rule[13]];
  const tempering = algorithms[rule[0]] === 'tempering';
  return {
    rows: Math.max(Math.min(batchSize, count), chainCount, 1),
    chains: tempering ? chainCount * ladderSize : 0,
  };
}

export const widest = (...rooms: readonly Room[]): Room => ({
  rows: Math.max(...rooms.map(({ rows }) => rows)),
  chains: Math.max(...rooms.map(({ chains }) => chains)),
});

/** Rows whose statistics are the negative phase of an encoded rule, for a batch of `batchRows`. */
export function negativeRows(rule: ArrayLike<number>, batchRows: number): number {
  const algorithm = algorithms[rule[0]];
  if (batchRows === 0) return 0;
  return algorithm === 'pcd' || algorithm === 'tempering' ? rule[2] : batchRows;
}

export const gibbsStepsOf = (rule: ArrayLike<number>): number => rule[1];

/** The row of the negative phase that the walkthrough shows: the first, or the first ladder's at β = 1. */
export const shownRow = (rule: ArrayLike<number>): number =>
  algorithms[rule[0]] === 'tempering' ? rule[13] - 1 : 0;
