/** AIS over the pool: ranges of chains up, and down again from states of the model, merged into one estimate. */
import {
  type AnnealingPart,
  type AnnealingPartAsk,
  annealingRanges,
  type ChainRange,
  checkAnnealing,
  mergeAnnealing,
} from '../engine/studies/annealing';
import type { Starts } from '../engine/studies/exactStarts';
import type { TaskName } from '../engine/studies/registry';
import { type Conductor, type Errand, type Outcome, secondsLeft } from './studyConductor';

type AnnealingErrand = Errand<'annealing'>;

/** What finding starts counts for in the progress, beside annealing as many chains: a guess. */
const startsWeight = 0.5;

export class AnnealingConductor implements Conductor<'annealing'> {
  async conduct(errand: AnnealingErrand): Promise<Outcome<'annealing'>> {
    const { ask, pool, subject, now } = errand;
    checkAnnealing(ask);
    const began = now();
    const ranges = annealingRanges(ask.chains, pool.size);
    const parts = new Parts(errand);
    const [forward, reverse] = await Promise.all([
      Promise.all(ranges.map((range) => parts.anneal({ ask, direction: 'forward', ...range }))),
      ask.reverse ? Promise.all(ranges.map((range) => backwards(parts, errand, range))) : undefined,
    ]);
    const back = reverse && {
      parts: reverse.map(({ part }) => part),
      bound: reverse.every(({ bound }) => bound),
    };
    return { result: mergeAnnealing(ask, forward, back, (now() - began) / 1000), subject };
  }
}

async function backwards(parts: Parts, { ask }: AnnealingErrand, range: ChainRange) {
  const { starts, bound } = await parts.run<Starts>('exactStarts', { ask, ...range }, startsWeight, range);
  const part = await parts.anneal({ ask, direction: 'reverse', ...range, starts });
  return { part, bound };
}

/** Tasks of one errand, and how far they are together. */
class Parts {
  /** Chains done, each counted by the weight of what is done with it. */
  private readonly done = new Map<object, number>();
  private readonly all: number;
  private readonly began: number;

  constructor(private readonly errand: AnnealingErrand) {
    const { chains, reverse } = errand.ask;
    this.all = chains * (reverse ? 2 + startsWeight : 1);
    this.began = errand.now();
  }

  anneal(ask: AnnealingPartAsk): Promise<AnnealingPart> {
    return this.run('annealingPart', ask, 1, ask);
  }

  async run<Result>(name: TaskName, ask: object, weight: number, { from, to }: ChainRange): Promise<Result> {
    const { subject, material, pool, signal } = this.errand;
    const heard = (share: number) => this.heard(ask, share * weight * (to - from));
    const result = await pool.run({
      name,
      ask,
      subject,
      material,
      urgency: 'parts',
      signal,
      onProgress: (share) => heard(share as number),
    });
    heard(1);
    return result as Result;
  }

  private heard(task: object, chains: number): void {
    this.done.set(task, chains);
    let share = 0;
    for (const part of this.done.values()) share += part / this.all;
    this.errand.onProgress({ share, secondsLeft: secondsLeft(share, this.errand.now() - this.began) });
  }
}
