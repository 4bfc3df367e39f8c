/** What every annealing kernel refuses, in words. */
import type { AnnealingOptions, Parameters } from './contract';

/** RangeError for numbers, TypeError for shapes. */
export function checkAnnealingOptions(model: Parameters, options: AnnealingOptions): void {
  const { base, betas, from, to, starts, record = [] } = options;
  if (!(model.hidden >= 1))
    throw new RangeError(`invalid hidden: ${model.hidden}; expected at least one unit`);
  if (base.length !== model.visible)
    throw new TypeError(`invalid base: ${base.length} biases; expected ${model.visible}`);
  if (!base.every(Number.isFinite)) throw new RangeError('invalid base: not finite');
  checkLadder(betas);
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to > from && to <= 2 ** 32))
    throw new RangeError(`invalid chains: ${from}..${to}; expected at least one`);
  const bytes = (to - from) * model.visible;
  if (starts && starts.length !== bytes)
    throw new TypeError(`invalid starts: ${starts.length} bytes; expected ${to - from} × ${model.visible}`);
  if (record.some((k, n) => !(k >= 0 && k < betas.length && !(k <= record[n - 1]))))
    throw new RangeError(`invalid record: ${record}; expected indices into betas, ascending`);
}

/** From 0 to 1 and never down. Updates count in 32 bits, so that no ladder is too long. */
function checkLadder(betas: Float64Array): void {
  if (!(betas.length >= 2))
    throw new RangeError(`invalid betas: ${betas.length}; expected two at least, 0 and 1`);
  const ascending = betas.every((beta, k) => k === 0 || beta >= betas[k - 1]);
  if (!(ascending && betas[0] === 0 && betas[betas.length - 1] === 1))
    throw new RangeError('invalid betas: expected to ascend from 0 to 1');
}
