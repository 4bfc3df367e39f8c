/** Where the reader is among the lessons, and what has been predicted and done there. */
import type { Slice } from './store';

/** In their order; their texts are in `src/lessons`, fetched when one is opened. */
export const lessonNames = [
  'energy',
  'freeEnergy',
  'phases',
  'divergence',
  'generating',
  'renormalisation',
  'trace',
  'kadanoff',
  'sizes',
  'uses',
  'questions',
] as const;
export type LessonName = (typeof lessonNames)[number];

/** A step of a lesson, from 1 as its link counts; or the table of contents. */
export interface LessonPlace {
  readonly lesson: LessonName | 'contents';
  readonly step: number;
}

export interface StepRecord {
  /** The answer that was predicted, by its name. */
  readonly predicted?: string;
  /** What the step asks to do has been done. */
  readonly passed?: boolean;
  readonly seen?: boolean;
}
/** By the step's key, `energy.2`. */
export type LessonProgress = Readonly<Record<string, StepRecord>>;

export interface LessonSlice {
  /** Undefined in the lab. */
  lesson?: LessonPlace;
  lessonProgress: LessonProgress;
  /** The step whose set-up the lab has been given, by its key: each is given once on arriving. */
  lessonSetUp?: string;
  /** Whether the machine that stood in the lab before comes back when the lessons are left. */
  lessonKeeps: boolean;
  /** Whether what is open has no use for the lab's machine: the contents, and steps about something else. */
  machineRests: boolean;
  /** The symbol of a formula that is pointed at, and lit in the figure. */
  symbol?: string;
  openLesson(place: LessonPlace): void;
  /** Back to the lab: to the machine that stood there, or with the lesson's own. */
  closeLessons(keep: 'the machine before' | 'this machine'): void;
  /** Adds to what is known of the step that is open. */
  recordStep(record: StepRecord): void;
  /** What was kept from an earlier visit; what was done meanwhile stays. */
  restoreProgress(progress: LessonProgress): void;
  forgetProgress(): void;
  lightSymbol(symbol: string | undefined): void;
}

export const stepKey = ({ lesson, step }: LessonPlace): string => `${lesson}.${step}`;

export const lessonSlice: Slice<LessonSlice> = (set, get) => ({
  lessonProgress: {},
  lessonKeeps: true,
  machineRests: false,
  openLesson: (lesson) => {
    if (samePlace(get().lesson, lesson)) return;
    set({ lesson, lessonSetUp: undefined, symbol: undefined });
    // a step says so itself once its text has come
    if (lesson.lesson === 'contents') set({ machineRests: true });
  },
  closeLessons: (keep) =>
    set({
      lesson: undefined,
      symbol: undefined,
      lessonKeeps: keep === 'the machine before',
      machineRests: false,
    }),
  recordStep: (record) => {
    const { lesson, lessonProgress } = get();
    if (!lesson || lesson.lesson === 'contents') return;
    const key = stepKey(lesson);
    set({ lessonProgress: { ...lessonProgress, [key]: { ...lessonProgress[key], ...record } } });
  },
  restoreProgress: (progress) => {
    const since = Object.entries(get().lessonProgress).map(([key, record]) => [
      key,
      { ...progress[key], ...record },
    ]);
    set({ lessonProgress: { ...progress, ...Object.fromEntries(since) } });
  },
  forgetProgress: () => set({ lessonProgress: {} }),
  lightSymbol: (symbol) => {
    if (get().symbol !== symbol) set({ symbol });
  },
});

export const samePlace = (one: LessonPlace | undefined, other: LessonPlace | undefined): boolean =>
  one?.lesson === other?.lesson && one?.step === other?.step;

/** "contents", "energy.2": as it stands in the address. */
export const formatPlace = (place: LessonPlace): string =>
  place.lesson === 'contents' ? 'contents' : stepKey(place);

/** The place that an address names; undefined for another text. A step beyond the last is the last, once known. */
export function parsePlace(text: string): LessonPlace | undefined {
  if (text === 'contents') return { lesson: 'contents', step: 1 };
  const [, name, step] = /^([a-zA-Z]+)(?:\.([1-9]\d?))?$/.exec(text) ?? [];
  const lesson = lessonNames.find((known) => known === name);
  return lesson && { lesson, step: Number(step ?? 1) };
}
