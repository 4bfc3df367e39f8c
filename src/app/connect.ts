/**
 * The store and the session, kept in step: settings and wishes go down, frames come up by the frame road, and
 * a worker that dies is replaced. Lives outside React.
 */
import type { FilePreview, KeptRun, ModelFile, RunRequest, RunSummary, SessionApi } from '../engine/frame';
import type { Material, Subject } from '../engine/study';
import { type SettingName, type Settings, settingNames, specOf } from '../settings';
import type { Offer } from '../state/messagesSlice';
import { needsRestart, settingsAt } from '../state/settingsSlice';
import type { LabState, LabStore } from '../state/store';
import { defaultPainting } from './defaultPainting';
import { FrameRoad, type Host } from './frameRoad';
import { isAbandoned, PreparationWatch } from './preparationWatch';
import { isDeath, type LiveSession, SessionWorker } from './sessionWorker';
import { deathMessage, refusedMessage, wordsOf } from './words';

/** Runs that Undo may return to: the one before, and those that never trained between. */
const remembered = 50;

export class Connection {
  private readonly worker: SessionWorker;
  private readonly road: FrameRoad;
  private readonly preparation: PreparationWatch;
  /** Settings that the worker has been told. */
  private told: Settings;
  /** Settings that the worker has accepted. */
  private accepted: Settings;
  /** What runs were like when they were left, by their number. */
  private readonly left = new Map<number, { request: RunRequest; settings: Settings }>();
  /** Work for the session, one thing at a time. */
  private queue: Promise<unknown> = Promise.resolve();
  private reopening = false;
  private kept?: KeptRun;

  constructor(
    private readonly store: LabStore,
    openSession: () => LiveSession,
    host: Host,
  ) {
    this.worker = new SessionWorker(openSession, (reason) => this.mourn(reason));
    this.road = new FrameRoad(store, this.worker, host, {
      settled: () => this.queue,
      follow: (changes) => this.follow(changes),
    });
    this.preparation = new PreparationWatch(store, this.worker);
    this.told = this.accepted = store.getState().settings;
    const on = <T>(select: (state: LabState) => T, act: (value: T) => unknown) =>
      store.subscribe(select, act);
    on((state) => state.settings, this.settingsChanged);
    on((state) => state.begunAgain, this.reset);
    on(
      (state) => state.playing,
      () => this.enqueue(this.passPlaying),
    );
    on(
      (state) => state.painting,
      () => this.dataChanged('painted'),
    );
    on(
      (state) => state.fileId,
      () => this.dataChanged('file'),
    );
    on(
      (state) => state.view.chainView,
      (view) => this.tell((api) => api.showChains(view)),
    );
  }

  /**
   * Opens the first run. What comes of it waits until the page `stands`: a store that changes under a render in
   * slices makes React do it again in one go.
   */
  start(request: RunRequest, stands?: Promise<void>): Promise<void> {
    return this.enqueue(() => this.open(request, stands));
  }

  /** A new run with the same seed and the settings as they stand. */
  reset = (): Promise<void> => this.enqueue(() => this.open(this.requestNow()));

  step = (): Promise<void> => {
    this.store.getState().setPlaying(false);
    return this.enqueue(async () => {
      await this.revive();
      // an epoch may be long: what comes next need not wait for it
      this.worker
        .call((api) => api.step(this.store.getState().settings.stepBy))
        .catch((error) => this.sayWhy(error));
    });
  };

  /** Back to the run before the last restart. */
  undo = (): Promise<void> =>
    this.enqueue(async () => {
      const summary = await this.worker.call((api) => api.undo());
      const before = this.left.get(summary.run);
      this.leave();
      if (before) await this.enter(summary, before.request, before.settings);
    });

  goBack = (checkpoint: number | 'last good'): Promise<void> => {
    this.store.getState().setPlaying(false);
    return this.enqueue(async () => {
      await this.worker.call((api) => api.goBack(checkpoint));
      this.road.following = true;
    });
  };

  readFile = (file: Blob, name: string): Promise<FilePreview> =>
    this.worker.call((api) => api.readFile(file, name, this.store.getState().settings.threshold));

  saveModel = (): Promise<ModelFile> => this.worker.call((api) => api.saveModel());

  /** Opens a saved model in place of the run; rejects in words where it is none. */
  openModel = (model: unknown): Promise<void> =>
    this.inTurn(async () => {
      this.worker.start();
      const { summary, request } = await this.worker.call((api) => api.openModel(model));
      this.leave();
      const last = settingsAt(request.settings, request.moves, Number.POSITIVE_INFINITY);
      await this.enter(summary, request, last);
    });

  /** The model as it stands, and its rows: what studies are about. */
  subject = (): Promise<Subject> => this.worker.call((api) => api.subject());
  material = (): Promise<Material> => this.worker.call((api) => api.material());

  /** The run as it stands; also what a new worker goes on from. */
  keep = async (): Promise<KeptRun> => {
    this.kept = await this.worker.call((api) => api.keep());
    return this.kept;
  };

  resume = (kept: KeptRun): Promise<void> =>
    this.enqueue(async () => {
      this.worker.start();
      const summary = await this.worker.call((api) => api.resume(kept));
      const { settings, moves } = kept.request;
      this.leave();
      await this.enter(summary, kept.request, settingsAt(settings, moves, kept.update));
    });

  /** Does what a message offers. */
  accept = (offer: Offer): void => {
    if (offer === 'go back to the last good epoch') void this.goBack('last good');
    if (offer === 'undo') void this.undo();
    if (offer === 'start again') void this.enqueue(this.revive);
  };

  // -------------------------------------------------------------- one thing at a time

