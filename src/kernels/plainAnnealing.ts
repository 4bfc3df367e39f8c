/** Annealed importance sampling by `core`, float64 and readable: the definition that the fast kernel is tested against. */
import { annealedRbm, annealingStep, logBasePartition, sampleBase } from '../core/annealing';
import { createRbm, type Rbm } from '../core/rbm';
import { checkAnnealingOptions } from './annealingChecks';
import type { AnnealingJob, AnnealingKernel, AnnealingOptions, Parameters } from './contract';

/** A kernel that is nothing but core. */
export function createPlainAnnealing(): AnnealingKernel {
  return {
    begin(model, options) {
      checkAnnealingOptions(model, options);
      return new PlainJob(model, options);
    },
  };
}

class PlainJob implements AnnealingJob {
  readonly steps: number;
  done = 0;
  private readonly rbm: Rbm;
  private readonly base: Float64Array;
  /** In the order in which the chains meet them. */
  private readonly order: Float64Array;
  private readonly chains: Uint8Array[];
  private readonly weights: Float64Array;
  private readonly path: Float64Array;

  constructor(
    { visible, hidden, W, a, b }: Parameters,
    private readonly options: AnnealingOptions,
  ) {
    const { base, betas, from, to, seed, starts, record = [] } = options;
    this.rbm = createRbm(visible, hidden, { W, a, b });
    this.base = base.slice();
    this.order = starts ? betas.slice().reverse() : betas.slice();
    const numbers = Array.from({ length: to - from }, (_, n) => from + n);
    this.chains = numbers.map((chain, n) =>
      starts ? starts.slice(n * visible, (n + 1) * visible) : sampleBase(base, seed, chain),
    );
    const logBase = logBasePartition(base, hidden);
    this.weights = new Float64Array(to - from).fill(starts ? -logBase : logBase);
    this.path = new Float64Array(record.length * (to - from));
    this.steps = (to - from) * (betas.length - 1);
    this.keep(0);
  }

  /** Whole rungs: a step of every chain. */
  advance(steps: number): boolean {
    const end = Math.min(this.steps, this.done + Math.max(1, steps));
    while (this.done < end) this.rung(this.done / this.chains.length + 1);
    return this.done === this.steps;
  }

  private rung(step: number): void {
    const { rbm, base, order, weights } = this;
    const { seed, from, starts } = this.options;
    const before = annealedRbm(rbm, base, order[step - 1]);
    const after = annealedRbm(rbm, base, order[step]);
    const direction = starts ? 'reverse' : 'forward';
    this.chains.forEach((v, n) => {
      const place = { seed, direction, chain: from + n, rung: this.placeOf(step) } as const;
      weights[n] += annealingStep(before, after, v, place);
    });
    this.done += this.chains.length;
    this.keep(step);
  }

  /** Index into the ascending betas after so many steps. */
  private placeOf(step: number): number {
    return this.options.starts ? this.order.length - 1 - step : step;
  }

  private keep(step: number): void {
    const at = this.options.record?.indexOf(this.placeOf(step)) ?? -1;
    if (at >= 0) this.path.set(this.weights, at * this.weights.length);
  }

  logWeights(): Float64Array {
    return this.weights.slice();
  }

  recorded(): Float64Array {
    return this.path.slice();
  }

  states(): Uint8Array {
    const bytes = new Uint8Array(this.chains.length * this.rbm.visible);
    this.chains.forEach((v, n) => {
      bytes.set(v, n * this.rbm.visible);
    });
    return bytes;
  }
}
