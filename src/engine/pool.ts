/** The page's end of the study workers: spawns them when there is work, hands it out, and replaces the dead. */
import { proxy, wrap } from 'comlink';
import { cancelled } from './cancelled';
import type { TaskName } from './studies/registry';
import type { Material, Subject } from './study';
import type { StudyWorkerApi } from './studyWorker';
import { pageVisible, Watch, workerDied } from './watch';

/** Workers at most, however many cores there are: each compiles the kernels and holds its own tables. */
const mostWorkers = 8;
/** Cores taken for granted where the browser doesn't say. */
const usualCores = 2;
/** Short tasks that a worker has: one in hand, and the next in line, so that it need not wait for a busy page. */
const shortAhead = 2;
/** Subjects that a worker keeps: those of an enumeration, of a study that takes long, and of live ones. */
const subjectsKept = 3;
const thread = 'a thread that studies';

/** `live`: short, wanted at once. `parts`: many small tasks of one long study, between which others get their turn. */
export type Urgency = 'live' | 'asked' | 'parts';
const rank = { live: 0, asked: 1, parts: 2 } as const satisfies Record<Urgency, number>;

export interface Work {
  readonly name: TaskName;
  readonly ask: unknown;
  readonly subject: Subject;
  readonly material: Material;
  readonly urgency: Urgency;
  /** A fraction of a second: may wait in the line of a worker that does such ones. */
  readonly short?: boolean;
  readonly onProgress?: (progress: unknown) => void;
  /** Gives up the work, waiting or under way. */
  readonly signal?: AbortSignal;
}

export interface PoolOptions {
  readonly spawn?: () => Worker;
  readonly cores?: number;
  readonly visible?: () => boolean;
}

/** One piece of work and who waits for it. */
interface Job extends Work {
  readonly id: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** The worker that had it died: it is tried once more. */
  retried: boolean;
}

const spawnWorker = (): Worker =>
  new Worker(new URL('./studyWorker.ts', import.meta.url), { type: 'module' });

/** One worker, and what it knows and does. */
class Hand {
  readonly jobs = new Map<number, Job>();
  /** It could not even begin: another may. */
  broken = false;
  private readonly remote;
  private readonly watch: Watch;
  private material?: Material;
  /** Those that the worker has, by the ids it was told, the least lately used first. */
  private readonly subjects = new Map<Subject, number>();
  private subjectCount = 0;

  constructor(worker: Worker, visible: () => boolean, onDeath: () => void) {
    const remote = wrap<StudyWorkerApi>(worker);
    this.remote = remote;
    this.watch = new Watch(worker, () => remote.alive(), visible, thread);
    this.watch.onDeath(onDeath);
    const report = (id: number, progress: unknown) => this.jobs.get(id)?.onProgress?.(progress);
    // what goes wrong here is said by every call that follows
    this.watch
      .call(() => remote.begin(proxy(report)))
      .catch(() => {
        this.broken = true;
      });
  }

  /** Whether it can begin work of this rank: it does nothing that is as urgent. */
  free(urgency: Urgency): boolean {
    return [...this.jobs.values()].every((job) => rank[job.urgency] > rank[urgency]);
  }

  /** Whether it does short tasks alone, and can take one more in line. */
  get shortWanted(): boolean {
    return this.jobs.size < shortAhead && [...this.jobs.values()].every(({ short }) => short);
  }

  async run(job: Job): Promise<unknown> {
    this.jobs.set(job.id, job);
    try {
      return await this.watch.call(() => {
        this.tell(job);
        const { id, name, ask, short } = job;
        const subject = this.subjects.get(job.subject)!;
        return this.remote.run({ id, name, ask, subject, inLine: short === true });
      });
    } finally {
      this.jobs.delete(job.id);
    }
  }

  /** Sends what the job is about, unless the worker has it. Messages arrive in order: none need be waited for. */
  private tell({ subject, material }: Job): void {
    const ignore = () => undefined; // said by the call that needs it
    if (this.material !== material) {
      this.material = material;
      this.remote.setMaterial(material).catch(ignore);
    }
    const known = this.subjects.get(subject);
    this.subjects.delete(subject);
    this.subjects.set(subject, known ?? ++this.subjectCount);
    if (known === undefined) this.remote.setSubject(this.subjectCount, subject).catch(ignore);
    const [oldest] = this.subjects;
    if (this.subjects.size > subjectsKept && oldest) {
      this.subjects.delete(oldest[0]);
      this.remote.forgetSubject(oldest[1]).catch(ignore);
    }
  }

