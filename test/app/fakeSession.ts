/** A session without a worker, that notes what it is asked and answers with frames as it is told to. */

import type { LiveSession } from '../../src/app/sessionWorker';
import {
  type Frame,
  type KeptRun,
  measureNames,
  type Reading,
  type RunRequest,
  type RunSummary,
} from '../../src/engine/frame';
import { ruleOf } from '../../src/engine/moves';
import type { Material, Subject } from '../../src/engine/study';
import { defaultSettings } from '../../src/settings';

export const summaryOf = (run: number, hidden = 3): RunSummary => ({
  run,
  visible: 5,
  hidden,
  shape: { rows: 1, columns: 5 },
  trainingRows: 7,
  heldOutRows: 0,
  description: 'Seven rows.',
  baseRate: -3,
  exact: true,
  samples: new Uint8Array(5),
  sampleCount: 1,
});

/** The model of a run after some updates: all zero. */
export function subjectOf(run: number, update = 0, hidden = 3): Subject {
  const arrays = { W: new Float32Array(5 * hidden), a: new Float32Array(5), b: new Float32Array(hidden) };
  const position = { update, epoch: 0, cursor: 0, stage: 'positive', sweep: 0, row: 0 } as const;
  return {
    run,
    update,
    parameters: { visible: 5, hidden, ...arrays },
    state: { ...arrays, position, velocity: new Float32Array(8 + 5 * hidden), rest: new Uint8Array() },
    rule: ruleOf(defaultSettings()),
    seed: 1,
  };
}

export const materialOf = (run: number): Material => ({
  run,
  training: { count: 7, width: 5, bytes: new Uint8Array(35) },
  heldOut: { count: 0, width: 5, bytes: new Uint8Array() },
  shape: { rows: 1, columns: 5 },
});

const reading: Reading = { method: 'not computed', detail: 'a fake', update: 0 };

export function frameOf(changes: Partial<Frame> = {}): Frame {
  return {
    version: 1,
    run: 1,
    playing: true,
    update: 0,
    epoch: 0,
    updatesPerEpoch: 1,
    stage: 'positive',
    sweep: 0,
    samplesPerSecond: 0,
    updatesPerSecond: 0,
    readings: Object.fromEntries(measureNames.map((name) => [name, reading])) as Frame['readings'],
    epochs: {
      epoch: new Float64Array(),
      update: new Float64Array(),
      meanHidden: new Float32Array(),
      flipped: new Float32Array(),
    },
    measures: {},
    canUndo: false,
    ...changes,
  };
}

/** `calls` lists what was asked, pulls of frames left out. */
export class FakeSession implements LiveSession {
  readonly calls: unknown[][] = [];
  readonly pulls: { after: number; wants: object; recycle?: readonly ArrayBuffer[] }[] = [];
  /** What the next calls of a name reject with. */
  readonly refuse = new Map<string, Error>();
  private run = 0;
  private version = 0;
  private dead?: Error;
  private pending: { resolve: (frame: Frame) => void; reject: (error: Error) => void }[] = [];
  private mourners: ((error: Error) => void)[] = [];

  private answer<T>(call: unknown[], value: () => T): Promise<T> {
    this.calls.push(call);
    const error = this.dead ?? this.refuse.get(String(call[0]));
    return error ? Promise.reject(error) : Promise.resolve(value());
  }
  open = (request: RunRequest) => this.answer(['open', request], () => summaryOf(++this.run));
  preparing = () => this.answer(['preparing'], () => undefined);
  abandon = () => this.answer(['abandon'], () => undefined);
  configure = (changes: object) => this.answer(['configure', changes], () => undefined);
  play = () => this.answer(['play'], () => undefined);
  pause = () => this.answer(['pause'], () => undefined);
  step = (grain: string) => this.answer(['step', grain], () => undefined);
  advanceTo = (update: number) => this.answer(['advanceTo', update], () => undefined);
  showChains = (view: object) => this.answer(['showChains', view], () => undefined);
  goBack = (checkpoint: unknown) => this.answer(['goBack', checkpoint], () => undefined);
  undo = () => this.answer(['undo'], () => summaryOf(--this.run));
  readFile = () => Promise.reject(new Error('no files here'));
  saveModel = () => Promise.reject(new Error('no models here'));
  openModel = (model: unknown) =>
    this.answer(['openModel', model], () => ({
      summary: summaryOf(++this.run),
      request: (model as { request: RunRequest }).request,
    }));
  keep = () =>
    this.answer(['keep'], (): KeptRun => {
      const request = this.named('open').at(-1)?.[1] as RunRequest;
      return { request, update: 40, epoch: 2, savedAt: 0, state: undefined };
    });
  subject = () => this.answer(['subject'], () => subjectOf(this.run));
  material = () => this.answer(['material'], () => materialOf(this.run));
  resume = (kept: KeptRun) => this.answer(['resume', kept], () => summaryOf(++this.run));

  frame = (request: { after: number; wants: object; recycle?: readonly ArrayBuffer[] }): Promise<Frame> => {
    this.pulls.push(request);
    if (this.dead) return Promise.reject(this.dead);
    return new Promise((resolve, reject) => this.pending.push({ resolve, reject }));
  };

  /** Answers the pull that waits, with a newer version of the present run. */
  async send(changes: Partial<Frame> = {}): Promise<void> {
    await settle();
    const pull = this.pending.shift();
    if (!pull) throw new Error('nobody waits for a frame');
    pull.resolve(frameOf({ version: ++this.version, run: this.run, ...changes }));
    await settle();
  }

  onDeath = (listener: (error: Error) => void) => this.mourners.push(listener);
  close = () => this.calls.push(['close']);

  async die(reason: string): Promise<void> {
    this.dead = Object.assign(new Error(reason), { name: 'WorkerDied' });
    for (const { reject } of this.pending.splice(0)) reject(this.dead);
    for (const mourner of this.mourners) mourner(this.dead);
    await settle();
  }

  named = (name: string): unknown[][] => this.calls.filter(([called]) => called === name);
}

/** Until everything that can go on has gone on. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
