/**
 * Training, float64 and readable, cut into the same half-steps as the fast trainer: the definition that it is
 * tested against. Every formula is core's; what is written here is only the order in which they come.
 */
import { addStatistics, centred, difference, zeroGradient, zeroMeans } from '../core/gradient';
import { addSparsity, takeStep } from '../core/learningRule';
import { fillUniforms, type Purpose, shuffledOrder } from '../core/random';
import { createRbm, hiddenMean, sample, visibleMean } from '../core/rbm';
import { checkedRows, row, unitCounts } from '../core/rows';
import { startingRbm } from '../core/start';
import type {
  EpochScalars,
  ModelMeans,
  Parameters,
  Position,
  Stage,
  Trainer,
  TrainerOptions,
  TrainerState,
  UpdateRule,
  Walkthrough,
} from './contract';

/** How fast the centering offsets follow the batches, as in core/learning.ts. */
const offsetRate = 0.01;
const mostEpochs = 4096;

/** A trainer that is nothing but core. */
export function createPlainTrainer(options: TrainerOptions): Trainer {
  return new PlainTrainer(options);
}

/** One sample on its way through an update, or one chain. */
interface Traveller {
  v: number[];
  vMean: number[];
  h: number[];
  hMean: number[];
}

/** Everything that a run needs to go on, as JSON can keep it. */
interface Kept {
  position: Position;
  rule: UpdateRule;
  next: UpdateRule;
  W: number[];
  a: number[];
  b: number[];
  velocity: { W: number[]; a: number[]; b: number[] };
  mu: number[];
  lambda: number[];
  /** Batch in flight: numbers of its rows, empty between updates; what went up from them, what came down. */
  batch: number[];
  plus: { h: number[]; hMean: number[] }[];
  minus: Traveller[];
  chains: number[][];
  model: { vh: number[]; v: number[]; h: number[] } | null;
  epochHidden: number;
  epochFlips: number;
  strayed: boolean;
}

class PlainTrainer implements Trainer {
  readonly visible: number;
  readonly hidden: number;
  private kept: Kept;
  private order: Uint32Array;
  private finished: { epoch: number; update: number; meanHidden: number; flipped: number }[] = [];

  constructor(private readonly options: TrainerOptions) {
    const { rows, hidden, rule, seed } = options;
    checkedRows(rows);
    if (!(rows.count >= 1)) throw new RangeError(`invalid rows: ${rows.count}; expected at least one`);
    this.visible = rows.width;
    this.hidden = hidden;
    const start = startingRbm(rows, options);
    const still = zeroGradient(start);
    this.kept = {
      position: { update: 0, epoch: 0, cursor: 0, stage: 'positive', sweep: 0, row: 0 },
      rule,
      next: rule,
      W: [...start.W],
      a: [...start.a],
      b: [...start.b],
      velocity: { W: [...still.W], a: [...still.a], b: [...still.b] },
      mu: [...unitCounts(rows)].map((count) => count / rows.count),
      lambda: Array.from({ length: hidden }, () => 0.5),
      batch: [],
      plus: [],
      minus: [],
      chains: [],
      model: null,
      epochHidden: 0,
      epochFlips: 0,
      strayed: false,
    };
    this.order = shuffledOrder(seed, 0, rows.count);
    this.configure(rule);
  }

  configure(rule: UpdateRule): void {
    for (const name of ['gibbsSteps', 'chainCount', 'batchSize'] as const)
      if (!(Number.isInteger(rule[name]) && rule[name] >= 1))
        throw new RangeError(`invalid ${name}: ${rule[name]}; expected a whole number from 1`);
    this.kept.next = { ...rule };
  }

  advance(update: number, budget: number): number {
    let spent = 0;
    while (spent < budget) {
      const between = this.kept.batch.length === 0;
      if (between && (this.kept.position.update >= update || this.finished.length === mostEpochs)) break;
      if (!this.doRow()) break;
      spent++;
    }
    return spent;
  }

  halfStep(): void {
    if (this.finished.length === mostEpochs) return;
    if (this.kept.batch.length === 0) this.begin();
    const { update, stage, sweep } = this.kept.position;
    const same = (at: Position) => at.update === update && at.stage === stage && at.sweep === sweep;
    while (same(this.kept.position) && this.doRow());
  }

  supplyMeans({ vh, v, h }: ModelMeans): void {
    if (this.kept.position.stage !== 'means') throw new Error('supplyMeans: no means are awaited');
    this.kept.model = { vh: [...vh], v: [...v], h: [...h] };
    this.enter('learn');
  }

