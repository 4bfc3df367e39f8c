/** What the page asks of a lattice, checked at the boundary: refused in words that name the value and the range. */
import { blockSizes, type LatticeKnobs, type LatticeRequest, latticeRanges, mostBlockings } from './frame';

interface Range {
  readonly min: number;
  readonly max: number;
}

function checkNumber(name: string, value: number, { min, max }: Range, whole = false): void {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return;
  throw new RangeError(`invalid ${name}: ${value}; expected ${whole ? 'a whole number ' : ''}${min}..${max}`);
}

function checkChoice(name: string, value: unknown, options: readonly unknown[]): void {
  if (!options.includes(value))
    throw new RangeError(`invalid ${name}: ${String(value)}; expected one of ${options.join(', ')}`);
}

/** RangeError for a knob that stands where none may stand. */
export function checkKnobs(knobs: LatticeKnobs): void {
  checkNumber('temperature', knobs.temperature, latticeRanges.temperature);
  checkNumber('field', knobs.field, latticeRanges.field);
  checkChoice('algorithm', knobs.algorithm, ['metropolis', 'wolff']);
  checkChoice('pace', knobs.pace, ['fastest', 'frame']);
  checkChoice('block size', knobs.blockSize, blockSizes);
  checkNumber('blockings', knobs.blockings, { min: 0, max: mostBlockings }, true);
}

export function checkRequest(request: LatticeRequest): void {
  checkKnobs(request);
  checkNumber('Lx', request.lattice.Lx, latticeRanges.Lx, true);
  checkNumber('Ly', request.lattice.Ly, latticeRanges.Ly, true);
  checkChoice('start', request.start, ['up', 'random']);
  checkNumber('seed', request.seed, { min: 0, max: Number.MAX_SAFE_INTEGER }, true);
}
