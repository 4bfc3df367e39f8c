/** What the Ising view says in words. */
import { formatCount, formatMany, formatSigned, formatValue } from '../../chart/numbers';
import type { LatticeFrame, LatticeMeasures, MeasuredMean } from '../../engine/lattice/frame';
import { sidesOf } from './paintLevels';

/** "64×64 spins at T = 2.269: energy −1.43 J a spin, magnetisation +0.62." */
export const wordedLattice = ({ lattice, knobs, energy, magnetisation }: LatticeFrame): string =>
  `${sidesOf(lattice)} spins at T = ${formatValue(knobs.temperature, 3)}: energy ${formatValue(energy, 3)} J a spin, magnetisation ${formatSigned(magnetisation, 3)}.`;

/** "column 3, row 4: up when looked at" */
export function wordedSite(frame: LatticeFrame | undefined, site: number | undefined): string {
  const { lattice, spins } = frame?.levels[0] ?? {};
  if (!lattice || !spins || site === undefined || site >= spins.length) return 'none chosen';
  const row = lattice.Ly === 1 ? '' : `, row ${Math.floor(site / lattice.Lx) + 1}`;
  return `column ${(site % lattice.Lx) + 1}${row}: ${spins[site]! > 0 ? 'up' : 'down'} when looked at`;
}

/** What a mean rests on: "± 0.002, remembers 13 sweeps". */
export function wordedMean(
  { error, time, settled }: MeasuredMean,
  { clustersPerLot }: LatticeMeasures,
): string {
  if (Number.isNaN(error)) return 'nothing has moved yet';
  if (!settled) return 'too short for an error: it remembers too long';
  const steps = Math.max(1, Math.round(time * Math.max(1, clustersPerLot)));
  const unit = clustersPerLot > 0 ? 'cluster' : 'sweep';
  return `± ${formatValue(error, digitsOf(error))}, remembers ${formatMany(steps, unit)}`;
}

/** Decimals that show an error's first two digits. */
export const digitsOf = (error: number): number =>
  error > 0 ? Math.min(7, Math.max(2, 1 - Math.floor(Math.log10(error)))) : 3;

/** How far the exact value lies from the mean, in its errors. */
export function wordedDistance({ mean, error }: MeasuredMean, exact: number): string {
  const errors = Math.abs(mean - exact) / error;
  return errors < 0.1
    ? 'exact lies less than 0.1 errors away'
    : `exact lies ${formatValue(errors, 1)} errors away`;
}

/** "over 12,345 sweeps, the first 4,115 left out" */
export function wordedLength({ length, leftOut, clustersPerLot }: LatticeMeasures): string {
  const [unit, left] =
    clustersPerLot > 0
      ? [`${formatMany(length, 'lot')} of ${formatMany(clustersPerLot, 'cluster')}`, leftOut]
      : [formatMany(length, 'sweep'), leftOut];
  return `Means over ${unit}; ${formatCount(left)} before them are left out, since they remember the start.`;
}
