/** A lattice without a worker, that notes what it is asked and answers with frames as it is told to. */
import type { LatticeClient } from '../../src/engine/lattice/client';
import type { LatticeFrame } from '../../src/engine/lattice/frame';
import { frameOf } from '../views/ising/frames';

export class FakeLattice implements LatticeClient {
  readonly calls: string[] = [];
  /** What the next call of a name rejects with. */
  readonly refusals = new Map<string, Error>();
  closed = false;
  private listener?: (error: Error) => void;
  private waiting?: { answer(frame: LatticeFrame): void; refuse(error: Error): void };

  private async note(name: string, detail?: unknown): Promise<void> {
    this.calls.push(detail === undefined ? name : `${name} ${JSON.stringify(detail)}`);
    const refusal = this.refusals.get(name);
    this.refusals.delete(name);
    if (refusal) throw refusal;
  }

  open = (request: { lattice: object; seed: number; start: string }) =>
    this.note('open', { ...request.lattice, seed: request.seed, start: request.start });
  configure = (changes: { temperature?: number }) => this.note('configure', changes.temperature);
  begin = (start: string) => this.note('begin', start);
  play = () => this.note('play');
  pause = () => this.note('pause');
  step = () => this.note('step');
  frame = (_after: number) =>
    new Promise<LatticeFrame>((answer, refuse) => {
      this.waiting = { answer, refuse };
    });
  onDeath = (listener: (error: Error) => void) => {
    this.listener = listener;
    return () => undefined;
  };
  close = () => {
    this.closed = true;
  };

  get asked(): boolean {
    return this.waiting !== undefined;
  }
  answer(changes: Partial<LatticeFrame> = {}): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.answer(frameOf(changes));
  }
  die(): void {
    const error = Object.assign(new Error('the thread that samples has stopped: out of luck'), {
      name: 'WorkerDied',
    });
    this.listener?.(error);
    this.waiting?.refuse(error);
  }
}
