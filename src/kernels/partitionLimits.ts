/** What can be enumerated, and over which layer: the same for the plain and the fast implementation. */
import type { Parameters } from './contract';

/** Units of the smaller layer, whose 2^n states are enumerated. */
export const mostEnumerated = 36;
/** Units of the other layer. */
export const mostOther = 1024;

/** The layer that is enumerated: the smaller one, the hidden one of two equals. */
export const enumeratesHidden = (model: Parameters): boolean => model.hidden <= model.visible;

/**
 * Throws a RangeError where the model has too many units or too few, a TypeError where an array has the wrong
 * length. 0 hidden units are allowed: their only state is the empty one.
 */
export function checkEnumerable({ visible, hidden, W, a, b }: Parameters): void {
  checkSize('visible', visible, 1);
  checkSize('hidden', hidden, 0);
  const smaller = Math.min(visible, hidden);
  if (smaller > mostEnumerated) {
    throw new RangeError(
      `invalid smaller layer: ${smaller} units; expected 0..${mostEnumerated} to enumerate`,
    );
  }
  checkLength('W', W.length, visible * hidden);
  checkLength('a', a.length, visible);
  checkLength('b', b.length, hidden);
}

function checkSize(name: string, units: number, fewest: number): void {
  if (Number.isInteger(units) && units >= fewest && units <= mostOther) return;
  throw new RangeError(`invalid ${name}: ${units} units; expected ${fewest}..${mostOther} (whole)`);
}

function checkLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new TypeError(`invalid ${name}: length ${length}; expected ${expected}`);
}