  /** The next row of the stage; false while means are awaited. */
  private doRow(): boolean {
    if (this.kept.batch.length === 0) this.begin();
    const { stage, row: n } = this.kept.position;
    if (stage === 'means') return false;
    this.kept.position = { ...this.kept.position, row: n + 1 };
    if (stage === 'positive') this.positive(n);
    else if (stage === 'down') this.down(n);
    else if (stage === 'up') this.up(n);
    else if (n + 1 === this.kept.batch.length) this.learn();
    return true;
  }

  private begin(): void {
    const { kept } = this;
    const { cursor } = kept.position;
    kept.rule = kept.next;
    kept.batch = [...this.order.subarray(cursor, cursor + kept.rule.batchSize)];
    kept.plus = [];
    kept.minus = [];
    if (kept.rule.algorithm === 'pcd')
      kept.chains.length = Math.min(kept.chains.length, kept.rule.chainCount);
  }

  private enter(stage: Stage, sweep = this.kept.position.sweep): void {
    this.kept.position = { ...this.kept.position, stage, sweep, row: 0 };
  }

  /** p(h|v⁺) and, for CD, its sample; then the start of chains that are new. */
  private positive(n: number): void {
    const { rule, batch, plus, chains, position } = this.kept;
    if (n < batch.length) {
      const hMean = hiddenMean(this.rbm(), this.row(batch[n]));
      plus.push({ hMean: [...hMean], h: this.draw('hiddenSample', 0, position.update, n, hMean) });
    } else {
      const chain = chains.length;
      const coins = this.draw('persistentStart', 0, 0, chain, new Float64Array(this.visible).fill(0.5));
      chains.push(this.draw('persistentHidden', 0, 0, chain, hiddenMean(this.rbm(), coins)));
    }
    const wanted = rule.algorithm === 'pcd' ? rule.chainCount : 0;
    if (n + 1 < batch.length || chains.length < wanted) return;
    this.enter(rule.algorithm === 'exact' ? 'means' : 'down');
  }

  private down(n: number): void {
    const { rule, plus, minus, chains, position } = this.kept;
    const persistent = rule.algorithm === 'pcd';
    const h = persistent ? chains[n] : position.sweep === 0 ? plus[n].h : minus[n].h;
    const vMean = visibleMean(this.rbm(), h);
    const purpose = persistent ? 'persistentVisible' : 'visibleSample';
    const v = this.draw(purpose, position.sweep + 1, position.update, n, vMean);
    minus[n] = { v, vMean: [...vMean], h, hMean: [] };
    if (n + 1 === this.negativeRows()) this.enter('up');
  }

  private up(n: number): void {
    const { rule, minus, chains, position } = this.kept;
    const sweep = position.sweep + 1;
    const hMean = hiddenMean(this.rbm(), minus[n].v);
    const persistent = rule.algorithm === 'pcd';
    const purpose = persistent ? 'persistentHidden' : 'hiddenSample';
    const h = this.draw(purpose, sweep, position.update, n, hMean);
    minus[n] = { ...minus[n], h, hMean: [...hMean] };
    if (persistent) chains[n] = h;
    if (n + 1 === this.negativeRows()) this.enter(sweep === rule.gibbsSteps ? 'learn' : 'down', sweep);
  }

  private learn(): void {
    const { kept } = this;
    const { rule, batch, position } = kept;
    const rbm = this.rbm();
    const plus = zeroMeans(rbm);
    batch.forEach((number, n) => {
      addStatistics(plus, this.row(number), kept.plus[n].hMean, 1 / batch.length);
    });
    const plain = difference(plus, this.negativeMeans());
    kept.mu = kept.mu.map((mu, i) => mu + offsetRate * (plus.v[i] - mu));
    kept.lambda = kept.lambda.map((lambda, j) => lambda + offsetRate * (plus.h[j] - lambda));
    const gradient = rule.centering ? centred(plain, kept.mu, kept.lambda) : plain;
    if (rule.sparsityCost > 0) addSparsity(gradient, plus, rule);
    const velocity = createRbm(this.visible, this.hidden, kept.velocity);
    takeStep(rbm, velocity, gradient, rule, position.update);
    // Without momentum nothing is kept of a step: momentum that is switched on starts from rest.
    const going = rule.momentum === 0 ? zeroGradient(rbm) : velocity;
    kept.velocity = { W: [...going.W], a: [...going.a], b: [...going.b] };
    Object.assign(kept, { W: [...rbm.W], a: [...rbm.a], b: [...rbm.b] });
    this.measure();
    this.finish();
  }

