/** Studies as the page sees them: what was asked for, how far it is, what came of it. */
import { type Studies, type StudyKind, studyKinds } from '../engine/study';
import type { Slice } from './store';

export interface StudyState<K extends StudyKind> {
  /** The last ask; a new object each time, which `app` answers. */
  readonly asked?: Studies[K]['ask'];
  /** `following`: asked again whenever the model has changed. */
  readonly mode: 'idle' | 'running' | 'following' | 'stopped';
  readonly progress?: Studies[K]['progress'];
  /** The newest result, kept while another is under way. */
  readonly result?: Studies[K]['result'];
  /** Run and update that the result is about. */
  readonly about?: { readonly run: number; readonly update: number };
  /** Why there is no result, in words. */
  readonly refused?: string;
}
export type StudyStates = { readonly [K in StudyKind]: StudyState<K> };

export interface StudySlice {
  studies: StudyStates;
  /** Starts a study of the model as it stands now; one of the same kind that runs is given up. */
  ask<K extends StudyKind>(kind: K, ask: Studies[K]['ask']): void;
  /** The same, again and again as the model changes, until `stop`. */
  follow<K extends StudyKind>(kind: K, ask: Studies[K]['ask']): void;
  /** Gives up what runs; its last result stays. An enumeration can be asked for again and goes on where it was. */
  stop(kind: StudyKind): void;
  /** For `app`: what became of a study. */
  tell<K extends StudyKind>(kind: K, changes: Partial<StudyState<K>>): void;
}

const idle = { mode: 'idle' } as const;

export const studySlice: Slice<StudySlice> = (set, get) => {
  const update = <K extends StudyKind>(kind: K, changes: Partial<StudyState<K>>) => {
    const { studies } = get();
    set({ studies: { ...studies, [kind]: { ...studies[kind], ...changes } } });
  };
  return {
    studies: Object.fromEntries(studyKinds.map((kind) => [kind, idle])) as unknown as StudyStates,
    ask: (kind, ask) =>
      update(kind, { asked: { ...ask }, mode: 'running', progress: undefined, refused: undefined }),
    follow: (kind, ask) => update(kind, { asked: { ...ask }, mode: 'following', refused: undefined }),
    stop: (kind) => {
      if (get().studies[kind].mode !== 'idle') update(kind, { mode: 'stopped', progress: undefined });
    },
    tell: update,
  };
};
