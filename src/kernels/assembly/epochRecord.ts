/** The record of finished epochs, until the loader takes it. */
import { hiddenLayer, visibleLayer } from './layers';
import { dataRows, state } from './trainingState';

const most: u32 = 4096;
/** [most × 4] f64: epoch, update, mean hidden activity, share of flipped pixels. */
const records = memory.data(4096 * 32, 16);
let count: u32 = 0;

export function recordsFull(): bool {
  return count == most;
}

/** Closes the sums of the epoch just completed. */
export function recordEpoch(): void {
  const at = records + count * 32;
  const rows = <f64>dataRows;
  store<f64>(at, <f64>state.epoch);
  store<f64>(at + 8, <f64>state.update);
  store<f64>(at + 16, state.epochHidden / (rows * <f64>hiddenLayer.units));
  store<f64>(at + 24, state.strayed ? NaN : state.epochFlips / (rows * <f64>visibleLayer.units));
  state.epochHidden = 0;
  state.epochFlips = 0;
  state.strayed = 0;
  count++;
}

/** Empties the record and returns how many epochs it held; they stay readable until the next `advance`. */
export function takeRecords(): u32 {
  const taken = count;
  count = 0;
  return taken;
}

export function recordsAt(): usize {
  return records;
}