  private negativeMeans(): ModelMeans {
    const { rule, model, minus } = this.kept;
    const means = zeroMeans(this.rbm());
    if (rule.algorithm !== 'exact') {
      for (const { v, hMean } of minus) addStatistics(means, v, hMean, 1 / minus.length);
      return means;
    }
    means.vh.set(model!.vh);
    means.v.set(model!.v);
    means.h.set(model!.h);
    return means;
  }

  private measure(): void {
    const { kept } = this;
    for (const { hMean } of kept.plus) kept.epochHidden += hMean.reduce((sum, p) => sum + p, 0);
    if (kept.rule.algorithm !== 'cd') kept.strayed = true;
    else
      kept.batch.forEach((number, n) => {
        this.row(number).forEach((bit, i) => {
          kept.epochFlips += Math.abs(bit - kept.minus[n].v[i]);
        });
      });
  }

  private finish(): void {
    const { kept } = this;
    const { rows, seed } = this.options;
    const update = kept.position.update + 1;
    const cursor = kept.position.cursor + kept.batch.length;
    const { epoch } = kept.position;
    kept.batch = [];
    kept.position = { update, epoch, cursor, stage: 'positive', sweep: 0, row: 0 };
    if (cursor < rows.count) return;
    kept.position = { ...kept.position, epoch: epoch + 1, cursor: 0 };
    this.order = shuffledOrder(seed, epoch + 1, rows.count);
    const meanHidden = kept.epochHidden / (rows.count * this.hidden);
    const flipped = kept.strayed ? Number.NaN : kept.epochFlips / (rows.count * this.visible);
    this.finished.push({ epoch: epoch + 1, update, meanHidden, flipped });
    Object.assign(kept, { epochHidden: 0, epochFlips: 0, strayed: false });
  }

  private negativeRows(): number {
    const { rule, batch } = this.kept;
    return rule.algorithm === 'pcd' ? rule.chainCount : batch.length;
  }

  private rbm() {
    return createRbm(this.visible, this.hidden, this.kept);
  }
  private row(number: number): Uint8Array {
    return row(this.options.rows, number);
  }
  private draw(purpose: Purpose, sweep: number, update: number, n: number, means: Float64Array): number[] {
    const place = { purpose, sweep, update, row: n };
    return [...sample(means, fillUniforms(this.options.seed, place, new Float64Array(means.length)))];
  }

  position(): Position {
    return this.kept.position;
  }

  parameters(): Parameters {
    return this.rbm();
  }

  walkthrough(): Walkthrough {
    const { batch, plus, minus, position } = this.kept;
    const first = batch[0] ?? this.order[Math.max(0, position.cursor - this.kept.rule.batchSize)];
    const nothing = { v: [], vMean: [], h: [], hMean: [] };
    const back = minus[0] ?? nothing;
    const up = plus[0] ?? nothing;
    return {
      sample: first,
      vPlus: this.row(first).slice(),
      hPlusMean: padded(Float32Array, up.hMean, this.hidden),
      hPlus: padded(Uint8Array, up.h, this.hidden),
      vMinusMean: padded(Float32Array, back.vMean, this.visible),
      vMinus: padded(Uint8Array, back.v, this.visible),
      hMinusMean: padded(Float32Array, back.hMean, this.hidden),
    };
  }

  takeEpochs(): EpochScalars {
    const taken = this.finished;
    this.finished = [];
    return {
      count: taken.length,
      epoch: Float64Array.from(taken, ({ epoch }) => epoch),
      update: Float64Array.from(taken, ({ update }) => update),
      meanHidden: Float32Array.from(taken, ({ meanHidden }) => meanHidden),
      flipped: Float32Array.from(taken, ({ flipped }) => flipped),
    };
  }

  save(): TrainerState {
    const { position, W, a, b, velocity } = this.kept;
    return {
      position,
      W: Float32Array.from(W),
      a: Float32Array.from(a),
      b: Float32Array.from(b),
      velocity: Float32Array.from([...velocity.W, ...velocity.a, ...velocity.b]),
      rest: new TextEncoder().encode(JSON.stringify(this.kept)),
    };
  }

  restore(state: TrainerState): void {
    this.kept = JSON.parse(new TextDecoder().decode(state.rest)) as Kept;
    this.order = shuffledOrder(this.options.seed, this.kept.position.epoch, this.options.rows.count);
    this.finished = [];
  }

  isFinite(): boolean {
    const { W, a, b } = this.kept;
    return [W, a, b].every((values) => values.every(Number.isFinite));
  }
}

/** The numbers as a typed array of the given length, zeros after them. */
function padded<A extends Float32Array | Uint8Array>(
  kind: new (length: number) => A,
  numbers: readonly number[],
  length: number,
): A {
  const array = new kind(length);
  array.set(numbers);
  return array;
}
