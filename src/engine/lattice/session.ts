/** Ising lattices in time: slices of sampling, of measuring, and of what is known exactly, driven by a host. */
import type { Host } from '../host';
import { Loop } from '../loop';
import { RateMeter } from '../pace';
import { checkKnobs, checkRequest } from './checks';
import { exactCurves, exactValues } from './exactValues';
import type {
  CouplingFlow,
  ExactCurves,
  ExactValues,
  LatticeApi,
  LatticeFrame,
  LatticeKnobs,
  LatticeMeasures,
  LatticeRequest,
  LatticeStart,
} from './frame';
import { LatticeRun, type MakeLattice } from './latticeRun';

/** ms that a slice of sampling aims at, and between two looks at the means and at the flow. */
const sliceTime = 6;
const measureInterval = 250;
const flowInterval = 600;
/** Sweeps in a slice at most: as many records as the kernel leaves. */
const mostSweeps = 1024;

/** A part of a frame, and the version at which it changed. */
interface Stamped<T> {
  readonly value: T;
  readonly version: number;
}

/** Somebody who waits for a frame. */
interface Pull {
  readonly after: number;
  answer(frame: LatticeFrame): void;
  refuse(error: unknown): void;
}

export interface LatticeSessionOptions {
  readonly host: Host;
  readonly make: MakeLattice;
}

export class LatticeSession implements LatticeApi {
  private run?: LatticeRun;
  private runs = 0;
  private playing = false;
  private version = 0;
  private readonly loop: Loop;
  private readonly meter = new RateMeter();
  /** Sweeps, or lots, that a slice does. */
  private portion = 1;
  /** A frame was asked for since the last sweep: at the pace of frames it makes the next one due. */
  private looked = false;
  private measured = 0;
  private flowed = 0;
  private measures?: Stamped<LatticeMeasures | null>;
  private exact?: Stamped<ExactValues>;
  private curves?: Stamped<ExactCurves>;
  private flow?: Stamped<CouplingFlow | null>;
  private curveWork?: Generator<ExactCurves | undefined>;
  private flowWork?: Generator<CouplingFlow | undefined>;
  private waiting: Pull[] = [];
  private failure?: unknown;

  constructor(private readonly options: LatticeSessionOptions) {
    this.loop = new Loop(
      options.host,
      () => this.slice(),
      (error) => {
        this.failure = error;
        for (const { refuse } of this.waiting.splice(0)) refuse(error);
      },
    );
  }

  async open(request: LatticeRequest): Promise<void> {
    checkRequest(request);
    const { temperature, field, algorithm, pace, blockSize, blockings } = request;
    const knobs = { temperature, field, algorithm, pace, blockSize, blockings };
    this.run = new LatticeRun(this.options.make, request, knobs);
    this.runs++;
    this.playing = false;
    this.portion = 1;
    this.meter.reset();
    this.forget(true);
    this.loop.wake();
  }

  async configure(changes: Partial<LatticeKnobs>): Promise<void> {
    const run = this.opened();
    const knobs = { ...run.knobs, ...changes };
    checkKnobs(knobs);
    const before = run.knobs;
    run.configure(knobs);
    this.changed();
    const names = ['temperature', 'field', 'algorithm'] as const;
    if (names.some((name) => knobs[name] !== before[name])) this.forget(knobs.field !== before.field);
    else this.forgetFlow();
    if (knobs.algorithm !== before.algorithm || knobs.pace !== before.pace) this.meter.reset();
    this.loop.wake();
  }

  async begin(start: LatticeStart): Promise<void> {
    this.opened().begin(start);
    this.changed();
    this.forget(false);
    this.loop.wake();
  }

  async play(): Promise<void> {
    this.opened();
    this.playing = true;
    this.changed();
    this.meter.reset();
    this.loop.wake();
  }

  async pause(): Promise<void> {
    this.playing = false;
    this.meter.reset();
    this.changed();
    this.loop.wake();
  }

  async step(): Promise<void> {
    const run = this.opened();
    this.playing = false;
    run.step();
    run.takePicture();
    this.changed();
    this.measureNow();
    this.loop.wake();
  }

