/** One session in its worker at a time, and a new one after a death. */
import type { SessionApi } from '../engine/frame';

/** A session in its worker. When that dies, every call rejects with an Error named `WorkerDied`. */
export interface LiveSession extends SessionApi {
  onDeath(listener: (error: Error) => void): unknown;
  close(): void;
}

/** A death is told once, by who watches for it: what it makes of the calls under way needs no words. */
export const isDeath = (error: unknown): boolean => error instanceof Error && error.name === 'WorkerDied';

export class SessionWorker {
  private session?: LiveSession;
  /** Grows with every session and every death: work begun under another number is stale. */
  generation = 0;

  constructor(
    private readonly openSession: () => LiveSession,
    private readonly onDeath: (reason: string) => void,
  ) {}

  get alive(): boolean {
    return this.session !== undefined;
  }

  /** Makes sure that there is a session. */
  start(): void {
    if (this.session) return;
    const session = this.openSession();
    this.session = session;
    this.generation++;
    session.onDeath((error) => {
      if (this.session === session) this.giveUp(error.message);
    });
  }

  /** Takes the session for dead. */
  giveUp(reason: string): void {
    const { session } = this;
    this.session = undefined;
    this.generation++;
    session?.close();
    this.onDeath(reason);
  }

  call<T>(work: (api: SessionApi) => Promise<T>): Promise<T> {
    if (this.session) return work(this.session);
    return Promise.reject(
      Object.assign(new Error('the thread that trains has stopped'), { name: 'WorkerDied' }),
    );
  }
}
