/**
 * The operator of `sweep.ts`, prepared for many sweeps of one machine and cut into slices: generators that yield
 * about every million products, so that whoever runs them can listen in between. The same numbers as the readable
 * form, up to rounding.
 */
import { sigmoid } from './elementary';
import { clampedMeans, difference, type Gradient } from './gradient';
import { type ModelMeans, smallerLayer } from './partition';
import { exchangeLayers, type Rbm } from './rbm';
import type { Rows } from './rows';
import { type Distribution, empiricalDistribution, largestSweep, modelDistribution } from './sweep';

/** Work that yields between its pieces. */
export type Slices<T> = Generator<undefined, T>;

/** Products between two yields, a few milliseconds; and what a state costs beside its products. */
const piece = 2 ** 20;
const perState = 8;
/** States between two yields where each costs tens of operations. */
const meansPiece = 2 ** 15;
/** An eigenvalue below it is rounding. */
const rounding = 1e-14;

/** σ of every unit of the other layer, given each state of one: [2^units × other]. */
interface Means {
  readonly units: number;
  readonly other: number;
  readonly on: Float64Array;
}

export interface SweepOperator {
  readonly rbm: Rbm;
  readonly up: Means;
  readonly down: Means;
}

/** Both halves of the sweep. RangeError above 22 units together. */
export function* sweepOperator(rbm: Rbm): Slices<SweepOperator> {
  const { visible, hidden } = rbm;
  if (visible + hidden > largestSweep)
    throw new RangeError(
      `invalid model: ${visible} + ${hidden} units; expected at most ${largestSweep} together`,
    );
  return { rbm, up: yield* meansGiven(rbm), down: yield* meansGiven(exchangeLayers(rbm)) };
}

/** Each state's inputs are those of the state without its lowest unit, plus that unit's weights. */
function* meansGiven({ visible: units, hidden: other, W, b }: Rbm): Slices<Means> {
  const on = new Float64Array(2 ** units * other);
  on.set(b);
  for (let s = 1; s < 2 ** units; s++) {
    const lowest = 31 - Math.clz32(s & -s);
    const before = (s & (s - 1)) * other;
    for (let j = 0; j < other; j++) on[s * other + j] = on[before + j] + W[lowest * other + j];
  }
  for (let n = 0; n < on.length; n++) {
    on[n] = sigmoid(on[n]);
    if ((n + 1) % (piece / 8) === 0) yield;
  }
  return { units, other, on };
}

/** Σ_s q(s) p(t | s) for all states t of the other layer. q may be signed. */
function* halfStep(means: Means, q: Distribution): Slices<Distribution> {
  const r = new Float64Array(2 ** means.other);
  const products = new Float64Array(r.length);
  let done = 0;
  for (let s = 0; s < q.length; s++) {
    if (q[s] !== 0) addProducts(means, s, q[s], products, r);
    done += q[s] === 0 ? 1 : r.length + perState;
    if (done < piece) continue;
    done = 0;
    yield;
  }
  return r;
}

/** Adds weight · p(t | s) to every r[t], by doubling; the last unit's turn goes straight into `r`. */
function addProducts(
  { other, on }: Means,
  s: number,
  weight: number,
  products: Float64Array,
  r: Distribution,
): void {
  if (other === 0) {
    r[0] += weight;
    return;
  }
  products[0] = weight;
  for (let j = 0; j < other - 1; j++) {
    const known = 2 ** j;
    const p = on[s * other + j];
    for (let t = 0; t < known; t++) {
      products[known + t] = products[t] * p;
      products[t] *= 1 - p;
    }
  }
  const half = 2 ** (other - 1);
  const p = on[(s + 1) * other - 1];
  for (let t = 0; t < half; t++) {
    r[t] += products[t] * (1 - p);
    r[half + t] += products[t] * p;
  }
}

/** As `expectedContrastiveGradient`: the exact mean of the CD-k estimate on the rows. */
export function* expectedGradient({ rbm, up, down }: SweepOperator, rows: Rows, k: number): Slices<Gradient> {
  let q = empiricalDistribution(rows);
  for (let sweep = 0; sweep < k; sweep++) q = yield* halfStep(down, yield* halfStep(up, q));
  return difference(clampedMeans(rbm, rows), yield* meansUnder(up, q));
}

