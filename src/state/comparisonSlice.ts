/** Two to four methods, side by side on one seed and one data set: who they are, and how far each has come. */
import { defaultSettings, type Settings } from '../settings';
import { type Contender, contenderOf, fewestContenders, mostContenders } from './contender';
import type { Slice } from './store';

/** Updates that a comparison may take. */
export const comparisonLength = { fewest: 100, most: 1_000_000, default: 20_000 } as const;

/** What was measured of one contender at one update; likelihoods are means over the training rows, nats. */
export interface ComparisonPoint {
  readonly update: number;
  /** Of training, without measuring. */
  readonly seconds: number;
  /** Absent where ln Z is not affordable. */
  readonly logLikelihood?: number;
  readonly reconstructionError: number;
  readonly pseudoLikelihood: number;
}

export interface ContenderRun {
  readonly state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  readonly why?: string;
  readonly points: readonly ComparisonPoint[];
}

export interface Comparison {
  readonly contenders: readonly Contender[];
  readonly length: number;
  readonly axis: 'updates' | 'seconds';
  readonly runs: readonly ContenderRun[];
  /** What the runs were made with: a new object for each comparison that is asked for. */
  readonly asked?: {
    readonly settings: Settings;
    readonly contenders: readonly Contender[];
    readonly length: number;
  };
  readonly running: boolean;
  /** Training rows of the data set that was compared on. */
  readonly rows?: number;
}

export interface ComparisonSlice {
  comparison: Comparison;
  setContenders(contenders: readonly Contender[]): void;
  changeContender(index: number, changes: Partial<Contender>): void;
  /** One more, as the lab's settings are now; nothing above four. */
  addContender(): void;
  /** Nothing below two. */
  removeContender(index: number): void;
  setComparisonLength(length: number): void;
  setComparisonAxis(axis: Comparison['axis']): void;
  /** Starts all contenders afresh, with the settings of the lab as they are now. */
  compare(): void;
  stopComparing(): void;
  /** For `app`: what became of one contender. */
  tellContender(index: number, changes: Partial<ContenderRun>): void;
  tellComparison(changes: Partial<Comparison>): void;
}

const waiting: ContenderRun = { state: 'waiting', points: [] };

export const comparisonSlice: Slice<ComparisonSlice> = (set, get) => {
  const tell = (changes: Partial<Comparison>) => set({ comparison: { ...get().comparison, ...changes } });
  /** Other contenders: what was measured of those before goes. */
  const enter = (contenders: readonly Contender[]) =>
    tell({
      contenders,
      runs: contenders.map(() => waiting),
      running: false,
      asked: undefined,
      rows: undefined,
    });
  const first = defaultSettings();
  return {
    comparison: {
      contenders: [contenderOf(first), contenderOf(first, { gibbsSteps: 10 })],
      length: comparisonLength.default,
      axis: 'updates',
      runs: [waiting, waiting],
      running: false,
    },
    setContenders: (contenders) => {
      if (contenders.length >= fewestContenders && contenders.length <= mostContenders) enter(contenders);
    },
    changeContender: (index, changes) => {
      const { contenders } = get().comparison;
      enter(contenders.map((contender, n) => (n === index ? { ...contender, ...changes } : contender)));
    },
    addContender: () => {
      const { contenders } = get().comparison;
      if (contenders.length < mostContenders) enter([...contenders, contenderOf(get().settings)]);
    },
    removeContender: (index) => {
      const { contenders } = get().comparison;
      if (contenders.length > fewestContenders) enter(contenders.filter((_, n) => n !== index));
    },
    setComparisonLength: (length) => tell({ length }),
    setComparisonAxis: (axis) => tell({ axis }),
    compare: () => {
      const { settings, comparison } = get();
      const { contenders, length } = comparison;
      tell({
        asked: { settings, contenders, length },
        runs: contenders.map(() => waiting),
        running: true,
        rows: undefined,
      });
    },
    stopComparing: () => {
      const { runs } = get().comparison;
      const stopped = (run: ContenderRun): ContenderRun =>
        run.state === 'running' || run.state === 'waiting' ? { ...run, state: 'stopped' } : run;
      tell({ running: false, runs: runs.map(stopped) });
    },
    tellContender: (index, changes) => {
      const { runs } = get().comparison;
      const next = runs.map((run, n) => (n === index ? { ...run, ...changes } : run));
      const running = next.some(({ state }) => state === 'running' || state === 'waiting');
      tell({ runs: next, running });
    },
    tellComparison: tell,
  };
};
