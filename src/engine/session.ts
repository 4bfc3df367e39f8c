/** Training in time: what the page may ask of the thread that trains, as a plain class without that thread. */
import type { Table } from '../core/data/table';
import { type Settings, settingSpecs } from '../settings';
import { Buffers } from './buffers';
import { buildDataSet, type DataSources } from './dataSets';
import type {
  ChainView,
  FilePreview,
  Frame,
  FrameRequest,
  Grain,
  KeptRun,
  ModelFile,
  Preparation,
  RunRequest,
  RunSummary,
  SessionApi,
  Wants,
} from './frame';
import type { Goal } from './goal';
import type { Host } from './host';
import { keptState } from './keptRun';
import type { Kernels } from './kernels';
import { Loop } from './loop';
import { Making } from './making';
import { checkedModel, modelOf, requestOf, stateWith } from './modelFile';
import { assertSettings } from './moves';
import { Run } from './run';
import type { Material, Subject } from './study';

export interface SessionParts {
  readonly host: Host;
  readonly kernels: Kernels;
  /** The text of the digits' CSV file. */
  loadDigits(): Promise<string>;
}

export class Session implements SessionApi {
  private readonly host: Host;
  private readonly kernels: Kernels;
  private readonly sources: DataSources;
  private readonly loop: Loop;
  private readonly buffers = new Buffers();
  private readonly making = new Making();
  /** Files of the user's, by the ids that `readFile` gave them. */
  private readonly tables = new Map<number, Table>();
  private tableCount = 0;
  private run?: Run;
  private previous?: Run;
  private goal?: Goal;
  private opened = 0;
  private version = 1;
  private waiting: (() => void)[] = [];
  /** What the frames of the present version carried. */
  private pictured: Wants = {};
  /** Resolves the step under way. */
  private stepped?: () => void;
  /** The end of the last `open`, `undo` and the like: one at a time. */
  private opening: Promise<unknown> = Promise.resolve();

  constructor({ host, kernels, loadDigits }: SessionParts) {
    this.host = host;
    this.kernels = kernels;
    const { made } = this.making;
    this.sources = { host, loadDigits, made, table: (id) => this.tables.get(id) };
    this.loop = new Loop(
      host,
      () => this.slice(),
      (error) => this.threw(error),
    );
  }

  open(request: RunRequest): Promise<RunSummary> {
    return this.exclusive(async () => this.begin(await this.build(request)));
  }

  private async build(request: RunRequest): Promise<Run> {
    assertSettings(request.settings);
    const data = await this.making.of(() => buildDataSet(request, this.sources));
    return new Run(this.host, this.kernels, request, data, ++this.opened);
  }

  async preparing(): Promise<Preparation | undefined> {
    return this.making.progress;
  }

  async abandon(): Promise<void> {
    this.making.abandon();
  }

  /** Makes `run` the present one. One that never trained isn't worth an undo. */
  private begin(run: Run): RunSummary {
    if (this.run?.begun) this.previous = this.run;
    return this.show(run);
  }

  private show(run: Run): RunSummary {
    const playing = this.playing && !run.failure;
    this.setGoal(undefined);
    this.run = run;
    run.reappear();
    if (playing) this.setGoal({ kind: 'play' });
    this.changed();
    this.loop.wake();
    return run.summary;
  }

  undo(): Promise<RunSummary> {
    return this.exclusive(async () => {
      const run = this.previous;
      if (!run) throw new Error('there is no earlier run to return to');
      this.previous = undefined;
      return this.show(run);
    });
  }