/** The same for k = 1, …, `most`, each a sweep on from the one before. */
export function* expectedGradients(
  { rbm, up, down }: SweepOperator,
  rows: Rows,
  most: number,
): Slices<Gradient[]> {
  const clamped = clampedMeans(rbm, rows);
  const gradients: Gradient[] = [];
  let q = empiricalDistribution(rows);
  while (gradients.length < most) {
    q = yield* halfStep(down, yield* halfStep(up, q));
    gradients.push(difference(clamped, yield* meansUnder(up, q)));
  }
  return gradients;
}

/** ⟨v p(h|v)ᵀ⟩ and its kin under a distribution over visible states. */
function* meansUnder({ units, other, on }: Means, q: Distribution): Slices<ModelMeans> {
  const vh = new Float64Array(units * other);
  const v = new Float64Array(units);
  const h = new Float64Array(other);
  for (let s = 0; s < q.length; s++) {
    for (let j = 0; j < other; j++) h[j] += q[s] * on[s * other + j];
    for (let i = 0; i < units; i++) {
      if (((s >> i) & 1) === 0) continue;
      v[i] += q[s];
      for (let j = 0; j < other; j++) vh[i * other + j] += q[s] * on[s * other + j];
    }
    if ((s + 1) % meansPiece === 0) yield;
  }
  return { vh, v, h };
}

/**
 * As `secondEigenvalue`, by Lanczos' method with every new vector made orthogonal to all before: tens of sweeps where
 * powers of T take thousands. On the states of the smaller layer, where the sweep has the same eigenvalues, and on
 * x/√p, which makes it symmetric. Ends when the largest value has twice moved by `tolerance` at most; 0 where it is
 * no more than rounding.
 */
export function* slowestEigenvalue(
  { rbm, up, down }: SweepOperator,
  { tolerance = 1e-14, most = 200 } = {},
): Slices<number> {
  const overVisible = smallerLayer(rbm) === 'visible';
  const [there, back] = overVisible ? [up, down] : [down, up];
  const p = modelDistribution(overVisible ? rbm : exchangeLayers(rbm));
  const root = p.map(Math.sqrt);
  const basis = [root];
  const [diagonal, beside]: [number[], number[]] = [[], []];
  // An arbitrary start without symmetry, so that it has a part along the wanted eigenvector.
  let next = root.map((x, s) => x * (((s + 1) * 0.618033988749895) % 1));
  let [found, settled] = [0, 0];
  while (diagonal.length < most && settled < 2) {
    const norm = makeOrthogonal(next, basis);
    if (!(norm > rounding)) break;
    if (diagonal.length > 0) beside.push(norm);
    const unit = next.map((x) => x / norm);
    basis.push(unit);
    const swept = yield* halfStep(
      back,
      yield* halfStep(
        there,
        unit.map((x, s) => x * root[s]),
      ),
    );
    next = swept.map((x, s) => (root[s] > 0 ? x / root[s] : 0));
    diagonal.push(product(unit, next));
    const largest = largestOfTridiagonal(diagonal, beside);
    settled = Math.abs(largest - found) <= tolerance ? settled + 1 : 0;
    found = largest;
  }
  return found > rounding ? Math.min(1, found) : 0;
}

/** Takes off x what lies along the basis, twice, since rounding leaves some of it; returns the length of the rest. */
function makeOrthogonal(x: Float64Array, basis: readonly Float64Array[]): number {
  for (let turn = 0; turn < 2; turn++)
    for (const unit of basis) {
      const along = product(x, unit);
      for (let s = 0; s < x.length; s++) x[s] -= along * unit[s];
    }
  return Math.sqrt(product(x, x));
}

function product(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < x.length; s++) sum += x[s] * y[s];
  return sum;
}

/** The largest eigenvalue, if it lies in [0, 2], by halving: Sturm's count tells how many lie below. */
function largestOfTridiagonal(diagonal: readonly number[], beside: readonly number[]): number {
  let [low, high] = [0, 2];
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (eigenvaluesBelow(middle, diagonal, beside) === diagonal.length) high = middle;
    else low = middle;
  }
  return high;
}

function eigenvaluesBelow(x: number, diagonal: readonly number[], beside: readonly number[]): number {
  let below = 0;
  let pivot = 1;
  for (let n = 0; n < diagonal.length; n++) {
    pivot = diagonal[n] - x - (n > 0 ? beside[n - 1] ** 2 / pivot : 0);
    if (pivot === 0) pivot = -Number.MIN_VALUE;
    if (pivot < 0) below++;
  }
  return below;
}
