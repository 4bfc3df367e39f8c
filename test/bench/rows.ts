/** The rows of the bench: what is measured, against whom, and what ratio is aimed at. */
import type { AnnealingWork, PartitionWork, TrainingWork, Work } from './work';

/** `oneThread` is ourselves with one thread instead of several. */
export type PeerName = 'sklearn' | 'numpy' | 'tfjs' | 'oneThread';
export type Place = 'node' | 'chromium';

export interface Row {
  readonly name: string;
  /** Where our side runs. The peer is a child process either way. */
  readonly place: Place;
  readonly peer: PeerName;
  readonly work: Work;
  /** The ratio to reach, peer time / our time; undefined where none is set. */
  readonly goal?: number;
  /** Largest |ln Z ours − peer| in nats with which a ratio counts. */
  readonly tolerance?: number;
}

type Shape = Pick<TrainingWork, 'visible' | 'hidden' | 'batch' | 'rows' | 'input'>;

/** Density 0.13 is MNIST's. */
const random784: Shape = { visible: 784, hidden: 500, batch: 100, rows: 10_000, input: 'random-784.rows' };
const digits: Shape = { visible: 64, hidden: 32, batch: 10, rows: 1797, input: 'digits.rows' };
const bars: Shape = { visible: 16, hidden: 16, batch: 10, rows: 30, input: 'bars-4x4.rows' };

/** Small enough that weights stay moderate over the many thousand epochs that a small model is timed for. */
const learningRate = 0.01;

const training = (shape: Shape, algorithm: 'cd' | 'pcd' = 'cd'): TrainingWork => ({
  kind: 'training',
  algorithm,
  learningRate,
  ...shape,
});

const partition = (visible: number, hidden: number, precision: 'f32' | 'f64'): PartitionWork => ({
  kind: 'partition',
  precision,
  visible,
  hidden,
  input: `model-${visible}x${hidden}.parameters`,
});

const annealing = (visible: number, hidden: number): AnnealingWork => ({
  kind: 'annealing',
  visible,
  hidden,
  chains: 100,
  betas: 1000,
  input: `annealed-${visible}x${hidden}.parameters`,
});

/** The goals are those of the design, taken on a shared 2-core machine; `goal` has [in Node, in Chromium]. */
const measured: readonly (Omit<Row, 'place' | 'goal'> & { goal: readonly [number?, number?] })[] = [
  { name: 'cd1.784x500.vsSklearn', peer: 'sklearn', work: training(random784), goal: [5, 5] },
  { name: 'cd1.64x32.vsSklearn', peer: 'sklearn', work: training(digits), goal: [15, 15] },
  { name: 'cd1.16x16.vsSklearn', peer: 'sklearn', work: training(bars), goal: [25, 25] },
  { name: 'pcd1.784x500.vsSklearn', peer: 'sklearn', work: training(random784, 'pcd'), goal: [5, 5] },
  { name: 'cd1.784x500.vsTfjs', peer: 'tfjs', work: training(random784), goal: [40, 40] },
  {
    name: 'logPartition.64x20.f32.vsNumpy',
    peer: 'numpy',
    work: partition(64, 20, 'f32'),
    goal: [undefined, 500],
    tolerance: 3e-7,
  },
  {
    name: 'logPartition.784x20.f32.vsNumpy',
    peer: 'numpy',
    work: partition(784, 20, 'f32'),
    goal: [450, 450],
    tolerance: 3e-6,
  },
  {
    name: 'logPartition.16x16.f32.vsNumpy',
    peer: 'numpy',
    work: partition(16, 16, 'f32'),
    goal: [400, 400],
    tolerance: 3e-7,
  },
  {
    name: 'logPartition.64x20.f64.vsNumpy',
    peer: 'numpy',
    work: partition(64, 20, 'f64'),
    goal: [300, 300],
    tolerance: 1e-11,
  },
  {
    name: 'logPartition.64x26.twoWorkers',
    peer: 'oneThread',
    work: { ...partition(64, 26, 'f32'), threads: 2 },
    goal: [1.8, 1.8],
    tolerance: 0,
  },
  {
    name: 'ais.784x500.vsNumpy',
    peer: 'numpy',
    work: annealing(784, 500),
    goal: [3, 3],
    // two estimates, each within 0.1 of ln Z (3σ)
    tolerance: 0.2,
  },
];

export const rows: readonly Row[] = [
  ...measured.map((row) => ({ ...row, place: 'node' as const, goal: row.goal[0] })),
  ...measured.map((row) => ({
    ...row,
    name: `chromium.${row.name}`,
    place: 'chromium' as const,
    goal: row.goal[1],
  })),
];

/** The rows whose name begins with `prefix`, in the table's order. */
export const selectRows = (prefix: string): readonly Row[] =>
  rows.filter((row) => row.name.startsWith(prefix));
