/** A picture known in part, filled in by the machine as it stands; and how well that goes on many pictures. */
import { posteriorOf, recoveredShare, wholePicture, withNoise } from '../../core/inpainting';
import { createRbm, type Rbm } from '../../core/rbm';
import { type Rows, row as rowOf, unitCounts } from '../../core/rows';
import type {
  Guesses,
  InpaintingAsk,
  InpaintingProgress,
  InpaintingResult,
  InpaintingStage,
  Material,
  MeanOverRows,
  RowSet,
  Subject,
} from '../study';
import { Enumerator } from './enumerator';
import { type Filling, fill } from './filling';
import { checkFinite } from './finiteModel';
import { StageRoll } from './stageRoll';
import type { Task, Tools } from './task';

/** Multiply-adds that the many rows may take, and how many rows there are at least and at most. */
const affordable = 2 ** 32;
const [fewestRows, mostRows] = [16, 1000];
/** Units of the smaller layer that are enumerated for a picture. */
const mostEnumerated = 16;

type Report = Omit<InpaintingProgress, 'secondsLeft'>;

/** Task: the same ask about the same model gives the same bits. */
export const inpainting: Task<InpaintingAsk, InpaintingResult, Report> = function* (
  ask,
  subject,
  material,
  tools,
) {
  checkFinite(subject.parameters);
  const { visible, hidden } = subject.parameters;
  checkInpainting(ask, visible, material);
  const rbm = createRbm(visible, hidden, subject.parameters);
  const judge = new Judge(rbm, ask, subject, material.training);
  const set: RowSet = material.heldOut.count > 1 ? 'heldOut' : 'training';
  const rows = material[set];
  const numbers = spreadRows(rows.count, rowsFor(ask, visible, hidden));
  const pictures = 1 + numbers.length;
  const one = judge.picture(rowOf(material[ask.set], ask.row), ask.set, ask.row);
  const roll = new StageRoll(one);
  let stage: InpaintingStage | undefined;
  for (const filling of fill(one.posterior, ask, one.place)) {
    stage = roll.push(filling);
    yield { share: filling.share / pictures, stage };
  }
  const exact = yield* exactMarginals(one, roll.last, tools);
  const scores: Score[] = [];
  for (const number of numbers) {
    const scoring = judge.score(judge.picture(rowOf(rows, number), set, number));
    let step = scoring.next();
    for (; !step.done; step = scoring.next())
      yield { share: (1 + scores.length + step.value) / pictures, ...(stage && { stage }) };
    scores.push(step.value);
  }
  const { last, stages } = roll;
  return {
    ...{ ...ask, known: ask.known.slice(), update: subject.update },
    ...{ truth: one.truth.slice(), seen: one.evidence.seen.slice(), open: one.posterior.open },
    ...{ stages, recovered: stages.at(-1)!.recovered, guesses: judge.guesses(one), warmUp: last.warmUp },
    ...(exact && { exact }),
    ...(last.convergence && { convergence: last.convergence }),
    overRows: { set, rows: numbers.length, ofRows: rows.count, ...summed(scores) },
  };
};

/** RangeError or TypeError in words. */
function checkInpainting(ask: InpaintingAsk, visible: number, material: Material): void {
  const { set, row, known, flip, mode, sweeps } = ask;
  if (set !== 'training' && set !== 'heldOut')
    throw new RangeError(`invalid set: ${set}; expected training or heldOut`);
  const rows = material[set].count;
  if (!(Number.isInteger(row) && row >= 0 && row < rows))
    throw new RangeError(`invalid row: ${row}; expected a whole number from 0 to ${rows - 1}`);
  if (known.length !== visible)
    throw new TypeError(`invalid known: ${known.length} pixels; expected ${visible}`);
  if (!(flip >= 0 && flip <= 0.45)) throw new RangeError(`invalid flip: ${flip}; expected 0..0.45`);
  if (mode !== 'stochastic' && mode !== 'meanField' && mode !== 'annealed')
    throw new RangeError(`invalid mode: ${mode}; expected stochastic, meanField or annealed`);
  if (!(Number.isInteger(sweeps) && sweeps >= 2 && sweeps <= 5000))
    throw new RangeError(`invalid sweeps: ${sweeps}; expected a whole number from 2 to 5000`);
}

