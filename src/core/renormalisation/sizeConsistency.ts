/**
 * Size consistency: machines side by side that don't meet. ln Z, U and S of all are the sums of those of each, and a
 * good approximation adds too: else its error may grow faster than the system. Truncated enumeration, all states within two flips of the
 * most probable one, is what configuration interaction with single and double excitations is in quantum chemistry.
 */
import { StationarySearch } from '../meanField';
import { forEachHiddenState, LogSum, logPartition, smallerLayer } from '../partition';
import { createRbm, energy, exchangeLayers, hiddenInputs, type Rbm, visibleInputs } from '../rbm';

/** Both machines in one, W block-diagonal: the units of `one` first. */
export function sideBySide(one: Rbm, other: Rbm): Rbm {
  const hidden = one.hidden + other.hidden;
  const both = createRbm(one.visible + other.visible, hidden, {
    a: [...one.a, ...other.a],
    b: [...one.b, ...other.b],
  });
  const place = ({ W, visible, hidden: width }: Rbm, row: number, column: number) => {
    for (let i = 0; i < visible; i++)
      both.W.set(W.subarray(i * width, (i + 1) * width), (row + i) * hidden + column);
  };
  place(one, 0, 0);
  place(other, one.visible, one.hidden);
  return both;
}

/** `count` ≥ 1 copies of a machine in one. */
export function copies(rbm: Rbm, count: number): Rbm {
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`invalid count: ${count}; expected a whole number from 1`);
  return Array.from({ length: count - 1 }).reduce<Rbm>((all) => sideBySide(all, rbm), rbm);
}

/** A joint state. */
export interface JointState {
  readonly v: Uint8Array;
  readonly h: Uint8Array;
}

/**
 * The state of least energy, the first of equals: over the smaller layer (at most 30 units, else RangeError), with each
 * unit of the other on where its input is positive.
 */
export function mostProbableState(rbm: Rbm): JointState {
  if (smallerLayer(rbm) === 'visible') {
    const { v, h } = mostProbableState(exchangeLayers(rbm));
    return { v: h, h: v };
  }
  let highest = -Infinity;
  let best: JointState = { v: new Uint8Array(rbm.visible), h: new Uint8Array(rbm.hidden) };
  forEachHiddenState(rbm, (h, bias, inputs) => {
    const weight = inputs.reduce((sum, input) => sum + Math.max(0, input), bias);
    if (weight <= highest) return;
    highest = weight;
    best = { v: Uint8Array.from(inputs, (input) => (input > 0 ? 1 : 0)), h: h.slice() };
  });
  return best;
}

/**
 * ln Σ e^{−E} over the joint states within two flips of `around` (by default the most probable one), in nats: a lower
 * bound of ln Z. The sum has 1 + n + n(n − 1)/2 terms for n units, which can't keep up with 2^n.
 */
export function truncatedLogPartition(rbm: Rbm, around: JointState = mostProbableState(rbm)): number {
  const { visible, hidden, W } = rbm;
  const { v, h } = around;
  const start = -energy(rbm, v, h);
  const gain = (bit: number, input: number) => (bit === 0 ? input : -input);
  // by how much −E grows with one flip, visible units first
  const single = [
    ...visibleInputs(rbm, h).map((input, i) => gain(v[i], input)),
    ...hiddenInputs(rbm, v).map((input, j) => gain(h[j], input)),
  ];
  const sum = new LogSum();
  sum.add(start);
  for (let m = 0; m < single.length; m++) {
    sum.add(start + single[m]);
    for (let n = m + 1; n < single.length; n++) {
      const met = m < visible && n >= visible;
      const j = n - visible;
      // two units of one layer don't meet; of two layers W counts if both change alike, else against them
      const meeting = met ? (v[m] === h[j] ? 1 : -1) * W[m * hidden + j] : 0;
      sum.add(start + single[m] + single[n] + meeting);
    }
  }
  return sum.value;
}

/** ln Z of N copies, four ways, in nats. */
export interface SizeRow {
  readonly copies: number;
  readonly exact: number;
  readonly meanField: number;
  readonly tap2: number;
  readonly truncated: number;
  /** Whether both stationary points were found. */
  readonly converged: boolean;
}

/**
 * One row for each N = 1 … `most`. The approximations are made on the whole machine of N copies; the exact value is N
 * times that of one, which enumeration agrees with as far as it reaches.
 */
export const sizeTable = (rbm: Rbm, most: number): SizeRow[] => [...sizeRows(rbm, most)];

/** As `sizeTable`, pausing after each row. */
export function* sizeRows(rbm: Rbm, most: number): Generator<SizeRow, void> {
  const exact = logPartition(rbm);
  const { v, h } = mostProbableState(rbm);
  for (let count = 1; count <= most; count++) {
    const whole = copies(rbm, count);
    const repeated = (bits: Uint8Array) =>
      Uint8Array.from({ length: bits.length * count }, (_, k) => bits[k % bits.length]);
    const meanField = new StationarySearch(whole, 'meanField').run();
    const tap2 = new StationarySearch(whole, 'tap2').run();
    yield {
      copies: count,
      exact: count * exact,
      meanField: meanField.logPartition(),
      tap2: tap2.logPartition(),
      truncated: truncatedLogPartition(whole, { v: repeated(v), h: repeated(h) }),
      converged: meanField.converged && tap2.converged,
    };
  }
}
