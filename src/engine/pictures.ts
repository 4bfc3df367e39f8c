/** The arrays that visible views ask for; nothing is computed for a view that doesn't. */
import type { Evaluator, Trainer } from '../kernels/contract';
import type { Buffers } from './buffers';
import { assertChainView, ChainsOnShow } from './chainsOnShow';
import type { ChainView, Frame, RunSummary, Wants } from './frame';

/** Multiply-adds up to which the hidden activations on show come with every frame, and ms between them above it. */
const cheapActivations = 2 ** 20;
const activationsEvery = 100;
/** ms after a frame that asked for them during which the chains go on. */
const interest = 1000;

export class Pictures {
  private readonly chains: ChainsOnShow;
  private chainsWanted = Number.NEGATIVE_INFINITY;
  private activationsTaken = Number.NEGATIVE_INFINITY;

  /** `evaluator` is this object's own: it holds the shown rows and whatever model is to be shown. */
  constructor(
    private readonly trainer: Trainer,
    private readonly evaluator: Evaluator,
    private readonly summary: RunSummary,
    seed: number,
  ) {
    const { samples, sampleCount: count, visible: width, shape } = summary;
    evaluator.setRows('shown', { count, width, bytes: samples });
    this.chains = new ChainsOnShow(evaluator, seed, width, shape, samples);
  }

  /** When the chains are to move next, ms. `resting`: training isn't going on. */
  nextSweep(now: number, resting: boolean): number {
    const watched = now - this.chainsWanted < interest;
    return watched && (!resting || this.chains.short) ? this.chains.nextSweep : Number.POSITIVE_INFINITY;
  }

  sweepChains(now: number): void {
    this.evaluator.setModel(this.trainer.parameters());
    this.chains.sweep(now);
  }

  /** Throws a RangeError that names what is wrong with `view`. */
  showChains(view: ChainView): void {
    assertChainView(view, this.summary.sampleCount);
    this.chains.show(view);
  }

  /** What `wants` names. While training goes on, costly activations stay out of most frames. */
  take(
    wants: Wants,
    buffers: Buffers,
    now: number,
    resting: boolean,
  ): Pick<Frame, 'weights' | 'hidden' | 'chains' | 'walkthrough'> {
    if (wants.chains) this.chainsWanted = now;
    return {
      ...(wants.weights && { weights: this.weights(buffers) }),
      ...(wants.hidden && (resting || this.activationsDue(now)) && { hidden: this.hidden(buffers, now) }),
      ...(wants.chains && { chains: this.chains.frame(buffers) }),
      ...(wants.walkthrough && { walkthrough: this.walkthrough(buffers) }),
    };
  }

  private weights(buffers: Buffers): NonNullable<Frame['weights']> {
    const { W, a, b } = this.trainer.parameters();
    return { W: buffers.copyFloats(W), a: buffers.copyFloats(a), b: buffers.copyFloats(b) };
  }

  private activationsDue(now: number): boolean {
    const { sampleCount, visible, hidden } = this.summary;
    return (
      sampleCount * visible * hidden <= cheapActivations || now - this.activationsTaken >= activationsEvery
    );
  }

  private hidden(buffers: Buffers, now: number): NonNullable<Frame['hidden']> {
    const { sampleCount: samples, hidden } = this.summary;
    this.activationsTaken = now;
    this.evaluator.setModel(this.trainer.parameters());
    const means = this.evaluator.hiddenMeans('shown', 0, samples, buffers.floats(samples * hidden));
    const activity = buffers.floats(hidden).fill(0);
    for (let n = 0; n < samples; n++) {
      for (let j = 0; j < hidden; j++) activity[j] += means[n * hidden + j] / samples;
    }
    return { means, samples, activity };
  }

  private walkthrough(buffers: Buffers): NonNullable<Frame['walkthrough']> {
    const { sample, vPlus, hPlusMean, hPlus, vMinusMean, vMinus, hMinusMean } = this.trainer.walkthrough();
    return {
      sample,
      vPlus: buffers.copyBytes(vPlus),
      hPlusMean: buffers.copyFloats(hPlusMean),
      hPlus: buffers.copyBytes(hPlus),
      vMinusMean: buffers.copyFloats(vMinusMean),
      vMinus: buffers.copyBytes(vMinus),
      hMinusMean: buffers.copyFloats(hMinusMean),
    };
  }
}
