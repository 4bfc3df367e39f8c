/** The page's end of the thread: spawns the worker, watches over it, and starts another when it died. */
import { type Remote, transfer, wrap } from 'comlink';
import type { KeptRun, RunRequest, RunSummary, SessionApi } from './frame';
import type { WorkerApi } from './worker';

/** ms between two looks at the worker, and looks without an answer after which it counts as dead. */
const heartbeat = 2000;
const patience = 8;

/** A session in a worker. Every call rejects with an Error named `WorkerDied` once that worker is dead. */
export interface SessionClient extends SessionApi {
  /** Calls `listener` when the worker dies, until the function returned is called. */
  onDeath(listener: (error: Error) => void): () => void;
  /** Starts another worker, with the run as it was last kept or opened; undefined where there was none. */
  restart(): Promise<RunSummary | undefined>;
  /** Ends the worker. */
  close(): void;
}

export interface ClientOptions {
  /** The worker to be spawned; tests pass others. */
  readonly spawn?: () => Worker;
  /** The page's address, which the data files stand beside. */
  readonly base?: string;
  /** Whether the page is to be seen: behind a hidden one a late answer proves nothing. */
  readonly visible?: () => boolean;
}

/** The page, where there is one: this layer compiles without the DOM's types. */
const page = (globalThis as { document?: { readonly baseURI: string; readonly visibilityState: string } })
  .document;

const spawnWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

function workerDied(reason: string): Error {
  const error = new Error(`The thread that trains has stopped: ${reason}`);
  error.name = 'WorkerDied';
  return error;
}

/** One worker and the calls it hasn't answered. */
class Link {
  readonly remote: Remote<WorkerApi>;
  dead?: Error;
  /** The version of the newest frame. */
  version = 0;
  private readonly worker: Worker;
  private readonly outstanding = new Set<(error: Error) => void>();
  /** Calls that must be answered soon: all but the pull of an idle session's next frame. */
  private urgent = 0;
  private playing = false;
  private unanswered = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    options: Required<ClientOptions>,
    private readonly died: (error: Error) => void,
  ) {
    this.worker = options.spawn();
    this.worker.onerror = (event) => this.bury(event.message || 'it could not be loaded or threw an error');
    this.worker.onmessageerror = () => this.bury('a message could not be read');
    this.remote = wrap<WorkerApi>(this.worker);
    this.timer = setInterval(() => this.look(options.visible()), heartbeat);
    this.begun = this.call(() => this.remote.begin(options.base));
    this.begun.catch(() => undefined);
  }

  /** Resolves when the kernels are compiled. */
  readonly begun: Promise<void>;

  /** A call that rejects when the worker dies. */
  call<T>(work: () => Promise<T>, urgent = true): Promise<T> {
    if (this.dead) return Promise.reject(this.dead);
    return new Promise<T>((resolve, reject) => {
      this.outstanding.add(reject);
      this.urgent += Number(urgent);
      const settle = () => {
        this.outstanding.delete(reject);
        this.urgent -= Number(urgent);
      };
      work().then(
        (value) => {
          settle();
          resolve(value);
        },
        (error) => {
          settle();
          reject(error);
        },
      );
    });
  }

  async frame(request: Parameters<SessionApi['frame']>[0]): ReturnType<SessionApi['frame']> {
    // A version of another worker's says nothing here.
    const after = request.after === this.version ? request.after : 0;
    const recycle = [...(request.recycle ?? [])];
    const frame = await this.call(
      () => this.remote.frame(transfer({ ...request, after, recycle }, recycle)),
      false,
    );
    this.version = frame.version;
    this.playing = frame.playing;
    return frame;
  }

  private look(visible: boolean): void {
    if (!visible || (this.urgent === 0 && !this.playing)) {
      this.unanswered = 0;
      return;
    }
    if (++this.unanswered > patience) {
      this.bury(`it gave no sign of life for ${(patience * heartbeat) / 1000} s`);
      return;
    }
    this.remote.alive().then(
      () => {
        this.unanswered = 0;
      },
      () => undefined,
    );
  }

  private bury(reason: string): void {
    if (this.dead) return;
    this.end(workerDied(reason));
    this.died(this.dead!);
  }

  /** Ends the worker; what it hasn't answered rejects with `error`. */
  end(error: Error): void {
    this.dead ??= error;
    clearInterval(this.timer);
    this.worker.terminate();
    for (const reject of this.outstanding) reject(this.dead);
    this.outstanding.clear();
  }
}

/** Spawns a worker with a session in it. */
export function openSession(options: ClientOptions = {}): SessionClient {
  const listeners = new Set<(error: Error) => void>();
  const settings: Required<ClientOptions> = {
    spawn: options.spawn ?? spawnWorker,
    base: options.base ?? page?.baseURI ?? import.meta.url,
    visible: options.visible ?? (() => page?.visibilityState !== 'hidden'),
  };
  const spawn = () =>
    new Link(settings, (error) => {
      for (const listener of listeners) listener(error);
    });
  let link = spawn();
  let kept: KeptRun | undefined;
  let request: RunRequest | undefined;
  /** Remembers what `restart` would open. */
  const opened = (what: { kept?: KeptRun; request?: RunRequest }) => {
    kept = what.kept;
    request = what.request;
  };
  return {
    open: async (wanted) => {
      const summary = await link.call(() => link.remote.open(wanted));
      opened({ request: wanted });
      return summary;
    },
    configure: (changes) => link.call(() => link.remote.configure(changes)),
    play: () => link.call(() => link.remote.play()),
    pause: () => link.call(() => link.remote.pause()),
    step: (grain) => link.call(() => link.remote.step(grain)),
    frame: (wanted) => link.frame(wanted),
    showChains: (view) => link.call(() => link.remote.showChains(view)),
    goBack: (checkpoint) => link.call(() => link.remote.goBack(checkpoint)),
    undo: () => link.call(() => link.remote.undo()),
    readFile: (file, name, threshold) => link.call(() => link.remote.readFile(file, name, threshold)),
    saveModel: () => link.call(() => link.remote.saveModel()),
    openModel: async (model) => {
      const answer = await link.call(() => link.remote.openModel(model));
      opened({ request: answer.request });
      return answer;
    },
    keep: async () => {
      const run = await link.call(() => link.remote.keep());
      kept = run;
      return run;
    },
    resume: async (run) => {
      const summary = await link.call(() => link.remote.resume(run));
      opened({ kept: run, request: run.request });
      return summary;
    },
    onDeath: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart: async () => {
      link.end(workerDied('another was started'));
      link = spawn();
      const [lastKept, lastRequest] = [kept, request];
      if (lastKept) return link.call(() => link.remote.resume(lastKept));
      return lastRequest && link.call(() => link.remote.open(lastRequest));
    },
    close: () => link.end(workerDied('it was closed')),
  };
}
