/** A hidden layer as a picture of the lattice: each site shows the unit whose field lies nearest. */
import { ringDistance } from '../../core/ising/receptiveField';
import type { LatticeLayer } from '../../engine/study';

/** Units weaker than this share of the strongest are idle, and have no place in a picture. */
const idleBelow = 0.05;
/** Nor have units whose field reaches further than this share of what noise reaches: they look at the whole lattice. */
const globalFrom = 0.75;

export interface CoarseMap {
  /** Units that have a place, by that place. */
  readonly units: readonly number[];
  /** For each site the units whose centres are nearest, [sites]; empty lists where no unit has a place. */
  readonly nearest: readonly (readonly number[])[];
  /** 1 where a unit that is on means spin up, −1 where it means down, [hidden]. */
  readonly sign: Int8Array;
}

type Layer = Pick<LatticeLayer, 'hidden' | 'fields' | 'centre' | 'reach' | 'strength' | 'agreement'>;

/** Who stands where. A unit's sign is that of its correlation with its block, else that of its weights' sum. */
export function coarseMap(layer: Layer, side: number, noiseReach: number): CoarseMap {
  const { hidden, centre, reach, strength } = layer;
  const strongest = strength.reduce((most, x) => Math.max(most, x), 0);
  const units = Array.from({ length: hidden }, (_, j) => j).filter(
    (j) => centre[j]! >= 0 && strength[j]! > idleBelow * strongest && reach[j]! < globalFrom * noiseReach,
  );
  const nearest = Array.from({ length: side * side }, (_, site) => {
    const distances = units.map((j) => squaredDistance(site, centre[j]!, side));
    const least = distances.reduce((low, d) => Math.min(low, d), Number.POSITIVE_INFINITY);
    return units.filter((_, n) => distances[n] === least);
  });
  return { units, nearest, sign: Int8Array.from({ length: hidden }, (_, j) => signOf(layer, j)) };
}

function squaredDistance(one: number, other: number, side: number): number {
  const dx = ringDistance(one % side, other % side, side);
  const dy = ringDistance(Math.floor(one / side), Math.floor(other / side), side);
  return dx * dx + dy * dy;
}

function signOf({ hidden, fields, agreement }: Layer, unit: number): number {
  const correlation = agreement?.correlation[unit];
  if (correlation) return correlation < 0 ? -1 : 1;
  let sum = 0;
  for (let n = unit; n < fields.length; n += hidden) sum += fields[n]!;
  return sum < 0 ? -1 : 1;
}

/** From p(h = 1|·) of one picture, [hidden]: for each site how much its nearest units say "up", 0..1; NaN without any. */
export function hiddenPicture({ nearest, sign }: CoarseMap, means: ArrayLike<number>): Float64Array {
  return Float64Array.from(nearest, (units) => {
    if (units.length === 0) return Number.NaN;
    const up = units.reduce((sum, j) => sum + (sign[j]! > 0 ? means[j]! : 1 - means[j]!), 0);
    return up / units.length;
  });
}

/** Block spins of one picture, ±1 [blocks], as 0 or 1 at each of its sites. */
export function blockPicture(spins: ArrayLike<number>, side: number, block: number): Float64Array {
  const across = side / block;
  return Float64Array.from({ length: side * side }, (_, site) => {
    const [x, y] = [Math.floor((site % side) / block), Math.floor(site / side / block)];
    return spins[x + across * y]! > 0 ? 1 : 0;
  });
}

/** Share of the sites where two pictures are on the same side of ½; NaN where one has none. */
export function shareAlike(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let alike = 0;
  for (let site = 0; site < one.length; site++) {
    if (Number.isNaN(one[site]) || Number.isNaN(other[site])) return Number.NaN;
    if (one[site]! >= 0.5 === other[site]! >= 0.5) alike++;
  }
  return alike / one.length;
}
