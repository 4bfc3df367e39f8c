/** What adds over machines that don't meet: ln Z, U and S exactly, and ln Z by four approximations. */
import { evenBetas, intervalOf } from '../../core/annealing';
import { StationarySearch } from '../../core/meanField';
import { logPartition } from '../../core/partition';
import type { Rbm } from '../../core/rbm';
import { drawnMachine } from '../../core/renormalisation/drawnMachine';
import {
  copies,
  type SizeRow,
  sideBySide,
  sizeRows,
  truncatedLogPartition,
} from '../../core/renormalisation/sizeConsistency';
import { thermodynamics } from '../../core/thermodynamics';
import type { Interval, SizeConsistencyAsk, SizeConsistencyResult, SizeConsistencyRow, Sum } from '../study';
import { worked } from './annealing';
import type { Task, Tools } from './task';

/** Small enough for every sum to be exact, and unlike each other. */
export const sizeShapes = [
  { visible: 5, hidden: 3 },
  { visible: 3, hidden: 4 },
] as const;
/** Chains of one estimate at most: each estimate has chains of its own, since what adds is judged by independent errors. */
const mostChains = 1000;
/** Share of the progress that the pair takes. */
const pairShare = 0.15;

function checkAsk({ deviation, copies: most, chains, betas, draw }: SizeConsistencyAsk): void {
  const whole = (name: string, value: number, least: number, largest: number) => {
    if (!(Number.isInteger(value) && value >= least && value <= largest))
      throw new RangeError(`invalid ${name}: ${value}; expected a whole number from ${least} to ${largest}`);
  };
  if (!(deviation >= 0 && deviation <= 4))
    throw new RangeError(`invalid deviation: ${deviation}; expected 0..4`);
  whole('copies', most, 1, 8);
  whole('chains', chains, 2, mostChains);
  whole('betas', betas, 2, 1000);
  whole('draw', draw, 0, 2 ** 31);
}

/** Task: about two machines of its own; of the subject only the seed is used. RangeError for an ask out of range. */
export const sizeConsistency: Task<SizeConsistencyAsk, SizeConsistencyResult> = function* (
  ask,
  { seed },
  _material,
  tools,
) {
  checkAsk(ask);
  const { deviation, draw } = ask;
  const [one, other] = sizeShapes.map((shape, n) =>
    drawnMachine({ ...shape, deviation, seed, draw: 2 * draw + n }),
  );
  const both = sideBySide(one, other);
  const sumOf = <T>(of: (rbm: Rbm) => T): Sum<T> => ({ one: of(one), other: of(other), both: of(both) });
  const fixedPoint = (expansion: 'meanField' | 'tap2') => (rbm: Rbm) =>
    new StationarySearch(rbm, expansion).run().logPartition();
  const warm = sumOf((rbm) => thermodynamics(rbm));
  const part = (of: 'U' | 'S') => ({ one: warm.one[of], other: warm.other[of], both: warm.both[of] });
  const ais: Sum<Interval> = {
    one: yield* annealed(one, ask, { seed, estimate: 0 }, tools),
    other: yield* annealed(other, ask, { seed, estimate: 1 }, tools),
    both: yield* annealed(both, ask, { seed, estimate: 2 }, tools),
  };
  yield pairShare;
  const result = {
    ask,
    shapes: sizeShapes,
    logPartition: sumOf(logPartition),
    U: part('U'),
    S: part('S'),
    meanField: sumOf(fixedPoint('meanField')),
    tap2: sumOf(fixedPoint('tap2')),
    truncated: sumOf((rbm) => truncatedLogPartition(rbm)),
    ais,
  };
  const rows: SizeConsistencyRow[] = [];
  for (const row of sizeRows(one, ask.copies)) {
    rows.push(yield* withAis(row, one, ask, seed, tools));
    // the work of a row grows with its square
    yield pairShare + (1 - pairShare) * (row.copies / ask.copies) ** 2;
  }
  return { ...result, rows };
};

function* withAis(row: SizeRow, rbm: Rbm, ask: SizeConsistencyAsk, seed: number, tools: Tools) {
  const estimate = 2 + row.copies;
  return { ...row, ais: yield* annealed(copies(rbm, row.copies), ask, { seed, estimate }, tools) };
}

/** ln Z by AIS from the uniform base, with its ±3σ. */
function* annealed(
  rbm: Rbm,
  { chains, betas }: SizeConsistencyAsk,
  { seed, estimate }: { readonly seed: number; readonly estimate: number },
  tools: Tools,
): Generator<undefined, Interval> {
  const from = mostChains * estimate;
  const job = tools
    .createAnnealing()
    .begin(
      { ...rbm },
      { base: new Float64Array(rbm.visible), betas: evenBetas(betas), from, to: from + chains, seed },
    );
  for (const _ of worked(job, tools.now)) yield undefined;
  return intervalOf(job.logWeights());
}
