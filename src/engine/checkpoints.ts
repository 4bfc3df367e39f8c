/** Places of a run that one can go back to: the first, a thinned trail, the best and the last good one. */
import type { TrainerState } from '../kernels/contract';
import type { CheckpointSummary } from './frame';

/** All checkpoints of a run together, bytes. */
const byteBudget = 64 * 2 ** 20;
const mostEntries = 64;

interface Checkpoint {
  readonly summary: CheckpointSummary;
  readonly state: TrainerState;
}

export function bytesOf({ W, a, b, velocity, rest }: TrainerState): number {
  return W.byteLength + a.byteLength + b.byteLength + velocity.byteLength + rest.byteLength;
}

export class Checkpoints {
  private readonly first: Checkpoint;
  private trail: Checkpoint[] = [];
  private best?: Checkpoint & { readonly logLikelihood: number };
  private last?: Checkpoint;
  private nextId = 0;
  /** Updates between two entries of the trail, at least. */
  private stride = 1;
  private readonly capacity: number;
  /** True since something changed until `summaries` was asked. */
  changed = true;

  constructor(state: TrainerState, budget = byteBudget) {
    this.first = this.entry(state, 'first');
    // The first, the best and the last have their places; the trail may use what remains, and holds at least two.
    const affordable = Math.floor(budget / Math.max(1, bytesOf(state)));
    this.capacity = Math.max(2, Math.min(mostEntries, affordable) - 3);
  }

  private entry(state: TrainerState, kind: CheckpointSummary['kind'], heldOut?: number): Checkpoint {
    const { update, epoch } = state.position;
    const known = heldOut === undefined ? {} : { heldOutLogLikelihood: heldOut };
    return { state, summary: { id: this.nextId++, update, epoch, kind, ...known } };
  }

  /** Enters a state known to be good: the last one, and one of the trail where that has room for it. */
  add(state: TrainerState): void {
    this.changed = true;
    this.last = this.entry(state, 'last');
    const newest = this.trail.at(-1) ?? this.first;
    if (state.position.update < newest.summary.update + this.stride) return;
    this.trail.push(this.entry(state, 'trail'));
    if (this.trail.length > this.capacity) this.thin();
  }

  /** Drops every second entry of the trail and doubles the distance asked of the next. */
  private thin(): void {
    const span = this.trail.at(-1)!.summary.update - this.trail[0].summary.update;
    this.trail = this.trail.filter((_, index) => index % 2 === 1);
    this.stride = Math.max(this.stride * 2, Math.floor((2 * span) / (this.capacity + 1)));
  }

  /** Keeps `state` if no state before was likelier; of the held-out rows where `heldOut`, else of the others. */
  considerBest(state: TrainerState, logLikelihood: number, heldOut: boolean): void {
    if (!(logLikelihood > (this.best?.logLikelihood ?? Number.NEGATIVE_INFINITY))) return;
    this.changed = true;
    this.best = { ...this.entry(state, 'best', heldOut ? logLikelihood : undefined), logLikelihood };
  }

  private get all(): Checkpoint[] {
    const found = [this.first, ...this.trail, this.best, this.last].filter((entry) => entry !== undefined);
    return found.sort((one, other) => one.summary.update - other.summary.update);
  }

  /** All of them in order of update. */
  summaries(): CheckpointSummary[] {
    this.changed = false;
    return this.all.map(({ summary }) => summary);
  }

  /** The newest good state there is. */
  get lastGood(): CheckpointSummary {
    return this.all.at(-1)!.summary;
  }

  /** The state of a checkpoint. Throws a RangeError where there is none of that name (any more). */
  find(checkpoint: number | 'last good'): TrainerState {
    if (checkpoint === 'last good') return this.all.at(-1)!.state;
    const found = this.all.find(({ summary }) => summary.id === checkpoint);
    if (!found) throw new RangeError(`there is no checkpoint ${checkpoint} (any more)`);
    return found.state;
  }

  /** Training goes on from `update`: what came later there will not come again as it was. */
  forgetAfter(update: number): void {
    const stays = (entry: Checkpoint | undefined): boolean =>
      entry !== undefined && entry.summary.update <= update;
    if (this.all.every(stays)) return;
    this.changed = true;
    this.trail = this.trail.filter(stays);
    if (!stays(this.best)) this.best = undefined;
    if (!stays(this.last)) this.last = undefined;
  }
}
