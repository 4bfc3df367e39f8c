/** Kernels that compute little but keep the contract to the letter, with a price in time for every row. */
import { awaitsMeans, sweptChains } from '../../src/core/learningRule';
import type { Kernels } from '../../src/engine/kernels';
import type {
  EpochScalars,
  Evaluator,
  ModelMeans,
  Parameters,
  PartitionKernel,
  Position,
  Stage,
  Trainer,
  TrainerOptions,
  TrainerState,
  UpdateRule,
  Walkthrough,
} from '../../src/kernels/contract';
import { partitionKernel } from '../../src/kernels/partitionKernel';
import type { FakeHost } from './fakeHost';

export interface Prices {
  /** ms of one row half-step. */
  readonly row: number;
  /** ms of one row measured. */
  readonly measuredRow: number;
  /** ms of one chunk of the enumeration. */
  readonly chunk: number;
}
export const cheap: Prices = { row: 0.01, measuredRow: 0.001, chunk: 0.1 };

interface Scalars {
  update: number;
  epoch: number;
  cursor: number;
  stage: Stage;
  sweep: number;
  row: number;
  rule: UpdateRule;
}

/** Its first weight mixes every update's number and rule, so that equal weights mean equal histories. */
export class FakeTrainer implements Trainer {
  readonly visible: number;
  readonly hidden: number;
  /** Every rule that an update began with, in order. */
  readonly bound: { update: number; rule: UpdateRule }[] = [];
  /** The update at which weights become NaN, and the one at which `advance` throws. */
  breaksAt = Number.POSITIVE_INFINITY;
  throwsAt = Number.POSITIVE_INFINITY;
  /** ⟨v⟩ as it was supplied, and the first weight at that time. */
  readonly supplied: { mean: number; weight: number }[] = [];
  private at: Scalars;
  private next: UpdateRule;
  private W: Float32Array;
  private records: number[][] = [];

  constructor(
    private readonly host: FakeHost,
    private readonly price: number,
    private readonly options: TrainerOptions,
  ) {
    this.visible = options.rows.width;
    this.hidden = options.hidden;
    this.next = options.rule;
    this.at = { update: 0, epoch: 0, cursor: 0, stage: 'positive', sweep: 0, row: 0, rule: options.rule };
    this.W = new Float32Array(this.visible * this.hidden).fill(options.seed % 7);
  }

  configure(rule: UpdateRule): void {
    this.next = rule;
  }

  private get batch(): number {
    return Math.min(this.at.rule.batchSize, this.options.rows.count - this.at.cursor);
  }

  /** Rows of the half-step under way. */
  private get rows(): number {
    const { stage, rule } = this.at;
    return stage === 'down' || stage === 'up' ? sweptChains(rule, this.batch) : this.batch;
  }

  private get resting(): boolean {
    return this.at.stage === 'positive' && this.at.row === 0;
  }

  advance(update: number, budget: number): number {
    let spent = 0;
    while (spent < budget && !(this.resting && this.at.update >= update) && this.records.length < 4096) {
      if (this.at.stage === 'means') break;
      if (this.at.update >= this.throwsAt) throw new Error('the kernel broke');
      spent += this.work(budget - spent);
    }
    this.host.time += spent * this.price;
    return spent;
  }

  halfStep(): void {
    if (this.at.stage === 'means') return;
    const { stage, sweep, update } = this.at;
    while (this.at.stage === stage && this.at.sweep === sweep && this.at.update === update) {
      this.host.time += this.work(1) * this.price;
    }
  }

  private work(limit: number): number {
    if (this.resting) {
      this.at.rule = this.next;
      this.bound.push({ update: this.at.update, rule: this.next });
    }
    const rows = Math.min(limit, this.rows - this.at.row);
    this.at.row += rows;
    if (this.at.row === this.rows) this.enterNext();
    return rows;
  }

  private enterNext(): void {
    const { stage, rule, sweep } = this.at;
    this.at.row = 0;
    if (stage === 'positive') this.at.stage = awaitsMeans(rule.algorithm) ? 'means' : 'down';
    else if (stage === 'down') this.at.stage = 'up';
    else if (stage === 'up') {
      this.at.sweep++;
      this.at.stage = sweep + 1 >= rule.gibbsSteps ? 'learn' : 'down';
    } else this.learn();
  }

  private learn(): void {
    const { rule, update } = this.at;
    this.W[0] = Math.fround(
      ((this.W[0] * 31 + update * 7 + rule.learningRate * 1000 + rule.batchSize) % 9973) + 1,
    );
    if (update + 1 >= this.breaksAt) this.W[1] = Number.NaN;
    const cursor = this.at.cursor + this.batch;
    const finished = cursor >= this.options.rows.count;
    const epoch = this.at.epoch + Number(finished);
    this.at = {
      update: update + 1,
      epoch,
      cursor: finished ? 0 : cursor,
      stage: 'positive',
      sweep: 0,
      row: 0,
      rule,
    };
    if (finished) this.records.push([epoch, update + 1, epoch / 10, epoch / 20]);
  }

  supplyMeans(means: ModelMeans): void {
    if (this.at.stage !== 'means') throw new Error('no means are awaited');
    this.supplied.push({ mean: means.v[0], weight: this.W[0] });
    this.at.stage = 'learn';
  }

  position(): Position {
    const { rule: _, ...position } = this.at;
    return position;
  }

