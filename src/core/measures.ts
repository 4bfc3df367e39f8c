/** What can be said about a machine and its data without ln Z, and the limits that a likelihood can be held against. */
import { log, softplus } from './elementary';
import { clampedFreeEnergy, hiddenInputs, hiddenMean, type Rbm, visibleMean } from './rbm';
import { distinctRows, type Rows, row, unitCounts } from './rows';

/** The mean of `measure` over the rows; NaN for no rows. */
function meanOver(rows: Rows, measure: (v: Uint8Array) => number): number {
  let sum = 0;
  for (let n = 0; n < rows.count; n++) sum += measure(row(rows, n));
  return sum / rows.count;
}

/**
 * Mean over rows and pixels of (v − σ(a + W σ(b + Wᵀv)))²: how well a row survives going up and down. No
 * measure of the likelihood: it can fall to 0 while the likelihood collapses.
 */
export function reconstructionError(rbm: Rbm, rows: Rows): number {
  return meanOver(rows, (v) => {
    const back = visibleMean(rbm, hiddenMean(rbm, v));
    return back.reduce((sum, p, i) => sum + (v[i] - p) ** 2, 0) / rbm.visible;
  });
}

/**
 * Mean over rows of Σ_i ln p(v_i | all other units), in nats per sample; exact, since
 * p(v_i | v_rest) = 1 / (1 + e^{F_c(v) − F_c(v with unit i flipped)}).
 */
export function pseudoLikelihood(rbm: Rbm, rows: Rows): number {
  return meanOver(rows, (v) => {
    const inputs = hiddenInputs(rbm, v);
    let sum = 0;
    for (let i = 0; i < rbm.visible; i++) sum -= softplus(freeEnergyDrop(rbm, v, inputs, i));
    return sum;
  });
}

/** F_c(v) − F_c(v with unit i flipped), where `inputs` = b + vᵀW. */
function freeEnergyDrop({ hidden, W, a }: Rbm, v: Uint8Array, inputs: Float64Array, i: number): number {
  const change = 1 - 2 * v[i];
  let drop = change * a[i];
  for (let j = 0; j < hidden; j++)
    drop += softplus(inputs[j] + change * W[i * hidden + j]) - softplus(inputs[j]);
  return drop;
}

/** Mean of F_c(v) over rows, in nats. */
export const meanFreeEnergy = (rbm: Rbm, rows: Rows): number =>
  meanOver(rows, (v) => clampedFreeEnergy(rbm, v));

/**
 * Held-out minus training mean of F_c(v), in nats: ln Z cancels, so that it shows overfitting at any size
 * (Hinton 2012, "A practical guide to training RBMs", section 6). Near 0 while nothing is overfitted.
 */
export const freeEnergyGap = (rbm: Rbm, training: Rows, heldOut: Rows): number =>
  meanFreeEnergy(rbm, heldOut) - meanFreeEnergy(rbm, training);

/** Mean log-likelihood of independent pixels that have the rows' own means: −Σ_i H(p_i), nats per sample. */
export function baseRate(rows: Rows): number {
  return unitCounts(rows).reduce((sum, count) => {
    const p = count / rows.count;
    return sum + timesLog(p) + timesLog(1 - p);
  }, 0);
}

/** The mean log-likelihood that no model can pass: minus the entropy of the empirical distribution, nats per sample. */
export function bestLogLikelihood(rows: Rows): number {
  let sum = 0;
  for (const times of distinctRows(rows).values()) sum += timesLog(times / rows.count);
  return sum;
}

/** x ln x, which is 0 at 0. */
const timesLog = (x: number): number => (x === 0 ? 0 : x * log(x));

/** Mean of p(h_j = 1 | v) over the rows, [hidden]. */
export function hiddenActivity(rbm: Rbm, rows: Rows): Float64Array {
  const activity = new Float64Array(rbm.hidden);
  for (let n = 0; n < rows.count; n++)
    hiddenMean(rbm, row(rows, n)).forEach((p, j) => {
      activity[j] += p / rows.count;
    });
  return activity;
}

/** Units that are hardly ever on (dead) or hardly ever off (saturated), by their mean activity. */
export function idleUnits(
  activity: ArrayLike<number>,
  limit = 0.01,
): { dead: number[]; saturated: number[] } {
  const units = Array.from(activity, (mean, j) => ({ mean, j }));
  return {
    dead: units.filter(({ mean }) => mean < limit).map(({ j }) => j),
    saturated: units.filter(({ mean }) => mean > 1 - limit).map(({ j }) => j),
  };
}