  cancel(id: number): void {
    if (this.jobs.has(id)) this.remote.cancel(id).catch(() => undefined);
  }

  close(): void {
    this.watch.end(workerDied(thread, 'it was closed'));
  }
}

export class Pool {
  private readonly hands = new Set<Hand>();
  private waiting: Job[] = [];
  private count = 0;
  private training = true;
  private closed = false;
  private readonly spawn: () => Worker;
  private readonly cores: number;
  private readonly visible: () => boolean;

  constructor(options: PoolOptions = {}) {
    this.spawn = options.spawn ?? spawnWorker;
    this.cores = options.cores ?? (navigator.hardwareConcurrency || usualCores);
    this.visible = options.visible ?? pageVisible;
  }

  /** Workers that may be busy at once: while the page trains, a core is left to that. */
  get size(): number {
    return this.sizeWhile(this.training);
  }
  sizeWhile(training: boolean): number {
    return Math.max(1, Math.min(mostWorkers, training ? this.cores - 1 : this.cores));
  }

  /** Whether the page trains. What is under way goes on where it is. */
  setTraining(training: boolean): void {
    this.training = training;
    this.handOut();
  }

  /**
   * The result of a task. Rejects with what the task throws; with an Error named `Cancelled` once it was given up;
   * with one named `WorkerDied` where two workers died over it, or the pool was closed.
   */
  run(work: Work): Promise<unknown> {
    const { signal } = work;
    if (signal?.aborted) return Promise.reject(cancelled());
    if (this.closed) return Promise.reject(workerDied(thread, 'it was closed'));
    let giveUp = () => {};
    const result = new Promise<unknown>((resolve, reject) => {
      const job: Job = { ...work, id: ++this.count, resolve, reject, retried: false };
      giveUp = () => this.giveUp(job);
      this.waiting.push(job);
    });
    // one signal may stand for thousands of parts
    signal?.addEventListener('abort', giveUp);
    const settled = () => signal?.removeEventListener('abort', giveUp);
    result.then(settled, settled);
    this.handOut();
    return result;
  }

  private giveUp(job: Job): void {
    this.waiting = this.waiting.filter((other) => other !== job);
    for (const hand of this.hands) hand.cancel(job.id);
    job.reject(cancelled());
  }

  private handOut(): void {
    // a stable sort: among equals the first come is the first served
    this.waiting.sort((a, b) => rank[a.urgency] - rank[b.urgency]);
    for (const job of [...this.waiting]) {
      const hand = this.handFor(job);
      if (!hand) continue;
      this.waiting = this.waiting.filter((other) => other !== job);
      void this.employ(hand, job);
    }
  }

  /** An idle worker, or a new one, or one that does only what is less urgent; for a short task, one to wait with. */
  private handFor({ urgency, short }: Job): Hand | undefined {
    const hands = [...this.hands];
    const busy = hands.filter((hand) => hand.jobs.size > 0);
    if (busy.length < this.size) return hands.find((hand) => hand.jobs.size === 0) ?? this.hire();
    const free = busy.find((hand) => hand.free(urgency));
    if (free || !short || busy.length > this.size) return free;
    return busy.find((hand) => hand.shortWanted);
  }

  private hire(): Hand {
    const hand: Hand = new Hand(this.spawn(), this.visible, () => this.hands.delete(hand));
    this.hands.add(hand);
    return hand;
  }

  private async employ(hand: Hand, job: Job): Promise<void> {
    try {
      job.resolve(await hand.run(job));
    } catch (error) {
      const died = error instanceof Error && error.name === 'WorkerDied';
      if (died && !job.retried && !this.closed && !job.signal?.aborted) {
        job.retried = true;
        this.waiting.unshift(job);
      } else job.reject(error);
    }
    if (hand.broken && hand.jobs.size === 0) {
      this.hands.delete(hand);
      hand.close();
    }
    this.handOut();
  }

  /** Ends all workers; what they haven't answered rejects. */
  close(): void {
    this.closed = true;
    for (const hand of this.hands) hand.close();
    this.hands.clear();
    for (const job of this.waiting.splice(0)) job.reject(workerDied(thread, 'it was closed'));
  }
}