/** How many rows stand for all: fixed by sizes and by the ask, never by the clock. */
function rowsFor({ sweeps }: InpaintingAsk, visible: number, hidden: number): number {
  const cost = 2 * visible * hidden * sweeps;
  return Math.min(mostRows, Math.max(fewestRows, Math.floor(affordable / cost)));
}

const spreadRows = (count: number, wanted: number): number[] => {
  const taken = Math.min(count, wanted);
  return Array.from({ length: taken }, (_, n) => Math.floor((n * count) / taken));
};

/** A picture, what is seen of it, and the machine of the rest. */
type Picture = ReturnType<Judge['picture']>;

class Judge {
  private readonly usual: Uint8Array;

  constructor(
    private readonly rbm: Rbm,
    private readonly ask: InpaintingAsk,
    private readonly subject: Subject,
    training: Rows,
  ) {
    this.usual = Uint8Array.from(unitCounts(training), (count) => Number(count > training.count / 2));
  }

  picture(truth: Uint8Array, set: RowSet, row: number) {
    const { known, flip } = this.ask;
    const place = { seed: this.subject.seed, row, set: set === 'training' ? 1 : 0 };
    const evidence = { seen: withNoise(truth, flip, place), known, flip };
    const posterior = posteriorOf(this.rbm, evidence);
    const whole = (values: ArrayLike<number>) => Float32Array.from(wholePicture(evidence, posterior, values));
    return { truth, place, evidence, posterior, whole };
  }

  /** Fills a picture in, and compares; yields the share done. */
  *score(picture: Picture): Generator<number, Score> {
    let last: Filling | undefined;
    for (const filling of fill(picture.posterior, this.ask, picture.place)) {
      last = filling;
      yield filling.share;
    }
    return {
      recovered: recoveredShare(picture.whole(last!.estimate), picture.truth, picture.posterior.open),
      guesses: this.guesses(picture),
      converged: last!.convergence?.converged ?? true,
    };
  }

  guesses({ truth, evidence, posterior: { open } }: Picture): Guesses {
    const { seen, known } = evidence;
    // what is painted over is not seen: there the usual value stands in
    const asSeen = Uint8Array.from(seen, (on, i) => (known[i] === 1 ? on : this.usual[i]));
    return {
      allOff: recoveredShare(new Uint8Array(truth.length), truth, open),
      baseRate: recoveredShare(this.usual, truth, open),
      ...(this.ask.flip > 0 && { asSeen: recoveredShare(asSeen, truth, open) }),
    };
  }
}

/** What the machine says of each open pixel with no error at all, where that is cheap. */
function* exactMarginals({ truth, posterior, whole }: Picture, { estimate }: Filling, tools: Tools) {
  const { rbm, open } = posterior;
  if (Math.min(rbm.visible, rbm.hidden) > mostEnumerated) return undefined;
  const { v } = yield* new Enumerator(tools).means(rbm, 1);
  const errors = Array.from(v, (p, n) => Math.abs(p - estimate[n]));
  return { recovered: recoveredShare(whole(v), truth, open), largestError: Math.max(...errors) };
}

interface Score {
  readonly recovered: number;
  readonly guesses: Guesses;
  readonly converged: boolean;
}

function summed(scores: readonly Score[]) {
  const over = (read: (score: Score) => number) => meanOverRows(scores.map(read));
  return {
    recovered: over(({ recovered }) => recovered),
    guesses: {
      allOff: over(({ guesses }) => guesses.allOff),
      baseRate: over(({ guesses }) => guesses.baseRate),
      ...(scores[0].guesses.asSeen !== undefined && { asSeen: over(({ guesses }) => guesses.asSeen!) }),
    },
    gain: over(({ recovered, guesses }) => recovered - (guesses.asSeen ?? guesses.baseRate)),
    unconverged: scores.filter(({ converged }) => !converged).length,
  };
}

/** NaN for the error of a single row. */
function meanOverRows(values: readonly number[]): MeanOverRows {
  const count = values.length;
  const value = values.reduce((sum, x) => sum + x, 0) / count;
  const squares = values.reduce((sum, x) => sum + (x - value) * (x - value), 0);
  return { value, error: Math.sqrt(squares / (count - 1) / count) };
}
