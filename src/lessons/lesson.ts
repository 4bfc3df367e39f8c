/** What a lesson is made of. Each lesson is data: steps that say, set, show, ask, and know when they are done. */
import type { ComponentType, ReactNode } from 'react';
import type { SettingName, Settings } from '../settings';
import type { LessonName } from '../state/lessonSlice';
import type { LabState, LabStore } from '../state/store';

export interface Lesson {
  readonly name: LessonName;
  readonly title: string;
  readonly steps: readonly Step[];
}

/** What a live figure is given. It may be one of the lab's own views. */
export interface FigureProps {
  readonly store: LabStore;
  /** True once the reader has predicted, or where there is nothing to predict: what gives the answer away may show. */
  readonly revealed: boolean;
}

export interface Step {
  readonly title: string;
  /** The idea, in prose that stands alone with the figure off. */
  readonly say: ReactNode;
  /** One formula below the prose, with `\sym{name}{…}` where a symbol can be pointed at. */
  readonly tex?: string;
  readonly symbols?: Readonly<Record<string, SymbolEntry>>;
  /** What the lab is given on arriving; what is left out stands as it did. */
  readonly set?: SetUp;
  readonly show: ComponentType<FigureProps>;
  /** Settings of the lab that the reader may move here, shown below the figure. */
  readonly knobs?: readonly SettingName[];
  readonly predict?: Prediction;
  readonly until?: Task;
}

/** The lab's machine has no part in it: the step stops it, sets up nothing of it, and shows something else. */
export const restsMachine = ({ set }: Step): boolean => set?.playing === false && set.settings === undefined;

/** What a symbol stands for: in words, in the figure, and as a number now. */
export interface SymbolEntry {
  /** "the weight between v₁ and h": follows "Show" in its accessible name. */
  readonly is: string;
  /**
   * The accessible name, `data-symbol` or label of what it lights in the figure, or several; null where it stands
   * for nothing that the figure shows. One of them at least is there once the reader has predicted.
   */
  readonly lights: string | readonly string[] | null;
  /** Its value now, in words with its unit; undefined where there is none yet. */
  readonly value?: (state: LabState) => string | undefined;
}

export interface SetUp {
  /** Over the settings that the lab begins with; the seed stays. Goes into the link of the step. */
  readonly settings?: Partial<Settings>;
  /** Whether the machine trains on arriving; as it was where left out. */
  readonly playing?: boolean;
  /** Anything else in the store: the state of a figure. */
  readonly prepare?: (store: LabStore) => void;
}

export interface Prediction {
  readonly ask: ReactNode;
  readonly options: readonly { readonly name: string; readonly say: ReactNode }[];
  /** The name of the right one. */
  readonly right: string;
  /** Why, said once something has been chosen, whichever it was. */
  readonly because: ReactNode;
}

export interface Task {
  /** What to do, as an instruction. */
  readonly task: ReactNode;
  /** Looked at whenever the store changes, from the simulator's state alone. */
  readonly passes: (state: LabState) => boolean;
  /** How far it is, or what is wrong so far: a short sentence. */
  readonly hint?: (state: LabState) => string | undefined;
  /** What has been seen, said once it is done. */
  readonly because: ReactNode;
}
