/** Who carries out a study with the pool: most are a single task, some are cut into parts. */
import type { Work } from '../engine/pool';
import type { TaskName } from '../engine/studies/registry';
import type { Material, Studies, StudyKind, Subject } from '../engine/study';

/** The pool as studies see it. */
export interface TaskPool {
  /** Workers that may be busy at once. */
  readonly size: number;
  sizeWhile(training: boolean): number;
  run(work: Work): Promise<unknown>;
  setTraining(training: boolean): void;
}

/** A study to be carried out. */
export interface Errand<K extends StudyKind> {
  readonly ask: Studies[K]['ask'];
  readonly subject: Subject;
  readonly material: Material;
  readonly pool: TaskPool;
  /** `live`: of a view that follows the model. */
  readonly urgency: 'live' | 'asked';
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onProgress: (progress: Studies[K]['progress']) => void;
}

export interface Outcome<K extends StudyKind> {
  readonly result: Studies[K]['result'];
  /** The subject that it is about: another than the errand's where an earlier one was gone on with. */
  readonly subject: Subject;
}

export interface Conductor<K extends StudyKind> {
  /** Rejects with an Error named `Cancelled` when the errand's signal is aborted. */
  conduct(errand: Errand<K>): Promise<Outcome<K>>;
  /** How far the errand is that was given up, if it can be gone on with. */
  left?(): Studies[K]['progress'] | undefined;
  /** Another run is open: what was left is of no use. */
  forget?(): void;
}

/** An early guess at what is left would be a wild one: ms, and share. */
const guessAfter = 1000;
const guessFrom = 0.05;

/** Seconds left when `share` of the work was done in `ms`; ∞ while that says too little. */
export function secondsLeft(share: number, ms: number): number {
  if (!(share > 0) || (share < guessFrom && ms < guessAfter)) return Number.POSITIVE_INFINITY;
  return ((ms / 1000) * (1 - share)) / share;
}

const hasShare = (progress: unknown): progress is { readonly share: number } =>
  typeof progress === 'object' && progress !== null && 'share' in progress;

/** A task that says its share, alone or among other things, is also told to be so many seconds from its end. */
function timed(now: () => number): (progress: unknown) => unknown {
  const began = now();
  return (progress) => {
    const told = typeof progress === 'number' ? { share: progress } : progress;
    if (!hasShare(told)) return told;
    return { ...told, secondsLeft: secondsLeft(told.share, now() - began) };
  };
}

/** One task of the study's own name. */
export const single = <K extends StudyKind & TaskName>(name: K): Conductor<K> => ({
  conduct: async ({ ask, subject, material, pool, urgency, signal, now, onProgress }) => {
    const time = timed(now);
    const tell = (progress: unknown) => onProgress(time(progress) as Studies[K]['progress']);
    const result = await pool.run({ name, ask, subject, material, urgency, signal, onProgress: tell });
    return { result: result as Studies[K]['result'], subject };
  },
});

/** One worker times a little of the work; the pool knows how many there would be. */
export const estimating: Conductor<'estimate'> = {
  conduct: async (errand) => {
    const { result, subject } = await single('estimate').conduct(errand);
    const { pool } = errand;
    return {
      result: { ...result, workers: pool.sizeWhile(true), workersAtRest: pool.sizeWhile(false) },
      subject,
    };
  },
};

/** A conductor that is fetched when it is first needed. */
export function fetched<K extends StudyKind>(load: () => Promise<Conductor<K>>): Conductor<K> {
  let loading: Promise<Conductor<K>> | undefined;
  let conductor: Conductor<K> | undefined;
  return {
    conduct: async (errand) => {
      loading ??= load();
      conductor = await loading.catch((error) => {
        loading = undefined;
        throw error;
      });
      return conductor.conduct(errand);
    },
    left: () => conductor?.left?.(),
    forget: () => conductor?.forget?.(),
  };
}
