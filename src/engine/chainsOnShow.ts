/** Gibbs chains that run beside training to be looked at: what the machine dreams, or fills in. */
import { keeps, keptUnits } from '../core/keptUnits';
import { fillUniforms } from '../core/random';
import type { Evaluator } from '../kernels/contract';
import type { Buffers } from './buffers';
import type { ChainFrame, ChainView } from './frame';

const chainCount = 8;
/** States of a chain that its film shows. */
const filmLength = 10;
/** ms between two sweeps: slow enough to be followed by eye. */
const sweepInterval = 100;

export const defaultChainView: ChainView = { mode: 'free', sample: 0, keep: 'upper half', beta: 1 };

/** Throws a RangeError that names what is wrong with `view`. */
export function assertChainView(view: ChainView, samples: number): void {
  if (view.mode !== 'free' && view.mode !== 'clamped') {
    throw new RangeError(`invalid mode: ${view.mode}; expected free or clamped`);
  }
  if (!keeps.includes(view.keep)) {
    throw new RangeError(`invalid keep: ${view.keep}; expected one of ${keeps.join(', ')}`);
  }
  if (!(view.beta >= 0 && view.beta <= 4)) throw new RangeError(`invalid beta: ${view.beta}; expected 0..4`);
  if (!(Number.isInteger(view.sample) && view.sample >= 0 && view.sample < samples)) {
    throw new RangeError(`invalid sample: ${view.sample}; expected 0..${samples - 1} (whole)`);
  }
}

export class ChainsOnShow {
  private view = defaultChainView;
  private readonly states: Uint8Array;
  /** The last states of each chain, newest last: [length × chain × visible]. */
  private film: Uint8Array[] = [];
  private clamp?: Uint8Array;
  private sweeps = 0;
  private lastSweep = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly evaluator: Evaluator,
    private readonly seed: number,
    private readonly visible: number,
    private readonly shape: { readonly rows: number; readonly columns: number },
    private readonly samples: Uint8Array,
  ) {
    this.states = new Uint8Array(chainCount * visible);
    this.restart();
  }

  /** Another β goes on with the chains; anything else starts them anew. */
  show(view: ChainView): void {
    const before = this.view;
    this.view = { ...view };
    if (view.mode !== before.mode || view.sample !== before.sample || view.keep !== before.keep)
      this.restart();
  }

  private restart(): void {
    this.sweeps = 0;
    this.lastSweep = Number.NEGATIVE_INFINITY;
    this.clamp =
      this.view.mode === 'clamped' ? keptUnits(this.visible, this.shape, this.view.keep) : undefined;
    const sample = this.samples.subarray(
      this.view.sample * this.visible,
      (this.view.sample + 1) * this.visible,
    );
    const uniforms = new Float64Array(this.visible);
    for (let chain = 0; chain < chainCount; chain++) {
      fillUniforms(this.seed, { purpose: 'shownStart', row: chain }, uniforms);
      const state = this.states.subarray(chain * this.visible, (chain + 1) * this.visible);
      for (let i = 0; i < state.length; i++)
        state[i] = this.clamp?.[i] ? sample[i] : Number(uniforms[i] < 0.5);
    }
    this.film = [this.states.slice()];
  }

  /** When the next sweep is due, ms. */
  get nextSweep(): number {
    return this.lastSweep + sweepInterval;
  }

  /** True while the film is shorter than it may be: then it is filled even while training rests. */
  get short(): boolean {
    return this.film.length < filmLength;
  }

  /** One sweep of all chains under the model that the evaluator holds. */
  sweep(now: number): void {
    const { clamp } = this;
    const options = { seed: this.seed, tick: this.sweeps, beta: this.view.beta, ...(clamp && { clamp }) };
    this.evaluator.sweepChains(this.states, chainCount, options);
    this.sweeps++;
    this.lastSweep = now;
    const oldest = this.film.length >= filmLength ? this.film.shift() : undefined;
    const state = oldest ?? new Uint8Array(this.states.length);
    state.set(this.states);
    this.film.push(state);
  }

  frame(buffers: Buffers): ChainFrame {
    const length = this.film.length;
    const films = buffers.bytes(chainCount * length * this.visible);
    for (let chain = 0; chain < chainCount; chain++) {
      const from = chain * this.visible;
      this.film.forEach((states, t) => {
        films.set(states.subarray(from, from + this.visible), (chain * length + t) * this.visible);
      });
    }
    return { films, count: chainCount, length, sweeps: this.sweeps };
  }
}
