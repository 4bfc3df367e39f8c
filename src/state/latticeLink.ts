/** The sampled lattice in an address: `lx.32,ly.16,T.2.5,by.wolff`, by what differs from the usual, and back. */
import { blockSizes, type LatticeKnobs, latticeRanges, mostBlockings } from '../engine/lattice/frame';
import type { Sides } from './latticeSlice';

export type LatticeChoice = Sides & LatticeKnobs;
type Name = keyof LatticeChoice;

interface NumberPart {
  readonly key: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}
interface ChoicePart {
  readonly key: string;
  readonly label: string;
  readonly options: readonly (string | number)[];
}

const parts: { readonly [N in Name]: NumberPart | ChoicePart } = {
  Lx: { key: 'lx', label: 'Lx', ...latticeRanges.Lx, whole: true },
  Ly: { key: 'ly', label: 'Ly', ...latticeRanges.Ly, whole: true },
  temperature: { key: 'T', label: 'Temperature T', ...latticeRanges.temperature },
  field: { key: 'H', label: 'Field H', ...latticeRanges.field },
  algorithm: { key: 'by', label: 'Algorithm', options: ['metropolis', 'wolff'] },
  pace: { key: 'pace', label: 'Pace', options: ['fastest', 'frame'] },
  blockSize: { key: 'block', label: 'Side of a block', options: blockSizes },
  blockings: { key: 'blockings', label: 'Blockings', min: 0, max: mostBlockings, whole: true },
};
const names = Object.keys(parts) as Name[];

/** Empty where all is as usual. */
export function formatLattice(lattice: LatticeChoice, usual: LatticeChoice): string {
  const changed = names.filter((name) => lattice[name] !== usual[name]);
  return changed.map((name) => `${parts[name].key}.${lattice[name]}`).join(',');
}

/** The nearest valid lattice to what the text says, and in words what had to be dropped or changed for it. */
export function parseLattice(
  text: string,
  usual: LatticeChoice,
): { readonly lattice: LatticeChoice; readonly remarks: readonly string[] } {
  const remarks: string[] = [];
  const values: Partial<Record<Name, number | string>> = {};
  for (const entry of text.split(',').filter((one) => one !== '')) {
    const dot = entry.indexOf('.');
    const name = names.find((one) => parts[one].key === entry.slice(0, dot));
    if (name) values[name] = read(parts[name], entry.slice(dot + 1), usual[name], remarks);
    else remarks.push(`A lattice has no “${shortened(entry)}”: left out.`);
  }
  return { lattice: { ...usual, ...values } as LatticeChoice, remarks };
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function read(part: NumberPart | ChoicePart, text: string, usual: string | number, remarks: string[]) {
  if ('options' in part) {
    const option = part.options.find((one) => String(one) === text);
    if (option === undefined) {
      const allowed = part.options.join(' or ');
      remarks.push(`${part.label} can’t be “${shortened(text)}” (${allowed}): ${usual} is used.`);
    }
    return option ?? usual;
  }
  // decimal digits only: no hexadecimal, no empty text as 0
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  const { label, min, max, whole } = part;
  const bounded = Math.min(max, Math.max(min, whole ? Math.round(value) : value));
  const nearest = Number.isNaN(value) ? Number(usual) : bounded;
  if (nearest !== value) {
    const allowed = `${min} to ${max}${whole ? ', whole' : ''}`;
    remarks.push(`${label} can’t be “${shortened(text)}” (${allowed}): ${nearest} is used.`);
  }
  return nearest;
}
