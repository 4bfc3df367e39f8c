/** The run that is going: what it is about, the newest frame, and the history that frames leave behind. */
import type {
  ChainFrame,
  CheckpointSummary,
  Frame,
  HiddenFrame,
  KnobMove,
  MeasureName,
  ParameterFrame,
  Preparation,
  RunRequest,
  RunSummary,
  WalkthroughFrame,
} from '../engine/frame';
import type { Settings } from '../settings';
import { type Curves, emptyCurves } from './curves';
import type { Slice } from './store';

export interface RunSlice {
  summary?: RunSummary;
  /** What the run was opened with: its settings at update 0 and the moves to replay. */
  request?: RunRequest;
  /** How far the run that opens has come, where that takes long. */
  preparation?: Preparation;
  /** What the user wants; `frame.playing` says what the worker does. */
  playing: boolean;
  /** The newest frame. Every frame is a new object, so subscribe to it to follow the run. */
  frame?: Frame;
  /** The newest arrays, kept when a frame lacks them, gone when another run opens. */
  weights?: ParameterFrame;
  hidden?: HiddenFrame;
  chains?: ChainFrame;
  walkthrough?: WalkthroughFrame;
  /** Knob moves of this run, in order of update. */
  moves: readonly KnobMove[];
  checkpoints: readonly CheckpointSummary[];
  /** Mutated by every frame; the object changes only with the run. Read it when `frame` changes. */
  curves: Curves;
  /** Curves of the last run that had trained when it was left, for `undo`. */
  previousCurves?: { readonly run: number; readonly curves: Curves };
  /** How often a run from the start was asked for: each time one opens, with the settings as they stand. */
  begunAgain: number;
  setPlaying(playing: boolean): void;
  beginAgain(): void;
  /** Another run is open, with these settings in force: arrays and curves of the one before go. */
  opened(summary: RunSummary, request: RunRequest, settings?: Settings): void;
  /** Takes in a frame of the present run; one of another run changes nothing. */
  receive(frame: Frame): void;
}

export const runSlice: Slice<RunSlice> = (set, get) => ({
  playing: true,
  begunAgain: 0,
  moves: [],
  checkpoints: [],
  curves: emptyCurves(),
  setPlaying: (playing) => set({ playing }),
  beginAgain: () => set({ begunAgain: get().begunAgain + 1 }),
  opened: (summary, request, settings = request.settings) => {
    const { summary: before, frame, curves, previousCurves, painting } = get();
    const trained = before && frame && frame.update > 0;
    set({
      summary,
      request,
      settings,
      painting: request.painting ?? painting,
      frame: undefined,
      weights: undefined,
      hidden: undefined,
      chains: undefined,
      walkthrough: undefined,
      moves: request.moves,
      checkpoints: [],
      curves: previousCurves?.run === summary.run ? previousCurves.curves : emptyCurves(),
      previousCurves: trained ? { run: before.run, curves } : previousCurves,
      hovered: undefined,
      selected: undefined,
    });
  },
  receive: (frame) => {
    const state = get();
    if (frame.run !== state.summary?.run) return;
    record(state.curves, frame);
    set({
      frame,
      weights: frame.weights ?? state.weights,
      hidden: frame.hidden ?? state.hidden,
      chains: frame.chains ?? state.chains,
      walkthrough: frame.walkthrough ?? state.walkthrough,
      moves: frame.moves ?? state.moves,
      checkpoints: frame.checkpoints ?? state.checkpoints,
    });
  },
});

/** Enters everything that a frame brings into the curves. */
function record(curves: Curves, { epochs, measures }: Frame): void {
  for (let i = 0; i < epochs.update.length; i++) {
    curves.meanHidden.push(epochs.update[i]!, epochs.meanHidden[i]!);
    curves.flipped.push(epochs.update[i]!, epochs.flipped[i]!);
  }
  for (const [name, measure] of Object.entries(measures)) {
    const curve = curves[name as MeasureName];
    for (let i = 0; i < measure.update.length; i++) curve.push(measure.update[i]!, measure.value[i]!);
  }
}
