/** Machines that have run away: their studies would give numbers that look like answers. */
import type { Parameters } from '../../kernels/contract';

/** RangeError in words where a parameter is not a finite number. */
export function checkFinite({ W, a, b }: Parameters): void {
  for (const part of [W, a, b])
    if (!part.every(Number.isFinite))
      throw new RangeError('the model has parameters that are not finite numbers: there is nothing to study');
}
