/** The three quantities that are measured beside their exact values. */
import type { GlossaryName } from '../../chart/glossary';

export interface Quantity {
  readonly key: 'energy' | 'magnetisation' | 'heatCapacity';
  readonly name: string;
  readonly term: GlossaryName;
  readonly unit: string;
  /** Values that its axis holds in any case. */
  readonly holds: readonly [number, number];
}

export const quantities: readonly Quantity[] = [
  { key: 'energy', name: 'Energy per spin', term: 'bondEnergy', unit: 'J', holds: [-2, 0] },
  { key: 'magnetisation', name: 'Magnetisation |m|', term: 'isingMagnetisation', unit: '', holds: [0, 1] },
  { key: 'heatCapacity', name: 'Heat capacity per spin', term: 'bondHeat', unit: 'k', holds: [0, 1] },
];
