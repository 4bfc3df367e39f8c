/** What may be typed where stacks are asked for. */
import type { NumberRange } from '../../settings';

export const epochsSpec: NumberRange = {
  label: 'epochs',
  unit: '',
  min: 1,
  max: 10_000,
  integer: true,
  scale: 'log',
};
export const rateSpec: NumberRange = {
  label: 'learning rate',
  unit: '',
  min: 0.0001,
  max: 1,
  integer: false,
  scale: 'log',
};
export const seedSpec: NumberRange = {
  label: 'seed',
  unit: '',
  min: 0,
  max: Number.MAX_SAFE_INTEGER,
  integer: true,
  scale: 'linear',
};
export const tuningSpec: NumberRange = {
  label: 'fine-tuning',
  unit: 'epochs',
  min: 0,
  max: 1000,
  integer: true,
  scale: 'linear',
};
