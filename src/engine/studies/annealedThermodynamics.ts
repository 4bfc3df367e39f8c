/** Thermodynamics of a machine too large to enumerate: every β from the weights of one annealing run. */
import { type AnnealedPoint, annealedPoints, ladderThrough } from '../../core/annealedCurves';
import { effectiveSampleSize } from '../../core/annealing';
import { grouped } from '../../core/data/dataSet';
import { atInverseTemperature, createRbm, type Rbm } from '../../core/rbm';
import type {
  Interval,
  Subject,
  Thermodynamic,
  ThermodynamicCurve,
  ThermodynamicsAsk,
  ThermodynamicsResult,
} from '../study';
import { mostBetas, mostChains, worked } from './annealing';
import type { Tools } from './task';

const names = ['logPartition', 'U', 'S', 'C'] as const;
type Name = (typeof names)[number];

/** Refuses in words what can't be annealed. RangeError. */
export function checkSchedule({ chains, betas }: ThermodynamicsAsk): void {
  if (!(Number.isInteger(chains) && chains >= 2 && chains <= mostChains))
    throw new RangeError(`invalid chains: ${chains}; expected a whole number from 2 to ${mostChains}`);
  if (!(Number.isInteger(betas) && betas >= 2 && betas <= mostBetas))
    throw new RangeError(`invalid betas: ${betas}; expected a whole number from 2 to ${mostBetas}`);
}

/** The curves and the numbers at one β, with ±3σ; no identities, since none of it is exact. */
export function* annealedThermodynamics(
  ask: ThermodynamicsAsk,
  grid: Float64Array,
  subject: Subject,
  tools: Tools,
): Generator<number, ThermodynamicsResult> {
  const start = tools.now();
  const rbm = createRbm(subject.parameters.visible, subject.parameters.hidden, subject.parameters);
  const step = grid[1] - grid[0];
  // one more beyond the last, so that the slope of U there is a central difference too
  const points = Float64Array.from(new Set([...grid, ask.at, Math.max(ask.to, ask.at) + step])).sort();
  const ladder = ladderThrough(points, ask.betas);
  const top = ladder.betas[ladder.betas.length - 1];
  const record = [...new Set(ladder.around.flat())].sort((x, y) => x - y);
  const job = tools.createAnnealing().begin(atInverseTemperature(rbm, top), {
    base: new Float64Array(rbm.visible),
    betas: ladder.betas.map((beta) => beta / top),
    from: 0,
    to: ask.chains,
    seed: subject.seed,
    record,
  });
  yield* worked(job, tools.now);
  const recorded = job.recorded();
  const place = new Map(record.map((rung, n) => [rung, n]));
  const logWeights = (rung: number) => {
    const n = place.get(rung)!;
    return recorded.subarray(n * ask.chains, (n + 1) * ask.chains);
  };
  const found = annealedPoints(rbm, points, 0.6 * step, ladder, logWeights);
  const onGrid = Array.from(grid, (beta) => found[points.indexOf(beta)]);
  return {
    method: 'AIS',
    detail: `${grouped(ask.chains)} chains × ${grouped(ladder.betas.length)} β`,
    beta: grid,
    curves: eachName((name) => curveOf(onGrid, name)),
    at: { beta: ask.at, ...eachName((name) => found[points.indexOf(ask.at)][name]) },
    identities: [],
    remark: remarkOn(rbm, ask.chains, effectiveSampleSize(job.logWeights())),
    seconds: (tools.now() - start) / 1000,
  };
}

function remarkOn({ visible, hidden }: Rbm, chains: number, effective: number): string {
  const smaller = Math.min(visible, hidden);
  return [
    `The smaller layer has ${smaller} units: too many states to average over, so that the identities can’t be checked here.`,
    `At the largest β the weights say as much as ${effective.toFixed(effective < 10 ? 1 : 0)} of the ${grouped(chains)} chains would alone.`,
    'U is a difference of ln Z, and C one of U between neighbouring points, which flattens a peak that is narrower: its interval counts that in. More chains steady both.',
  ].join(' ');
}

function eachName<T>(make: (name: Name) => T): Thermodynamic<T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as unknown as Thermodynamic<T>;
}

function curveOf(points: readonly AnnealedPoint[], name: Name): ThermodynamicCurve {
  const part = (end: keyof Interval) => Float64Array.from(points, (point) => point[name][end]);
  return { value: part('value'), low: part('low'), high: part('high') };
}
