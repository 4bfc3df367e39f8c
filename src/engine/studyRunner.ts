/** Tasks under way in one worker: each a generator driven in short slices, so that a cancel is heard between. */
import { cancelled } from './cancelled';
import type { Host } from './host';
import type { TaskName, Tasks } from './studies/registry';
import type { Tools } from './studies/task';
import type { Material, Subject } from './study';

/** ms of work between two turns for messages. */
const sliceTime = 15;
/** ms between two words about how far a task is. */
const reportInterval = 100;

export interface TaskRequest {
  /** Chosen by the caller: `cancel` and reports name it. */
  readonly id: number;
  readonly name: TaskName;
  readonly ask: unknown;
  /** A subject that was set before. */
  readonly subject: number;
  /** Begins when those in line before it have ended, instead of beside them. */
  readonly inLine?: boolean;
}

export class StudyRunner {
  private material?: Material;
  private readonly subjects = new Map<number, Subject>();
  private readonly running = new Set<number>();
  /** The end of the last task in line. */
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Pick<Host, 'now' | 'yieldTurn'>,
    private readonly tools: Tools,
    private readonly tasks: Tasks,
    private readonly report: (id: number, progress: unknown) => void,
  ) {}

  /** The rows of one run; those of the one before go. */
  setMaterial(material: Material): void {
    this.material = material;
  }

  /** The same object for every task about it, so that what a task keeps for a subject serves the next. */
  setSubject(id: number, subject: Subject): void {
    this.subjects.set(id, subject);
  }

  forgetSubject(id: number): void {
    this.subjects.delete(id);
  }

  /** The task's result. Rejects with what it throws, and with an Error named `Cancelled` after `cancel`. */
  run(request: TaskRequest): Promise<unknown> {
    this.running.add(request.id);
    if (!request.inLine) return this.begin(request);
    const result = this.line.then(() => this.begin(request));
    this.line = result.catch(() => undefined);
    return result;
  }

  private async begin({ id, name, ask, subject: subjectId }: TaskRequest): Promise<unknown> {
    try {
      if (!this.running.has(id)) throw cancelled();
      const task = this.tasks[name];
      const subject = this.subjects.get(subjectId);
      if (!task) throw new RangeError(`invalid task: ${name}; there is none of that name`);
      if (!subject || this.material?.run !== subject.run) throw new Error('subject and material come first');
      return await this.drive(id, task(ask as never, subject, this.material, this.tools));
    } finally {
      this.running.delete(id);
    }
  }

  private async drive(id: number, work: Generator<unknown, unknown>): Promise<unknown> {
    let reported = this.host.now();
    for (;;) {
      const end = this.host.now() + sliceTime;
      let progress: unknown;
      do {
        const { done, value } = work.next();
        if (done) return value;
        progress = value ?? progress;
      } while (this.host.now() < end);
      if (progress !== undefined && this.host.now() >= reported + reportInterval) {
        reported = this.host.now();
        this.report(id, progress);
      }
      await this.host.yieldTurn();
      if (!this.running.has(id)) {
        work.return(undefined);
        throw cancelled();
      }
    }
  }

  /** Gives up a task; one that has ended, or never began, is no matter. */
  cancel(id: number): void {
    this.running.delete(id);
  }
}
