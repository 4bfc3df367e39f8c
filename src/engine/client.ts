/** The page's end of the thread: spawns the worker, watches over it, and says when it died. */
import { transfer, wrap } from 'comlink';
import type { Frame, FrameRequest, SessionApi } from './frame';
import type { WorkerApi } from './worker';

/** ms between two looks at the worker, and looks without an answer after which it counts as dead. */
const heartbeat = 2000;
const patience = 8;

/** A session in a worker of its own. Every call rejects with an Error named `WorkerDied` once that worker is dead. */
export interface SessionClient extends SessionApi {
  /** Calls `listener` when the worker dies, until the function returned is called. */
  onDeath(listener: (error: Error) => void): () => void;
  /** Ends the worker; what it has not answered rejects. */
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
  const error = new Error(`the thread that trains has stopped: ${reason}`);
  error.name = 'WorkerDied';
  return error;
}

/** One worker and the calls that it hasn't answered: a call whose peer dies would never settle by itself. */
class Watch {
  private dead?: Error;
  private readonly listeners = new Set<(error: Error) => void>();
  /** How to reject each call that waits, and whether it is one that must be answered soon. */
  private readonly outstanding = new Map<(error: Error) => void, boolean>();
  private unanswered = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly worker: Worker,
    private readonly alive: () => Promise<void>,
    private readonly visible: () => boolean,
  ) {
    worker.onerror = (event) => {
      event.preventDefault(); // it is said on the page, not in the console as well
      this.bury(event.message || 'it could not be loaded');
    };
    worker.onmessageerror = () => this.bury('a message could not be read');
    this.timer = setInterval(() => this.look(), heartbeat);
  }

  /** `work`, but it rejects when the worker dies. The pull of an idle session's next frame is not `urgent`. */
  call<T>(work: () => Promise<T>, urgent = true): Promise<T> {
    if (this.dead) return Promise.reject(this.dead);
    return new Promise<T>((resolve, reject) => {
      this.outstanding.set(reject, urgent);
      const settle = () => this.outstanding.delete(reject);
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

  onDeath(listener: (error: Error) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Counts looks, not time: a laptop that slept or a frozen tab has not looked. */
  private look(): void {
    const waiting = [...this.outstanding.values()].includes(true);
    if (!waiting || !this.visible()) {
      this.unanswered = 0;
      return;
    }
    if (++this.unanswered > patience) {
      this.bury(`it gave no sign of life for ${(patience * heartbeat) / 1000} s`);
      return;
    }
    this.alive().then(
      () => {
        this.unanswered = 0;
      },
      () => undefined,
    );
  }

  private bury(reason: string): void {
    if (this.dead) return;
    const error = workerDied(reason);
    this.end(error);
    for (const listener of this.listeners) listener(error);
  }

  end(error: Error): void {
    this.dead ??= error;
    clearInterval(this.timer);
    this.worker.terminate();
    for (const reject of this.outstanding.keys()) reject(this.dead);
    this.outstanding.clear();
  }
}

/** Spawns a worker with a session in it. */
export function openSession(options: ClientOptions = {}): SessionClient {
  const worker = (options.spawn ?? spawnWorker)();
  const remote = wrap<WorkerApi>(worker);
  const visible = options.visible ?? (() => page?.visibilityState !== 'hidden');
  const watch = new Watch(worker, () => remote.alive(), visible);
  // What goes wrong here is said by every call that follows.
  watch.call(() => remote.begin(options.base ?? page?.baseURI ?? import.meta.url)).catch(() => undefined);
  let playing = false;
  const frame = async ({ after, wants, recycle = [] }: FrameRequest): Promise<Frame> => {
    const buffers = [...recycle];
    const request = transfer({ after, wants, recycle: buffers }, buffers);
    const answer = await watch.call(() => remote.frame(request), playing);
    playing = answer.playing;
    return answer;
  };
  return {
    frame,
    open: (request) => watch.call(() => remote.open(request)),
    preparing: () => watch.call(() => remote.preparing()),
    abandon: () => watch.call(() => remote.abandon()),
    configure: (changes) => watch.call(() => remote.configure(changes)),
    play: () => watch.call(() => remote.play()),
    pause: () => watch.call(() => remote.pause()),
    step: (grain) => watch.call(() => remote.step(grain)),
    showChains: (view) => watch.call(() => remote.showChains(view)),
    goBack: (checkpoint) => watch.call(() => remote.goBack(checkpoint)),
    undo: () => watch.call(() => remote.undo()),
    readFile: (file, name, threshold) => watch.call(() => remote.readFile(file, name, threshold)),
    saveModel: () => watch.call(() => remote.saveModel()),
    openModel: (model) => watch.call(() => remote.openModel(model)),
    keep: () => watch.call(() => remote.keep()),
    resume: (kept) => watch.call(() => remote.resume(kept)),
    onDeath: (listener) => watch.onDeath(listener),
    close: () => watch.end(workerDied('it was closed')),
  };
}
