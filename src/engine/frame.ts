/** What crosses the thread between the page and the worker that trains: plain data, typed arrays transferred. */
import type { Keep } from '../core/keptUnits';
import type { Stage, Walkthrough } from '../kernels/contract';
import type { SettingName, Settings } from '../settings';
import type { Material, Subject } from './study';

/** How a number was obtained; shown beside it and carried as `data-method`. */
export type Method = 'exact' | 'Monte Carlo' | 'not computed';

/** One read-out: a number, how it was obtained, and the update whose parameters it is about. */
export interface Reading {
  /** Absent when there is none. Natural units: nats per sample for likelihoods. */
  readonly value?: number;
  readonly method: Method;
  /** More about the method ("2¹⁶ states, f32", "256 of 10,000 rows"), or why there is no value. */
  readonly detail: string;
  readonly update: number;
}

/** The curves that measurements feed; the names of `Frame.readings` and of the store's curves. */
export const measureNames = [
  'logPartition',
  'logLikelihood',
  'heldOutLogLikelihood',
  'pseudoLikelihood',
  'reconstructionError',
  'freeEnergy',
  'heldOutFreeEnergy',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** A change of a live setting: it binds at update `update` (updates completed before it acts). */
export interface KnobMove {
  readonly update: number;
  readonly name: SettingName;
  readonly value: number | string;
}

/** Patterns painted by the user: `side` × `side` pixels each, bytes 0/1, row-major [count × side²]. */
export interface Painting {
  readonly side: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Everything that defines a run: the same request gives the same bits. */
export interface RunRequest {
  /** Settings at update 0. */
  readonly settings: Settings;
  /** Knob moves to replay, in order of update. */
  readonly moves: readonly KnobMove[];
  readonly painting?: Painting;
  /** The rows of the user's own file, as `readFile` returned them by `id`. */
  readonly fileId?: number;
  /** The run began from a model that was opened: its weights are not in the request. */
  readonly fromModel?: boolean;
}

/** What a run is about: sent once when it opens. */
export interface RunSummary {
  /** Grows by one with every run that this worker opens. */
  readonly run: number;
  readonly visible: number;
  readonly hidden: number;
  /** How the visible units are arranged as a picture. columns * rows >= visible. */
  readonly shape: { readonly rows: number; readonly columns: number };
  readonly trainingRows: number;
  readonly heldOutRows: number;
  /** Different labels that the training rows bear; absent where they bear none. */
  readonly labels?: number;
  /** "1,438 handwritten digits to learn from, 359 held out." */
  readonly description: string;
  readonly attribution?: string;
  /** Mean log-likelihood of independent pixels with the data's means, nats per sample. */
  readonly baseRate: number;
  /** Mean log-likelihood that no model can pass on the training rows (−entropy of their empirical distribution). */
  readonly bestPossible?: number;
  /** Whether ln Z is computed live, and if not why ("the smaller layer has 100 units; up to 20 are enumerated live"). */
  readonly exact: boolean;
  readonly whyNotExact?: string;
  /** The first training rows, at most 64, [count × visible] bytes, to choose a sample from. */
  readonly samples: Uint8Array;
  readonly sampleCount: number;
}

/** The arrays that visible views ask for. */
export interface Wants {
  readonly weights?: boolean;
  readonly hidden?: boolean;
  readonly chains?: boolean;
  readonly walkthrough?: boolean;
}

export interface FrameRequest {
  /** Answered with the first state whose version is greater. */
  readonly after: number;
  readonly wants: Wants;
  /** Buffers of the last frame, transferred back for reuse. */
  readonly recycle?: readonly ArrayBuffer[];
}

export interface ParameterFrame {
  /** Row-major [visible × hidden]. */
  readonly W: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

export interface HiddenFrame {
  /** p(h = 1 | v) for the first training rows, row-major [samples × hidden]. */
  readonly means: Float32Array;
  readonly samples: number;
  /** Mean of the above over the samples, [hidden]. */
  readonly activity: Float32Array;
}

export interface ChainFrame {
  /** The last `length` states of each chain, oldest first: [count × length × visible] bytes 0/1. */
  readonly films: Uint8Array;
  readonly count: number;
  readonly length: number;
  /** Sweeps done since the chains were started. */
  readonly sweeps: number;
}

export type WalkthroughFrame = Walkthrough;

/** Scalars of every epoch finished since the last frame, in order; none is missing. */
export interface EpochFrame {
  readonly epoch: Float64Array;
  readonly update: Float64Array;
  readonly meanHidden: Float32Array;
  /** Share of pixels that the negative phase flipped; NaN where it doesn't start from the data. */
  readonly flipped: Float32Array;
}

/** Measurements finished since the last frame, in order: for each measure the updates and values. */
export type MeasureFrame = {
  readonly [M in MeasureName]?: { readonly update: Float64Array; readonly value: Float64Array };
};

export type Trouble = 'diverged' | 'threw' | 'died';
export interface Failure {
  readonly kind: Trouble;
  readonly message: string;
  readonly update: number;
  /** The last good epoch one can go back to. */
  readonly lastGoodEpoch?: number;
}

/** Parallel tempering: the share of swaps accepted in the last update, by pair of neighbours, the hottest first. */
export interface SwapReport {
  readonly acceptance: Float64Array;
}
/** Mean field and TAP-2: the fixed point that the last update was made from. */
export interface FixedPointReport {
  /** Updates completed before the one that it was looked for. */
  readonly update: number;
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest change of a magnetisation in the last iteration. */
  readonly residual: number;
  /** Updates that had none, since the run was opened or went back. */
  readonly missed: number;
}
/** What an algorithm says about itself. */
export type AlgorithmReport =
  | ({ readonly kind: 'swaps' } & SwapReport)
  | ({ readonly kind: 'fixed point' } & FixedPointReport);

/** A place one can go back to. */
export interface CheckpointSummary {
  readonly id: number;
  readonly update: number;
  readonly epoch: number;
  readonly kind: 'first' | 'trail' | 'best' | 'last';
  readonly heldOutLogLikelihood?: number;
}

export interface Frame {
  readonly version: number;
  readonly run: number;
  readonly playing: boolean;
  readonly failure?: Failure;
  readonly update: number;
  readonly epoch: number;
  /** Updates in an epoch at the current batch size. */
  readonly updatesPerEpoch: number;
  /** The half-step that comes next, and sweeps completed within the update. */
  readonly stage: Stage;
  readonly sweep: number;
  readonly samplesPerSecond: number;
  readonly updatesPerSecond: number;
  /** Absent where the algorithm in force has nothing to say (yet). */
  readonly algorithm?: AlgorithmReport;
  readonly readings: { readonly [M in MeasureName]: Reading };
  readonly epochs: EpochFrame;
  readonly measures: MeasureFrame;
  /** Every move of the run, also those still to be replayed. Set when they changed, or one acted, since the last frame. */
  readonly moves?: readonly KnobMove[];
  /** Set when they changed since the last frame. */
  readonly checkpoints?: readonly CheckpointSummary[];
  /** True while an earlier run waits for `undo`. */
  readonly canUndo: boolean;
  readonly weights?: ParameterFrame;
  readonly hidden?: HiddenFrame;
  readonly chains?: ChainFrame;
  readonly walkthrough?: WalkthroughFrame;
}

/** How the chains on show run. */
export interface ChainView {
  readonly mode: 'free' | 'clamped';
  /** Index into `RunSummary.samples`. */
  readonly sample: number;
  /** Which units a clamped chain keeps. */
  readonly keep: Keep;
  /** Inverse temperature, 0..4. */
  readonly beta: number;
}

export type Grain = Settings['stepBy'];

/** A file of the user's, read and understood in the worker. */
export interface FilePreview {
  readonly id: number;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly shape: { readonly rows: number; readonly columns: number };
  readonly minimum: number;
  readonly maximum: number;
  /** Share of ones at the threshold given. */
  readonly density: number;
  /** The first rows, binarised, at most 16: [count × columns]. */
  readonly preview: Uint8Array;
  readonly previewCount: number;
  /** What was left out or assumed ("a header line", "the last column, as labels"). */
  readonly notes: readonly string[];
}

/** A model as it is saved and opened: JSON. */
export interface ModelFile {
  readonly format: 'cheap-learning-model';
  readonly version: 1;
  readonly visible: number;
  readonly hidden: number;
  readonly W: readonly (readonly number[])[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly settings: Settings;
  readonly moves: readonly KnobMove[];
  readonly update: number;
  readonly epoch: number;
}

/** A run, whole, to be kept over a reload. Opaque to the page. */
export interface KeptRun {
  readonly request: RunRequest;
  readonly update: number;
  readonly epoch: number;
  readonly savedAt: number;
  readonly state: unknown;
}

/** How far the data of a run that opens has come: rows made, of all. */
export interface Preparation {
  readonly done: number;
  readonly total: number;
}

/** What the page may ask of the session: the narrow object that crosses the thread. */
export interface SessionApi {
  /** Starts a new run; the present one is kept for `undo`. Rejects with what is wrong; the present run then goes on. */
  open(request: RunRequest): Promise<RunSummary>;
  /** How far a run that opens has come; undefined where there is none, or its data takes no time. */
  preparing(): Promise<Preparation | undefined>;
  /** Gives up the run that opens: its `open` rejects with an Error named `Abandoned`. */
  abandon(): Promise<void>;
  /** Live and pace settings; live ones bind at the next update and join the list of moves. */
  configure(changes: Partial<Settings>): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  step(grain: Grain): Promise<void>;
  /** Trains at full speed until `update` updates are completed, and rests there. Nothing where they are already. */
  advanceTo(update: number): Promise<void>;
  /** The first state newer than `after`. Never rejects for a training failure: that is `Frame.failure`. */
  frame(request: FrameRequest): Promise<Frame>;
  showChains(view: ChainView): Promise<void>;
  /** Goes back to a checkpoint and stays paused there; later ones stay in the list until training goes on. */
  goBack(checkpoint: number | 'last good'): Promise<void>;
  /** Returns to the run before the last `open`, where it was; its summary. */
  undo(): Promise<RunSummary>;
  readFile(file: Blob, name: string, threshold: number): Promise<FilePreview>;
  saveModel(): Promise<ModelFile>;
  openModel(model: unknown): Promise<{ summary: RunSummary; request: RunRequest }>;
  /** The run as it stands, to be kept over a reload. */
  keep(): Promise<KeptRun>;
  resume(kept: KeptRun): Promise<RunSummary>;
  /** The model as it stands, copied, for a study. */
  subject(): Promise<Subject>;
  /** The rows of the present run, copied. */
  material(): Promise<Material>;
}
