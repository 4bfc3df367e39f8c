/** How well hidden units agree with block spins, sample by sample. */

/** Values of some units over samples, row-major [samples × units]. */
export interface UnitValues {
  readonly samples: number;
  readonly units: number;
  readonly values: ArrayLike<number>;
}

export interface UnitAgreement {
  /** The block that the unit agrees with best; −1 where either never moves. */
  readonly block: number;
  /** Pearson's correlation with it, −1..1. */
  readonly correlation: number;
  /** Mean of |correlation| over all blocks: what any block would do. */
  readonly anyBlock: number;
}

/** Values less their mean, over the root of their sum of squares; all 0 for a unit that never moves. [units × samples]. */
export function standardised({ samples, units, values }: UnitValues): Float64Array {
  const out = new Float64Array(units * samples);
  for (let unit = 0; unit < units; unit++) {
    let mean = 0;
    for (let n = 0; n < samples; n++) mean += values[n * units + unit] / samples;
    let square = 0;
    for (let n = 0; n < samples; n++) square += (values[n * units + unit] - mean) ** 2;
    // what is left of a constant after rounding is no movement
    const scale = square > 1e-20 * samples * Math.max(1, mean * mean) ? 1 / Math.sqrt(square) : 0;
    for (let n = 0; n < samples; n++)
      out[unit * samples + n] = scale === 0 ? 0 : (values[n * units + unit] - mean) * scale;
  }
  return out;
}

/**
 * Agreement of one unit, by its `standardised` values [samples], with each of the blocks, by theirs [blocks × samples].
 * `order` takes the samples of the unit in another order, which leaves only what chance does.
 */
export function agreementOf(
  unit: Float64Array,
  blocks: Float64Array,
  order?: ArrayLike<number>,
): UnitAgreement {
  const samples = unit.length;
  const count = blocks.length / samples;
  let best = { block: -1, correlation: 0 };
  let sum = 0;
  for (let block = 0; block < count; block++) {
    let correlation = 0;
    for (let n = 0; n < samples; n++) correlation += unit[order ? order[n] : n] * blocks[block * samples + n];
    sum += Math.abs(correlation);
    if (Math.abs(correlation) > Math.abs(best.correlation)) best = { block, correlation };
  }
  return { ...best, anyBlock: sum / count };
}
