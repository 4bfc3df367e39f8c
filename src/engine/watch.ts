/** Watches over a worker, and says when it died: a call whose peer is gone would never settle by itself. */

/** ms between two looks at the worker, and looks without an answer after which it counts as dead. */
const heartbeat = 2000;
const patience = 8;

/** The page, where there is one: this layer compiles without the DOM's types. */
export const page = (
  globalThis as { document?: { readonly baseURI: string; readonly visibilityState: string } }
).document;

/** Whether the page is to be seen: behind a hidden one a late answer proves nothing. */
export const pageVisible = (): boolean => page?.visibilityState !== 'hidden';

export function workerDied(thread: string, reason: string): Error {
  const error = new Error(`${thread} has stopped: ${reason}`);
  error.name = 'WorkerDied';
  return error;
}

/** One worker and the calls that it hasn't answered: a call whose peer dies would never settle by itself. */
export class Watch {
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
    /** What the worker is called when it died. */
    private readonly thread: string,
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
    const error = workerDied(this.thread, reason);
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
