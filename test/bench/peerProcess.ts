/** A peer as a child process that answers one JSON line for each, so that its start-up is never timed. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Alternative, Contender, Measurement, Readiness, Work } from './work';

/** A request that has waited this long is given up, in ms. */
const patience = 180_000;

type Answer = { readonly error?: string } & Record<string, unknown>;

export interface PeerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder of the inputs. */
  readonly folder: string;
}

export class PeerProcess implements Contender {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly folder: string;
  private complaints = '';
  /** Why there will be no more answers; undefined while it lives. */
  private end: string | undefined;
  private settle: ((answer: Answer) => void) | undefined;

  constructor({ file, args, environment, folder }: PeerCommand) {
    this.folder = folder;
    this.child = spawn(file, args, { env: { ...process.env, ...environment } });
    this.child.stderr.on('data', (data) => {
      this.complaints = `${this.complaints}${data}`.slice(-2000);
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) this.answered(JSON.parse(line));
    });
    this.child.on('error', (error) => this.ended(error.message));
    this.child.on('close', (code) => this.ended(`ended with ${code}: ${this.lastComplaint()}`));
    this.child.stdin.on('error', () => {});
  }

  async prepare(work: Work): Promise<Readiness> {
    return (await this.ask({ command: 'prepare', folder: this.folder, work })) as unknown as Readiness;
  }

  /** Python peers only: how fast their BLAS is. Rejects where its products are wrong. */
  async probe(): Promise<Measurement> {
    return (await this.ask({ command: 'probe' })) as unknown as Measurement;
  }

  async measure(steps: number): Promise<Measurement> {
    return (await this.ask({ command: 'measure', steps })) as unknown as Measurement;
  }

  async logPartition(): Promise<number | undefined> {
    return (await this.ask({ command: 'logPartition' })).logPartition as number | undefined;
  }

  async alternative(): Promise<Alternative | undefined> {
    const answer = await this.ask({ command: 'alternative' });
    return answer.label === undefined ? undefined : (answer as unknown as Alternative);
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined)
      return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await closed;
  }

  private lastComplaint(): string {
    return this.complaints.trim().split('\n').at(-1) ?? '';
  }

  private ended(words: string): void {
    this.end ??= words;
    this.answered({ error: this.end });
  }

  private answered(answer: Answer): void {
    this.settle?.(answer);
    this.settle = undefined;
  }

  private async ask(request: object): Promise<Answer> {
    if (this.end !== undefined) throw new Error(this.end);
    const answer = await new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => resolve({ error: `no answer in ${patience / 1000} s` }), patience);
      this.settle = (given) => {
        clearTimeout(timer);
        resolve(given);
      };
      this.child.stdin.write(`${JSON.stringify(request)}\n`);
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }
}
