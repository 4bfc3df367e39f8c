/** What the measurements say together: do the cheap substitutes agree with the likelihood? */
import { formatCount, formatValue } from '../chart/numbers';
import type { Curves } from '../state/curves';

/** A fall is worth a word from this size on: nats, and as a share of the climb before it. Chance stays below. */
const [smallestFall, smallestShare] = [0.5, 0.1];

/** A fall of the log-likelihood since its best, and whether the substitutes improved meanwhile. */
export interface Disagreement {
  readonly fall: number;
  readonly bestUpdate: number;
  readonly reconstructionImproved: boolean;
  readonly pseudoLikelihoodImproved: boolean;
}

type History = Pick<Curves, 'logLikelihood' | 'reconstructionError' | 'pseudoLikelihood'>;

const valueAt = (curve: Curves[keyof Curves], update: number): number | undefined => {
  const points = curve.points(0, update, 400);
  return points.length > 0 ? points.mean[points.length - 1] : undefined;
};

/** Undefined while the likelihood is at, or near, its best. */
export function judgeCurves({
  logLikelihood,
  reconstructionError,
  pseudoLikelihood,
}: History): Disagreement | undefined {
  const points = logLikelihood.points(0, Number.POSITIVE_INFINITY, 400);
  if (points.length < 3) return undefined;
  let best = 0;
  for (let i = 1; i < points.length; i++) if (points.mean[i]! > points.mean[best]!) best = i;
  const bestUpdate = points.update[best]!;
  const fall = points.mean[best]! - points.mean[points.length - 1]!;
  const climb = points.mean[best]! - points.mean[0]!;
  if (!(fall > smallestFall && fall > smallestShare * climb)) return undefined;
  const improved = (curve: Curves[keyof Curves], sign: 1 | -1) => {
    const [then, now] = [valueAt(curve, bestUpdate), curve.latest?.value];
    return then !== undefined && now !== undefined && sign * (now - then) > 0;
  };
  return {
    fall,
    bestUpdate,
    reconstructionImproved: improved(reconstructionError, -1),
    pseudoLikelihoodImproved: improved(pseudoLikelihood, 1),
  };
}

/** The same in words, for the caption. */
export function wordedJudgement(judged: Disagreement | undefined): string {
  if (!judged) return 'Both can improve while the likelihood falls.';
  const { fall, bestUpdate, reconstructionImproved, pseudoLikelihoodImproved } = judged;
  const head = `The likelihood fell by ${formatValue(fall)} nats after update ${formatCount(Math.round(bestUpdate))}`;
  if (reconstructionImproved && pseudoLikelihoodImproved)
    return `${head}, while both of these went on improving.`;
  if (reconstructionImproved) return `${head}, while the reconstruction error went on improving.`;
  if (pseudoLikelihoodImproved) return `${head}, while the pseudo-likelihood went on improving.`;
  return `${head}.`;
}

/** What the gap between held-out and training free energy says. */
export function wordedGap(gap: number | undefined, heldOutRows = 1): string {
  if (heldOutRows === 0) return 'There is no gap to watch: nothing is held out.';
  if (gap === undefined || Number.isNaN(gap)) return 'The gap is not known now.';
  const size = `A gap of ${formatValue(gap)} nats`;
  if (gap < 1) return `${size} is small: not yet overfitting.`;
  return `${size}: held-out samples lie higher, so the machine has begun to learn the examples by heart.`;
}