  parameters(): Parameters {
    const { visible, hidden, W } = this;
    return { visible, hidden, W, a: new Float32Array(visible), b: new Float32Array(hidden) };
  }

  walkthrough(): Walkthrough {
    const [v, h] = [new Uint8Array(this.visible), new Uint8Array(this.hidden)];
    const [vMean, hMean] = [new Float32Array(this.visible), new Float32Array(this.hidden)];
    return {
      sample: 0,
      vPlus: v,
      hPlusMean: hMean,
      hPlus: h,
      vMinusMean: vMean,
      vMinus: v,
      hMinusMean: hMean,
    };
  }

  takeEpochs(): EpochScalars {
    const taken = this.records.splice(0);
    const column = (c: number) => taken.map((record) => record[c]);
    return {
      count: taken.length,
      epoch: Float64Array.from(column(0)),
      update: Float64Array.from(column(1)),
      meanHidden: Float32Array.from(column(2)),
      flipped: Float32Array.from(column(3)),
    };
  }

  save(): TrainerState {
    const [a, b] = [new Float32Array(this.visible), new Float32Array(this.hidden)];
    const rest = new TextEncoder().encode(JSON.stringify(this.at.rule));
    const velocity = new Float32Array(this.W.length + a.length + b.length);
    return { position: this.position(), W: this.W.slice(), a, b, velocity, rest };
  }

  restore(state: TrainerState): void {
    this.W = state.W.slice();
    this.at = { ...state.position, rule: JSON.parse(new TextDecoder().decode(state.rest)) };
    this.records = [];
  }

  /** The share falls with every pair, and begins with the number of the last update. */
  swapAcceptance(): Float64Array | undefined {
    const { rule, update } = this.at;
    if (rule.algorithm !== 'tempering' || update === 0) return undefined;
    return Float64Array.from({ length: rule.ladderSize - 1 }, (_, pair) => 1 / (update + pair));
  }

  isFinite(): boolean {
    return this.W.every(Number.isFinite);
  }
}

export class FakeEvaluator implements Evaluator {
  private model?: Parameters;
  readonly sets = new Map<string, number>();
  sweeps = 0;
  hiddenAsked = 0;

  constructor(
    private readonly host: FakeHost,
    private readonly price: number,
  ) {}

  setRows(name: string, rows: { count: number }): void {
    this.sets.set(name, rows.count);
  }

  setModel(model: Parameters): void {
    this.model = { ...model, W: model.W.slice() };
  }

  /** Every row is worth the model's first weight. */
  private sum(name: string, from: number, to: number): number {
    const rows = this.sets.get(name);
    if (rows === undefined || from < 0 || to > rows) throw new Error(`no rows ${from}..${to} of ${name}`);
    this.host.time += (to - from) * this.price;
    return (to - from) * this.model!.W[0];
  }

  clampedFreeEnergySum(name: string, from: number, to: number): number {
    return this.sum(name, from, to);
  }

  pseudoLikelihoodSum(name: string, from: number, to: number): number {
    return -this.sum(name, from, to);
  }

  reconstructionErrorSum(name: string, from: number, to: number): number {
    return this.sum(name, from, to) / 100;
  }

  hiddenMeans(name: string, from: number, to: number, out?: Float32Array): Float32Array {
    this.hiddenAsked++;
    if (!this.sets.has(name)) throw new Error(`no rows called ${name}`);
    return (out ?? new Float32Array((to - from) * this.model!.hidden)).fill(0.25);
  }

  sweepChains(chains: Uint8Array, _count: number, options: { clamp?: Uint8Array }): void {
    this.sweeps++;
    const { visible } = this.model!;
    for (let i = 0; i < chains.length; i++) if (!options.clamp?.[i % visible]) chains[i] ^= 1;
  }
}

/** ln Z is twice the first weight; ⟨v⟩ is that weight. Four chunks. */
export function fakePartition(host: FakeHost, price: number): PartitionKernel {
  return partitionKernel(({ W, visible, hidden }, options) => {
    const [weight] = W;
    const width = Math.max(visible, hidden) + 1;
    const means = new Float64Array(options.means ? (Math.min(visible, hidden) + 1) * width : 0);
    if (hidden <= visible) means.fill(weight, hidden * width);
    else for (let i = 0; i < visible; i++) means[i * width + hidden] = weight;
    means.fill(1, -1);
    return {
      precision: 'f32',
      chunks: 4,
      open: () => {},
      chunk: () => {
        host.time += price;
      },
      close: () => ({ mantissa: 1, exponent: 0, rows: none, energies: none, means }),
      logPartition: () => 2 * weight,
    };
  });
}
const none = new Float64Array(0);

export interface FakeKernels extends Kernels {
  readonly trainers: FakeTrainer[];
  readonly evaluators: FakeEvaluator[];
}

export function fakeKernels(host: FakeHost, prices: Prices = cheap): FakeKernels {
  const trainers: FakeTrainer[] = [];
  const evaluators: FakeEvaluator[] = [];
  return {
    trainers,
    evaluators,
    createTrainer: (options) => {
      trainers.push(new FakeTrainer(host, prices.row, options));
      return trainers.at(-1)!;
    },
    createEvaluator: () => {
      evaluators.push(new FakeEvaluator(host, prices.measuredRow));
      return evaluators.at(-1)!;
    },
    createPartition: () => fakePartition(host, prices.chunk),
  };
}