  private exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.opening.then(work);
    this.opening = result.catch(() => undefined);
    return result;
  }

  private present(): Run {
    if (!this.run) throw new Error('no run is open yet');
    return this.run;
  }

  get playing(): boolean {
    return this.goal?.kind === 'play';
  }

  async play(): Promise<void> {
    this.ready();
    if (!this.playing) this.setGoal({ kind: 'play' });
  }

  async pause(): Promise<void> {
    if (this.goal) this.setGoal(undefined);
  }

  step(grain: Grain): Promise<void> {
    const known = settingSpecs.stepBy.options.some(({ value }) => value === grain);
    if (!known) return Promise.reject(new RangeError(`invalid grain: ${grain}`));
    return this.reach((run) => run.goalOf(grain));
  }

  advanceTo(update: number): Promise<void> {
    if (!(Number.isSafeInteger(update) && update >= 0)) {
      return Promise.reject(new RangeError(`invalid update: ${update}; expected a whole number from 0`));
    }
    return this.reach(() => ({ kind: 'update', update }));
  }

  /** Works towards a goal; settles when it is reached, or another takes its place. */
  private reach(goalOf: (run: Run) => Goal): Promise<void> {
    try {
      const run = this.ready();
      const goal = goalOf(run);
      if (run.reached(goal)) return this.pause();
      this.setGoal(goal);
    } catch (reason) {
      return Promise.reject(reason);
    }
    return new Promise((resolve) => {
      this.stepped = resolve;
    });
  }

  /** The present run, if it can train. */
  private ready(): Run {
    const run = this.present();
    if (run.failure?.kind === 'diverged') {
      throw new Error('the weights are not finite numbers; go back to the last good epoch first');
    }
    run.failure = undefined;
    return run;
  }

  private setGoal(goal: Goal | undefined): void {
    if (goal && !this.goal) this.run?.resume();
    this.settle(goal);
    this.loop.wake();
  }

  /** Another goal: a step under way ends here. */
  private settle(goal: Goal | undefined): void {
    this.goal = goal;
    this.stepped?.();
    this.stepped = undefined;
    this.changed();
  }

  async configure(changes: Partial<Settings>): Promise<void> {
    this.present().configure(changes);
    this.changed();
    this.loop.wake();
  }

  async goBack(checkpoint: number | 'last good'): Promise<void> {
    this.present().goBack(checkpoint);
    this.setGoal(undefined);
  }

  async showChains(view: ChainView): Promise<void> {
    this.present().showChains(view);
    this.changed();
    this.loop.wake();
  }

  /** One slice of work. Returns the ms until there is more to do. */
  private slice(): number {
    const { run } = this;
    if (!run) return Number.POSITIVE_INFINITY;
    const { goal } = this;
    const failedBefore = run.failure !== undefined;
    const { moved, due } = goal ? run.train(goal) : { moved: false, due: Number.POSITIVE_INFINITY };
    const { changed, next } = run.watch(due, goal === undefined);
    if (goal && (run.failure || run.reached(goal))) {
      this.setGoal(undefined);
      return 0;
    }
    if (moved || changed || (run.failure && !failedBefore)) this.changed();
    return Math.max(0, next - this.host.now());
  }

  private threw(error: unknown): void {
    this.run?.fail('threw', error instanceof Error ? error.message : String(error));
    this.settle(undefined);
  }

  async frame(request: FrameRequest): Promise<Frame> {
    this.buffers.recycle(request.recycle ?? []);
    while (!this.run || !this.newsFor(request)) {
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
    this.pictured = { ...this.pictured, ...request.wants };
    if (request.wants.chains) this.loop.wake();
    return {
      version: this.version,
      canUndo: this.previous !== undefined,
      ...this.run.frame(request, this.playing, this.buffers),
    };
  }

  /** Something newer, or a picture of the present state that no frame carried yet. */
  private newsFor({ after, wants }: FrameRequest): boolean {
    if (after !== this.version) return true;
    const names = Object.keys(wants) as (keyof Wants)[];
    return names.some((name) => wants[name] && !this.pictured[name]);
  }

  private changed(): void {
    this.version++;
    this.pictured = {};
    for (const wake of this.waiting.splice(0)) wake();
  }

  async readFile(file: Blob, name: string, threshold: number): Promise<FilePreview> {
    const { previewOf, readTable } = await import('./userFiles');
    const table = await readTable(file);
    return previewOf(table, this.enter(table), name, threshold);
  }

  /** Keeps a table, and those of the runs there are; another that was only previewed goes. */
  private enter(table: Table): number {
    const id = ++this.tableCount;
    const used = [this.run, this.previous].map((run) => run?.request.fileId);
    for (const other of this.tables.keys()) if (!used.includes(other)) this.tables.delete(other);
    this.tables.set(id, table);
    return id;
  }

  async saveModel(): Promise<ModelFile> {
    return modelOf(this.present());
  }

  openModel(model: unknown): Promise<{ summary: RunSummary; request: RunRequest }> {
    return this.exclusive(async () => {
      const file = checkedModel(model);
      const request = requestOf(file, this.run?.request);
      const run = await this.build(request);
      run.startFrom(stateWith(run.trainer.save(), file));
      return { summary: this.begin(run), request };
    });
  }

  async keep(): Promise<KeptRun> {
    const run = this.present();
    const { fileId } = run.request;
    const table = fileId === undefined ? undefined : this.tables.get(fileId);
    const state = run.trainer.save();
    const { update, epoch } = state.position;
    return {
      request: run.requestNow,
      update,
      epoch,
      savedAt: Date.now(),
      state: { trainer: state, ...(table && { table }) },
    };
  }

  async subject(): Promise<Subject> {
    return this.present().subject();
  }

  async material(): Promise<Material> {
    return this.present().material();
  }

  resume(kept: KeptRun): Promise<RunSummary> {
    return this.exclusive(async () => {
      const { trainer, table } = keptState(kept);
      const fileId = table && this.enter(table);
      const request = { ...kept.request, ...(fileId !== undefined && { fileId }) };
      const run = await this.build(request);
      run.startFrom(trainer);
      return this.begin(run);
    });
  }
}
