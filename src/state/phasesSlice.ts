/** Updates as they are watched in the lesson on the two phases: where they began, and what they came to. */
import type { ParameterFrame, WalkthroughFrame } from '../engine/frame';

/** What an update is made of, besides its sample. */
export interface StepRule {
  /** ε, 1 an update. */
  readonly rate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** An update that was seen to begin and to end. All arrays are copies. */
export interface WatchedUpdate {
  /** Updates completed before it. */
  readonly update: number;
  /** Each of its half-steps stood still to be seen. */
  readonly byHalves: boolean;
  readonly rule: StepRule;
  readonly walkthrough: WalkthroughFrame;
  readonly before: ParameterFrame;
  readonly after: ParameterFrame;
}

export interface Watched {
  readonly run: number;
  /** Updates completed: the number of the one under way. */
  readonly update: number;
  /** Stages of it that have stood still, by what comes next. */
  readonly stages: readonly string[];
  /** The parameters that it began with, copied. */
  readonly parameters: ParameterFrame;
  /** Completed ones without a gap, the latest last, at most eight. */
  readonly done: readonly WatchedUpdate[];
}

export interface PhasesSlice {
  /** Kept by the figure of the lesson for as long as it stands. */
  watched?: Watched | undefined;
}
