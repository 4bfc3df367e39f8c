/**
 * Training, float64 and readable, cut into the same half-steps as the fast trainer: the definition that it is
 * tested against. Every formula is core's; what is written here is only the order in which they come.
 */
import { addStatistics, centred, difference, zeroGradient, zeroMeans } from '../core/gradient';
import { addSparsity, awaitsMeans, sweptChains, takeStep } from '../core/learningRule';
import { fillUniforms, type Purpose, shuffledOrder } from '../core/random';
import { createRbm, energy, hiddenMean, sample } from '../core/rbm';
import { checkedRows, row, unitCounts } from '../core/rows';
import { startingRbm } from '../core/start';
import {
  heatedHiddenMean,
  heatedVisibleMean,
  inverseTemperature,
  swapStates,
  swapUniforms,
} from '../core/tempering';
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
import { assertRule } from './encodedRule';

/** How fast the centering offsets follow the batches, as in core/learning.ts. */
const offsetRate = 0.01;
const mostEpochs = 4096;

/** A trainer that is nothing but core. */
export function createPlainTrainer(options: TrainerOptions): Trainer {
  return new PlainTrainer(options);
}

/** Streams of the chains' half-steps, by algorithm. */
const streams = {
  cd: { start: 'hiddenSample', visible: 'visibleSample', hidden: 'hiddenSample' },
  pcd: { start: 'persistentStart', visible: 'persistentVisible', hidden: 'persistentHidden' },
  tempering: { start: 'temperingStart', visible: 'temperingVisible', hidden: 'temperingHidden' },
} as const;

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
  /** Parallel tempering: hidden states of all chains, and the rungs of their ladders. */
  ladders: { size: number; h: number[][] };
  /** What β = 1 holds after the swaps of this update, swaps accepted in it, and their share in the last. */
  tops: { v: number[]; hMean: number[] }[];
  accepted: number[];
  acceptance: number[];
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
      ladders: { size: 0, h: [] },
      tops: [],
      accepted: [],
      acceptance: [],
      model: null,
      epochHidden: 0,
      epochFlips: 0,
      strayed: false,
    };
    this.order = shuffledOrder(seed, 0, rows.count);
    this.configure(rule);
  }

  configure(rule: UpdateRule): void {
    assertRule(rule);
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
    Object.assign(kept, { plus: [], minus: [], tops: [], accepted: [] });
    const chains = this.chains();
    if (chains) chains.length = Math.min(chains.length, this.negativeRows());
  }

  /** Hidden states of the chains that go on under the rule of this update. */
  private chains(): number[][] | undefined {
    const { kept } = this;
    const { algorithm, ladderSize } = kept.rule;
    if (algorithm === 'pcd') return kept.chains;
    if (algorithm !== 'tempering') return undefined;
    if (kept.ladders.size !== ladderSize) kept.ladders = { size: ladderSize, h: [] };
    return kept.ladders.h;
  }

  /** β of a chain; 1 without ladders. */
  private beta(chain: number): number {
    const { algorithm, ladderSize } = this.kept.rule;
    return algorithm === 'tempering' ? inverseTemperature(chain % ladderSize, ladderSize) : 1;
  }

  private get streams() {
    const { algorithm } = this.kept.rule;
    return streams[algorithm === 'pcd' || algorithm === 'tempering' ? algorithm : 'cd'];
  }

  private enter(stage: Stage, sweep = this.kept.position.sweep): void {
    this.kept.position = { ...this.kept.position, stage, sweep, row: 0 };
  }

  /** p(h|v⁺) and, for CD, its sample; then the start of chains that are new. */
  private positive(n: number): void {
    const { rule, batch, plus, position } = this.kept;
    const chains = this.chains();
    if (n < batch.length) {
      const hMean = hiddenMean(this.rbm(), this.row(batch[n]));
      plus.push({ hMean: [...hMean], h: this.draw('hiddenSample', 0, position.update, n, hMean) });
    } else this.startChain(chains!);
    if (n + 1 < batch.length || (chains && chains.length < this.negativeRows())) return;
    this.enter(awaitsMeans(rule.algorithm) ? 'means' : 'down');
  }

  private startChain(chains: number[][]): void {
    const chain = chains.length;
    const { start, hidden } = this.streams;
    const coins = this.draw(start, 0, 0, chain, new Float64Array(this.visible).fill(0.5));
    chains.push(this.draw(hidden, 0, 0, chain, heatedHiddenMean(this.rbm(), coins, this.beta(chain))));
  }

  private down(n: number): void {
    const { plus, minus, position } = this.kept;
    const h = this.chains()?.[n] ?? (position.sweep === 0 ? plus[n].h : minus[n].h);
    const vMean = heatedVisibleMean(this.rbm(), h, this.beta(n));
    const v = this.draw(this.streams.visible, position.sweep + 1, position.update, n, vMean);
    minus[n] = { v, vMean: [...vMean], h, hMean: [] };
    if (n + 1 === this.negativeRows()) this.enter('up');
  }

  private up(n: number): void {
    const { rule, minus, position } = this.kept;
    const sweep = position.sweep + 1;
    const hMean = heatedHiddenMean(this.rbm(), minus[n].v, this.beta(n));
    const h = this.draw(this.streams.hidden, sweep, position.update, n, hMean);
    minus[n] = { ...minus[n], h, hMean: [...hMean] };
    const chains = this.chains();
    if (chains) chains[n] = h;
    const ends = rule.algorithm === 'tempering' && (n + 1) % rule.ladderSize === 0;
    if (ends && sweep === rule.gibbsSteps) this.swapLadder((n + 1) / rule.ladderSize - 1);
    if (n + 1 === this.negativeRows()) this.enter(sweep === rule.gibbsSteps ? 'learn' : 'down', sweep);
  }

  /** One pass of swaps over a ladder whose chains have all been swept. */
  private swapLadder(ladder: number): void {
    const { rule, minus, ladders, tops, accepted, position } = this.kept;
    const { ladderSize } = rule;
    const place = { seed: this.options.seed, update: position.update };
    const states = minus.slice(ladder * ladderSize, (ladder + 1) * ladderSize);
    const energies = states.map(({ v, h }) => energy(this.rbm(), v, h));
    const swaps = new Float64Array(ladderSize - 1);
    const from = swapStates(energies, swapUniforms(place, ladder, ladderSize), swaps);
    from.forEach((rung, r) => {
      ladders.h[ladder * ladderSize + r] = states[rung].h;
    });
    swaps.forEach((count, r) => {
      accepted[r] = (accepted[r] ?? 0) + count;
    });
    const { v } = states[from[ladderSize - 1]];
    tops[ladder] = { v, hMean: [...hiddenMean(this.rbm(), v)] };
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
    const { rule, model, minus, tops } = this.kept;
    const means = zeroMeans(this.rbm());
    if (!awaitsMeans(rule.algorithm)) {
      const states = rule.algorithm === 'tempering' ? tops : minus;
      for (const { v, hMean } of states) addStatistics(means, v, hMean, 1 / states.length);
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
    kept.acceptance = kept.accepted.map((swaps) => swaps / kept.rule.chainCount);
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
    return sweptChains(this.kept.rule, this.kept.batch.length);
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
    const { rule, batch, plus, minus, tops, position } = this.kept;
    const first = batch[0] ?? this.order[Math.max(0, position.cursor - this.kept.rule.batchSize)];
    const nothing = { v: [], vMean: [], h: [], hMean: [] };
    const shown = minus[rule.algorithm === 'tempering' ? rule.ladderSize - 1 : 0] ?? nothing;
    const back = { ...shown, ...tops[0] };
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

  swapAcceptance(): Float64Array | undefined {
    const { acceptance } = this.kept;
    return acceptance.length > 0 ? Float64Array.from(acceptance) : undefined;
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
