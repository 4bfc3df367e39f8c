/** What the construction comes to, in words. */
import { formatValue } from '../../chart/numbers';
import type { MapKind } from '../../core/renormalisation/variational';
import type { Reading } from './reading';

/** The three cases kept apart, and what is left. */
export const kindTitles: Record<MapKind, string> = {
  exact: 'Flat at zero',
  flat: 'Flat, but not at zero',
  equalZ: 'ΔF = 0, but not flat',
  neither: 'Neither flat nor ΔF = 0',
};

/** Which case it is, and what follows from it. */
export function wordedKind({ kind, construction }: Reading): string {
  const { mean } = construction.flatness;
  switch (kind) {
    case 'exact':
      return 'The trace condition holds for every v: Z_RG = Z, and p̃ = p.';
    case 'flat':
      return `δ is ${formatValue(mean, 3)} for every v: p̃ = p all the same, but ln Z_RG is off by as much.`;
    case 'equalZ':
      return 'Z_RG = Z fixes one number. It does not hold p̃ to p: δ would have to be flat for that.';
    case 'neither':
      return 'Z_RG is not Z: the hidden layer’s own sum is not that of H. And p̃ is not p: K is not constant.';
  }
}

/** What is kept of the two, as headings. */
export const keptTitles: Record<MapKind, { readonly Z: string; readonly p: string }> = {
  exact: { Z: 'Z is kept', p: 'and so is p' },
  flat: { Z: 'Z is not kept', p: 'p is' },
  equalZ: { Z: 'Z is kept', p: 'p is not' },
  neither: { Z: 'Z is not kept', p: 'nor is p' },
};
