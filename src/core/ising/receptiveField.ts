/**
 * Where on a torus a hidden unit looks: the centre of its weights, how far they reach and how many sites carry them, and
 * how local a layer is beside fields of pure noise.
 */
import { fillNormals } from '../random';
import { checkLattice, type Lattice } from './lattice';

export interface ReceptiveField {
  /** The site nearest to the squared weights: it minimises `reach`. −1 for a field that is 0 everywhere. */
  readonly centre: number;
  /** Root mean square distance from it, weighted by w², in lattice steps round the torus; NaN for a field of 0. */
  readonly reach: number;
  /** (Σw²)²/Σw⁴, 1..sites: how many sites would carry it if all carried the same. NaN for a field of 0. */
  readonly sites: number;
  /** Σw². */
  readonly strength: number;
}

/** What chance does: i.i.d. normal weights on the same torus. */
export interface NoiseField {
  /** Mean of `reach`², and the standard deviation of a single field's. */
  readonly meanSquareReach: number;
  readonly deviation: number;
}

export interface Locality {
  /** 1 − (mean reach² of the layer)/(that of noise): 1 for fields of one site, 0 for noise, below 0 for flatter ones. */
  readonly value: number;
  /** Standard deviation of `value` among layers of noise of the same strengths. */
  readonly chance: number;
}

/** Sweep of the Philox counter (purpose ising) for fields of noise; 0 to 5, and 16 and up, are those of the samplers. */
const noiseWords = 6;
/** Fields of noise that stand for all. */
const noiseFields = 200;

/**
 * The field of weights w, [sites]: its centre is the Fréchet mean of w² on the torus, found among the sites. Distances
 * are the shortest way round: d² = dx² + dy², so each axis has its own minimum. Ties go to the lower site.
 */
export function receptiveField(lattice: Lattice, weights: ArrayLike<number>): ReceptiveField {
  checkLattice(lattice);
  const { Lx, Ly } = lattice;
  if (weights.length !== Lx * Ly)
    throw new TypeError(`invalid weights: ${weights.length}; expected ${Lx * Ly}`);
  const [alongX, alongY] = [new Float64Array(Lx), new Float64Array(Ly)];
  let [strength, fourth] = [0, 0];
  for (let site = 0; site < weights.length; site++) {
    const square = weights[site] * weights[site];
    alongX[site % Lx] += square;
    alongY[Math.floor(site / Lx)] += square;
    strength += square;
    fourth += square * square;
  }
  if (strength === 0) return { centre: -1, reach: NaN, sites: NaN, strength };
  const [x, y] = [nearestPlace(alongX), nearestPlace(alongY)];
  return {
    centre: x.place + Lx * y.place,
    reach: Math.sqrt((x.sum + y.sum) / strength),
    sites: (strength * strength) / fourth,
    strength,
  };
}

/** The place on a ring with the least Σ mass · d², and that sum. */
function nearestPlace(mass: Float64Array): { readonly place: number; readonly sum: number } {
  const { length } = mass;
  let best = { place: 0, sum: Infinity };
  for (let place = 0; place < length; place++) {
    let sum = 0;
    for (let x = 0; x < length; x++) sum += mass[x] * ringDistance(x, place, length) ** 2;
    // rounding must not decide between places that are as good
    if (sum < best.sum * (1 - 1e-12)) best = { place, sum };
  }
  return best;
}

/** The shortest way between two places on a ring, in steps. */
export function ringDistance(x: number, y: number, length: number): number {
  const steps = Math.abs(x - y);
  return Math.min(steps, length - steps);
}

/** Reach² of fields of i.i.d. normal weights on this torus, from 200 of them: the same ones each time. */
export function noiseField(lattice: Lattice): NoiseField {
  const weights = new Float64Array(lattice.Lx * lattice.Ly);
  const squares = Array.from({ length: noiseFields }, (_, row) => {
    fillNormals(0, { purpose: 'ising', sweep: noiseWords, row }, weights);
    return receptiveField(lattice, weights).reach ** 2;
  });
  const meanSquareReach = squares.reduce((sum, x) => sum + x, 0) / noiseFields;
  const variance = squares.reduce((sum, x) => sum + (x - meanSquareReach) ** 2, 0) / (noiseFields - 1);
  return { meanSquareReach, deviation: Math.sqrt(variance) };
}

/** Of a layer: units count by the strength of their fields, so that idle ones say nothing. NaN without any weight. */
export function localityOf(fields: readonly ReceptiveField[], noise: NoiseField): Locality {
  let [strength, squares, spread] = [0, 0, 0];
  for (const field of fields) {
    if (field.strength === 0) continue;
    strength += field.strength;
    squares += field.strength * field.strength;
    spread += field.strength * field.reach * field.reach;
  }
  return {
    value: 1 - spread / strength / noise.meanSquareReach,
    chance: (Math.sqrt(squares) / strength) * (noise.deviation / noise.meanSquareReach),
  };
}
