/** What may be typed for annealed importance sampling, wherever it is asked for. */
import type { NumberRange } from '../../settings';

/** A spread needs two chains; `fewest` is 1 where a value without one is wanted too. */
export const annealedChains = (fewest: number): NumberRange => ({
  label: 'Chains',
  unit: '',
  min: fewest,
  max: 10_000,
  integer: true,
  scale: 'log',
});

/** Inverse temperatures from 0 to 1, both ends counted. */
export const annealedBetas: NumberRange = {
  label: 'β steps',
  unit: '',
  min: 2,
  max: 100_000,
  integer: true,
  scale: 'log',
};