  frame(after: number): Promise<LatticeFrame> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.looked = true;
    return new Promise((answer, refuse) => {
      this.waiting.push({ after, answer, refuse });
      // with nothing to do the loop answers at once; at the pace of frames this is what makes a sweep due
      this.loop.wake();
    });
  }

  private opened(): LatticeRun {
    if (!this.run) throw new Error('open comes first');
    return this.run;
  }

  // -------------------------------------------------------------- what is known and seen

  private changed(): void {
    this.version++;
  }

  private stamped<T>(value: T): Stamped<T> {
    return { value, version: ++this.version };
  }

  /** After a change of the distribution: what was seen is about another one. */
  private forget(curvesToo: boolean): void {
    const { knobs, exact } = this.opened();
    this.measures = this.stamped(null);
    this.measured = this.options.host.now();
    this.exact = this.stamped(exactValues(exact, knobs.temperature, knobs.field));
    if (curvesToo) {
      this.curves = undefined;
      this.curveWork = exactCurves(exact, knobs.field);
    }
    this.forgetFlow();
  }

  private forgetFlow(): void {
    this.flow = this.stamped(null);
    this.flowWork = undefined;
    this.flowed = this.options.host.now();
  }

  private measureNow(): void {
    this.measured = this.options.host.now();
    this.measures = this.stamped(this.opened().record.measures() ?? null);
  }

  // -------------------------------------------------------------- time

  private slice(): number {
    const { run } = this;
    if (!run) return Number.POSITIVE_INFINITY;
    const sampled = this.sample(run);
    const thought = this.think(run);
    this.answer();
    return sampled || thought || this.due() ? 0 : Number.POSITIVE_INFINITY;
  }

  /** Whether a frame that is waited for makes a sweep due. */
  private due(): boolean {
    return this.playing && (this.run!.knobs.pace === 'fastest' || this.looked);
  }

  private sample(run: LatticeRun): boolean {
    if (!this.playing) return false;
    if (run.knobs.pace === 'frame') {
      if (!this.looked) return false;
      this.looked = false;
      run.step();
      run.takePicture();
      this.changed();
      return true;
    }
    const { host } = this.options;
    const begun = host.now();
    run.advance(this.portion);
    const spent = host.now() - begun;
    const fitting = spent > 0 ? (this.portion * sliceTime) / spent : Number.POSITIVE_INFINITY;
    this.portion = Math.max(1, Math.min(mostSweeps, 2 * this.portion, Math.floor(fitting)));
    if (this.looked) {
      this.looked = false;
      run.takePicture();
    }
    this.changed();
    return true;
  }

  /** One piece of what is to be computed besides; false where nothing is. */
  private think(run: LatticeRun): boolean {
    const now = this.options.host.now();
    this.meter.record(now, counted(run));
    if (this.playing && now - this.measured >= measureInterval) this.measureNow();
    if (this.curveWork) {
      const { done, value } = this.curveWork.next();
      if (value) this.curves = this.stamped(value);
      if (done) this.curveWork = undefined;
      return true;
    }
    const { blockings, field } = run.knobs;
    if (!this.flowWork && this.playing && blockings > 0 && field === 0 && now - this.flowed >= flowInterval)
      this.flowWork = run.flow.flow();
    if (!this.flowWork) return false;
    const { done, value } = this.flowWork.next();
    if (value) this.flow = this.stamped(value);
    if (done) {
      this.flowWork = undefined;
      this.flowed = now;
    }
    return true;
  }

  private answer(): void {
    const ready = this.waiting.filter(({ after }) => this.version > after);
    if (ready.length === 0) return;
    this.waiting = this.waiting.filter(({ after }) => this.version <= after);
    for (const { after, answer } of ready) answer(this.frameAfter(after));
  }

  private frameAfter(after: number): LatticeFrame {
    const run = this.opened();
    const newer = <T>(part: Stamped<T> | undefined) => part !== undefined && part.version > after;
    return {
      version: this.version,
      run: this.runs,
      lattice: run.lattice,
      knobs: run.knobs,
      playing: this.playing,
      sweeps: run.sweeps,
      clusters: run.clusters,
      rate: this.playing ? this.meter.rate(this.options.host.now(), counted(run)) : 0,
      energy: run.energy,
      magnetisation: run.magnetisation,
      levels: run.levels(),
      ...(newer(this.measures) && { measures: this.measures!.value }),
      ...(newer(this.exact) && { exact: this.exact!.value }),
      ...(newer(this.curves) && { curves: this.curves!.value }),
      ...(newer(this.flow) && { flow: this.flow!.value }),
    };
  }
}

/** What the rate is of: sweeps, or spins flipped by clusters. */
const counted = ({ knobs, flipped, sweeps }: LatticeRun): number =>
  knobs.algorithm === 'wolff' ? flipped : sweeps;
