/** What is known exactly about a lattice, by the best road there is to it, and about one without end. */
import { exp } from '../../core/elementary';
import { type BondMoments, perSpin } from '../../core/ising/bondMoments';
import { infiniteLattice, spontaneousMagnetisation } from '../../core/ising/infiniteLattice';
import { kaufmanMoments } from '../../core/ising/kaufman';
import { criticalCoupling, type Lattice } from '../../core/ising/lattice';
import {
  magnetisationWeights,
  magnetisationWork,
  meanAbsMagnetisation,
} from '../../core/ising/magnetisation';
import { infiniteRingLogPartition } from '../../core/ising/ring';
import { countStates, largestCounted, momentsOfCount, type StateCount } from '../../core/ising/stateCount';
import { transferMoments } from '../../core/ising/transferMatrix';
import type { ExactCurve, ExactCurves, ExactMethod, ExactPoint, ExactValues, InfinitePoint } from './frame';
import { latticeRanges } from './frame';

/** Spins across for which a transfer matrix takes some tenths of a second at most, in a field. */
const widestStrip = 6;
/** Multiplications that ⟨|m|⟩ may take at one temperature, and at each of a curve: 40 ms (8×8) and 10 ms (7×7). */
const magnetisationBudget = { point: 10 * 2 ** 20, curve: 2 * 2 ** 20 } as const;
/** Steps of the curves over temperature. */
const curveStep = 0.05;

/** The road to the exact values, undefined where there is none. */
export function exactMethodOf({ Lx, Ly }: Lattice, field: number): ExactMethod | undefined {
  if (Lx * Ly <= largestCounted) return 'enumeration';
  if (Ly === 1) return 'transfer matrix';
  if (field === 0) return 'Kaufman';
  return Math.min(Lx, Ly) <= widestStrip ? 'transfer matrix' : undefined;
}

/** The shorter side across: the same torus. A ring stays one. */
const asStrip = ({ Lx, Ly }: Lattice): Lattice =>
  Ly === 1 ? { Lx, Ly } : { Lx: Math.max(Lx, Ly), Ly: Math.min(Lx, Ly) };

/** The exact values of one lattice: its states, where they can be counted, are counted once. */
export class ExactLattice {
  private count?: StateCount;
  private readonly strip: Lattice;
  private readonly work: number;

  constructor(readonly lattice: Lattice) {
    this.strip = asStrip(lattice);
    this.work = magnetisationWork(this.strip);
  }

  /** At T in J/k and H in J, with ⟨|m|⟩ where that is cheap; undefined where there is no road to it. */
  at(temperature: number, field: number, budget: number = magnetisationBudget.point): ExactPoint | undefined {
    const how = exactMethodOf(this.lattice, field);
    const K = 1 / temperature;
    const h = field / temperature;
    if (how === undefined) return undefined;
    if (how === 'enumeration') {
      this.count ??= countStates(this.lattice);
      const moments = momentsOfCount(this.count, K, h);
      return { ...this.pointOf(how, moments, K), magnetisation: moments.meanAbsMagnetisation };
    }
    const moments = how === 'Kaufman' ? kaufmanMoments(this.lattice, K) : transferMoments(this.strip, K, h);
    return {
      ...this.pointOf(how, moments, K),
      ...(this.work <= budget && {
        magnetisation: meanAbsMagnetisation(magnetisationWeights(this.strip, K), h),
        magnetisationHow: 'transfer matrix',
      }),
    };
  }

  private pointOf(how: ExactMethod, moments: BondMoments, K: number): ExactPoint {
    const { Lx, Ly } = this.lattice;
    const { energy, heatCapacity } = perSpin(moments, Lx * Ly, K);
    return { how, logZ: moments.logZ, energy, heatCapacity };
  }
}

/** K_c itself where rounding alone keeps 1/T from it: the heat has no bound there. */
const criticalOr = (K: number): number => (Math.abs(K - criticalCoupling) < 1e-14 ? criticalCoupling : K);

/** The lattice without end, square or a ring; undefined in a field. */
export function infinitePoint(
  isRing: boolean,
  temperature: number,
  field: number,
): InfinitePoint | undefined {
  if (field !== 0) return undefined;
  const K = criticalOr(1 / temperature);
  if (!isRing) {
    const { logZ, energy, heatCapacity } = infiniteLattice(K);
    return {
      how: 'Onsager and Yang',
      logZPerSpin: logZ,
      energy,
      heatCapacity,
      magnetisation: spontaneousMagnetisation(K),
    };
  }
  const e = exp(-2 * K);
  const tanh = (1 - e) / (1 + e);
  return {
    how: 'infinite ring',
    logZPerSpin: infiniteRingLogPartition(K),
    energy: -tanh,
    heatCapacity: K * K * (1 - tanh * tanh),
    magnetisation: 0,
  };
}

export function exactValues(exact: ExactLattice, temperature: number, field: number): ExactValues {
  const finite = exact.at(temperature, field);
  const infinite = infinitePoint(exact.lattice.Ly === 1, temperature, field);
  return {
    temperature,
    field,
    ...(finite ? { finite } : { whyNot: 'none with a field at this size' }),
    ...(infinite && { infinite }),
  };
}

const emptyCurve = (length: number): ExactCurve => ({
  energy: new Float64Array(length).fill(NaN),
  heatCapacity: new Float64Array(length).fill(NaN),
  magnetisation: new Float64Array(length).fill(NaN),
});

function write(curve: ExactCurve, at: number, point: ExactPoint | InfinitePoint | undefined): void {
  curve.energy[at] = point?.energy ?? NaN;
  curve.heatCapacity[at] = point?.heatCapacity ?? NaN;
  curve.magnetisation[at] = point?.magnetisation ?? NaN;
}

/** The values over all temperatures that the knob allows, a point at a time; every so often as far as they are. */
export function* exactCurves(exact: ExactLattice, field: number): Generator<ExactCurves | undefined> {
  const { min, max } = latticeRanges.temperature;
  const length = Math.round((max - min) / curveStep) + 1;
  const temperatures = Float64Array.from({ length }, (_, n) => min + n * curveStep);
  const finite = exactMethodOf(exact.lattice, field) && emptyCurve(length);
  const infinite = field === 0 ? emptyCurve(length) : undefined;
  const curves = { temperatures, ...(finite && { finite }), ...(infinite && { infinite }) };
  for (let n = 0; n < length; n++) {
    if (finite) write(finite, n, exact.at(temperatures[n], field, magnetisationBudget.curve));
    if (infinite) write(infinite, n, infinitePoint(exact.lattice.Ly === 1, temperatures[n], field));
    yield n % 15 === 14 || n === length - 1 ? curves : undefined;
  }
}
