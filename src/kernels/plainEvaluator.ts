/** Measures over rows, float64 and readable: the definition that the fast evaluator is tested against. */
import { meanFreeEnergy, pseudoLikelihood, reconstructionError } from '../core/measures';
import { fillUniforms } from '../core/random';
import {
  atInverseTemperature,
  createRbm,
  hiddenMean,
  type Rbm,
  sampleHidden,
  sampleVisible,
} from '../core/rbm';
import { type Rows, row } from '../core/rows';
import type { BinaryRows, Evaluator, Parameters } from './contract';

/** An evaluator that is nothing but core. */
export function createPlainEvaluator(): Evaluator {
  return new PlainEvaluator();
}

class PlainEvaluator implements Evaluator {
  private readonly sets = new Map<string, Rows>();
  private rbm: Rbm = createRbm(1, 0);

  setRows(name: string, { count, width, bytes }: BinaryRows): void {
    if (bytes.length !== count * width)
      throw new TypeError(`invalid rows: ${bytes.length} bytes; expected ${count} × ${width}`);
    this.sets.set(name, { count, width, bytes: bytes.slice() });
  }

  setModel({ visible, hidden, W, a, b }: Parameters): void {
    this.rbm = createRbm(visible, hidden, { W, a, b });
  }

  clampedFreeEnergySum(name: string, from: number, to: number): number {
    return this.sum(name, from, to, meanFreeEnergy);
  }

  pseudoLikelihoodSum(name: string, from: number, to: number): number {
    return this.sum(name, from, to, pseudoLikelihood);
  }

  reconstructionErrorSum(name: string, from: number, to: number): number {
    return this.sum(name, from, to, reconstructionError);
  }

  hiddenMeans(name: string, from: number, to: number, out?: Float32Array): Float32Array {
    const { rbm } = this;
    const rows = this.range(name, from, to);
    const means = out ?? new Float32Array(rows.count * rbm.hidden);
    for (let n = 0; n < rows.count; n++) means.set(hiddenMean(rbm, row(rows, n)), n * rbm.hidden);
    return means;
  }

  sweepChains(
    chains: Uint8Array,
    count: number,
    options: { seed: number; tick: number; beta: number; clamp?: Uint8Array },
  ): void {
    const { seed, tick: update, beta, clamp } = options;
    const rbm = atInverseTemperature(this.rbm, beta);
    const [forHidden, forVisible] = [new Float64Array(rbm.hidden), new Float64Array(rbm.visible)];
    for (let chain = 0; chain < count; chain++) {
      const v = chains.subarray(chain * rbm.visible, (chain + 1) * rbm.visible);
      const place = { update, row: chain };
      const h = sampleHidden(rbm, v, fillUniforms(seed, { purpose: 'shownHidden', ...place }, forHidden));
      const next = sampleVisible(
        rbm,
        h,
        fillUniforms(seed, { purpose: 'shownVisible', ...place }, forVisible),
      );
      next.forEach((bit, i) => {
        if (!clamp?.[i]) v[i] = bit;
      });
    }
  }

  /** Sum over rows of what core gives as a mean. */
  private sum(name: string, from: number, to: number, mean: (rbm: Rbm, rows: Rows) => number): number {
    const rows = this.range(name, from, to);
    return rows.count === 0 ? 0 : rows.count * mean(this.rbm, rows);
  }

  /** Rows [from, to) of a set. RangeError where they don't exist, TypeError where the model has another width. */
  private range(name: string, from: number, to: number): Rows {
    const set = this.sets.get(name);
    if (!set)
      throw new RangeError(`invalid name: ${name}; expected one of ${[...this.sets.keys()].join(', ')}`);
    const { count, width, bytes } = set;
    if (width !== this.rbm.visible)
      throw new TypeError(`invalid rows: ${width} wide; expected ${this.rbm.visible}`);
    if (!(from >= 0 && from <= to && to <= count))
      throw new RangeError(`invalid range: ${from}..${to}; expected within 0..${count}`);
    return { count: to - from, width, bytes: bytes.subarray(from * width, to * width) };
  }
}