  /** After everything asked for before. Rejects with what goes wrong. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** The same, and says what goes wrong. */
  private enqueue(work: () => Promise<void>): Promise<void> {
    return this.inTurn(work).catch((error) => this.sayWhy(error));
  }

  /** A death has a message of its own. */
  private sayWhy(error: unknown): void {
    if (!isDeath(error)) this.store.getState().say(refusedMessage(wordsOf(error)));
  }

  private tell(work: (api: SessionApi) => Promise<void>): void {
    if (this.worker.alive) void this.enqueue(() => this.worker.call(work));
  }

  // -------------------------------------------------------------- life and death

  private mourn(reason: string): void {
    const { setPlaying, say, frame } = this.store.getState();
    setPlaying(false);
    if (frame) this.store.setState({ frame: { ...frame, playing: false } });
    say(deathMessage(reason, this.kept?.update));
  }

  /** After a death: a new worker, which goes on from where the run was last kept, or starts it anew. */
  private revive = async (): Promise<void> => {
    if (this.worker.alive) return;
    this.store.getState().dismiss('failure');
    const { kept } = this;
    if (!kept) return this.open(this.requestNow());
    this.worker.start();
    const summary = await this.worker.call((api) => api.resume(kept));
    const { settings, moves } = kept.request;
    await this.enter(summary, kept.request, settingsAt(settings, moves, kept.update));
  };

  private passPlaying = async (): Promise<void> => {
    const { playing } = this.store.getState();
    if (playing) await this.revive();
    if (this.worker.alive) await this.worker.call((api) => (playing ? api.play() : api.pause()));
  };

  // -------------------------------------------------------------- runs

  private requestNow(): RunRequest {
    const { settings, painting, fileId } = this.store.getState();
    if (settings.dataSet === 'painted') return { settings, moves: [], painting: painting ?? defaultPainting };
    return { settings, moves: [], ...(settings.dataSet === 'file' && { fileId }) };
  }

  private async open(request: RunRequest, stands?: Promise<void>): Promise<void> {
    this.worker.start();
    try {
      const summary = await this.preparation.watch(this.worker.call((api) => api.open(request)));
      if (stands) await stands;
      this.leave();
      // what a person moved meanwhile stays moved: its own turn comes next
      await this.enter(summary, request, request.settings, this.store.getState().settings);
    } catch (error) {
      // given up for another run, which is on its way with the settings as they are now
      if (isAbandoned(error) && this.reopening) return;
      this.takeBack(settingNames.filter((name) => this.told[name] === request.settings[name]));
      if (!isAbandoned(error)) throw error;
    }
  }

  /** Gives up the run that is being prepared: the one before goes on with its settings. */
  abandon = (): void => {
    this.worker.call((api) => api.abandon()).catch((error) => this.sayWhy(error));
  };

  /** Remembers the present run for Undo. */
  private leave(): void {
    const { summary, request } = this.store.getState();
    if (!summary || !request) return;
    this.left.delete(summary.run);
    this.left.set(summary.run, { request, settings: this.accepted });
    const oldest = this.left.keys().next().value;
    if (this.left.size > remembered && oldest !== undefined) this.left.delete(oldest);
  }

  /** Takes in a run that the session has opened, with the settings in force and those that the controls show. */
  private async enter(summary: RunSummary, request: RunRequest, inForce: Settings, shown = inForce) {
    const { opened, view } = this.store.getState();
    this.road.following = request.moves.length > 0;
    this.kept = undefined;
    this.accepted = inForce;
    this.told = shown;
    opened(summary, request, shown);
    this.store.getState().dismiss('refused');
    await this.worker.call((api) => api.showChains(view.chainView));
    await this.passPlaying();
    void this.road.open();
  }

  // -------------------------------------------------------------- settings

  private settingsChanged = (settings: Settings): void => {
    const changed = settingNames.filter((name) => settings[name] !== this.told[name]);
    if (changed.length === 0) return;
    this.told = settings;
    if (needsRestart(changed)) {
      this.reopen();
      return;
    }
    if (changed.some((name) => specOf(name).applies === 'live')) this.road.following = false;
    void this.enqueue(() => this.configure(pick(settings, changed), changed));
  };

  private async configure(changes: Partial<Settings>, names: readonly SettingName[]): Promise<void> {
    if (!this.worker.alive) return;
    try {
      await this.worker.call((api) => api.configure(changes));
      this.accepted = { ...this.accepted, ...changes };
      this.store.getState().dismiss('refused');
    } catch (error) {
      this.takeBack(names);
      throw error;
    }
  }

  /** Puts settings that the session refused back to what it accepted. */
  private takeBack(names: readonly SettingName[]): void {
    this.told = { ...this.told, ...pick(this.accepted, names) };
    this.store.setState({ settings: this.told });
  }

  private follow(changes: Partial<Settings>): void {
    this.told = { ...this.told, ...changes };
    this.accepted = { ...this.accepted, ...changes };
    this.store.setState({ settings: { ...this.store.getState().settings, ...changes } });
  }

  private dataChanged(dataSet: 'painted' | 'file'): void {
    const { settings, painting, request } = this.store.getState();
    const same = dataSet === 'painted' && painting === request?.painting;
    if (settings.dataSet === dataSet && !same) this.reopen();
  }

  /** Opens a run with the settings as they will stand when its turn comes: several changes make one run. */
  private reopen(): void {
    if (this.reopening) return;
    this.reopening = true;
    if (this.store.getState().preparation) this.abandon();
    void this.enqueue(async () => {
      this.reopening = false;
      const { settings, fileId } = this.store.getState();
      if (settings.dataSet !== 'file' || fileId !== undefined) await this.open(this.requestNow());
    });
  }
}

const pick = (settings: Settings, names: readonly SettingName[]): Partial<Settings> =>
  Object.fromEntries(names.map((name) => [name, settings[name]]));
