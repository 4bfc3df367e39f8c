/** Made-up runs for the gallery: smooth fields for weights, noisy strokes for samples. The same every time. */
import type { Frame, MeasureName, Method, Reading, RunRequest, RunSummary } from '../../src/engine/frame';
import { measureNames } from '../../src/engine/frame';
import { defaultSettings } from '../../src/settings';

/** Uniform numbers in [0, 1) from a multiplicative congruential generator (Park & Miller 1988). */
export function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const digit = [
  '00111000',
  '01100110',
  '00000110',
  '00001100',
  '00011000',
  '00110000',
  '01111110',
  '00000000',
];

export interface RunShape {
  readonly rows: number;
  readonly columns: number;
  readonly visible?: number;
  readonly hidden: number;
}

/** A sample: the figure two, scaled to the shape, with a few pixels flipped. */
export function sampleRow({ rows, columns }: RunShape, flips: number, next: () => number): Uint8Array {
  return Uint8Array.from({ length: rows * columns }, (_, i) => {
    const row = digit[Math.floor((Math.floor(i / columns) / rows) * 8)]!;
    return Number(row[Math.floor(((i % columns) / columns) * 8)]) ^ Number(next() < flips);
  });
}

/** Receptive fields: a few bumps each, row-major [visible × hidden]. */
export function fields(
  { rows, columns, hidden }: RunShape,
  visible: number,
  next: () => number,
): Float32Array {
  const W = new Float32Array(visible * hidden);
  for (let j = 0; j < hidden; j++) {
    const bumps = Array.from({ length: 4 }, () => ({
      x: next() * columns,
      y: next() * rows,
      height: (next() - 0.5) * 4,
      width: (0.12 + 0.2 * next()) * Math.max(rows, columns),
    }));
    for (let i = 0; i < visible; i++) {
      const [x, y] = [i % columns, Math.floor(i / columns)];
      for (const bump of bumps) {
        const distance = ((x - bump.x) ** 2 + (y - bump.y) ** 2) / (2 * bump.width ** 2);
        W[i * hidden + j]! += bump.height * Math.exp(-distance);
      }
    }
  }
  return W;
}

export function summaryOf(shape: RunShape, run = 1): RunSummary {
  const visible = shape.visible ?? shape.rows * shape.columns;
  const next = uniforms(11);
  const sampleCount = 64;
  const samples = new Uint8Array(sampleCount * visible);
  for (let n = 0; n < sampleCount; n++)
    samples.set(sampleRow(shape, 0.04, next).subarray(0, visible), n * visible);
  return {
    run,
    visible,
    hidden: shape.hidden,
    shape: { rows: shape.rows, columns: shape.columns },
    trainingRows: 1438,
    heldOutRows: 359,
    labels: 10,
    description: '1,438 handwritten digits to learn from, 359 held out.',
    baseRate: -25.1,
    bestPossible: -7.27,
    exact: Math.min(visible, shape.hidden) <= 20,
    samples,
    sampleCount,
  };
}

export const requestOf = (): RunRequest => ({ settings: defaultSettings(), moves: [] });

const reading = (value: number | undefined, method: Method, detail: string): Reading => ({
  ...(value !== undefined && { value }),
  method,
  detail,
  update: 1741,
});

const exactReadings: Record<MeasureName, Reading> = {
  logPartition: reading(36.118264, 'exact', '2¹⁶ states, f32'),
  logLikelihood: reading(-18.4231, 'exact', ''),
  heldOutLogLikelihood: reading(-19.0712, 'exact', ''),
  pseudoLikelihood: reading(-17.9013, 'exact', ''),
  reconstructionError: reading(0.08123, 'exact', 'one mean-field sweep'),
  freeEnergy: reading(-54.5412, 'exact', ''),
  heldOutFreeEnergy: reading(-53.8911, 'exact', ''),
};

export const notComputed: Record<MeasureName, Reading> = {
  ...exactReadings,
  logPartition: reading(
    undefined,
    'not computed',
    'the smaller layer has 500 units; up to 20 are enumerated live',
  ),
  logLikelihood: reading(undefined, 'not computed', 'needs ln Z'),
  heldOutLogLikelihood: reading(undefined, 'not computed', 'needs ln Z'),
  pseudoLikelihood: reading(-112.4, 'Monte Carlo', '256 of 10,000 rows'),
  reconstructionError: reading(0.0423, 'Monte Carlo', '256 of 10,000 rows'),
};

/** Values of a measure at update t of a healthy run, or of one in which CD goes wrong. */
export type Story = 'learning' | 'diverging';
function valueAt(name: MeasureName, t: number, story: Story): number {
  const rise = 1 - Math.exp(-t / 300);
  const fall = story === 'diverging' ? Math.max(0, t - 700) / 180 : 0;
  const values: Record<MeasureName, number> = {
    logPartition: 30 + 6 * rise,
    logLikelihood: -25.1 + 6.8 * rise - fall,
    heldOutLogLikelihood: -25.3 + 6.3 * rise - 1.1 * fall,
    pseudoLikelihood: -23 + 5.1 * rise,
    reconstructionError: 0.21 - 0.13 * rise,
    freeEnergy: -40 - 14 * rise,
    heldOutFreeEnergy: -39.9 - 13.4 * rise,
  };
  return values[name];
}

/** Every measure at `count` updates in a row, as the frames of a run would bring them. */
export function measuresOf(count: number, story: Story, names: readonly MeasureName[] = measureNames) {
  const update = Float64Array.from({ length: count }, (_, i) =>
    Math.round((i * 1741) / Math.max(1, count - 1)),
  );
  return Object.fromEntries(
    names.map((name) => [name, { update, value: update.map((t) => valueAt(name, t, story)) }]),
  ) as Frame['measures'];
}

interface FrameOptions {
  readonly readings?: Record<MeasureName, Reading>;
  readonly measures?: Frame['measures'];
  readonly fill?: number;
  readonly playing?: boolean;
  readonly stage?: Frame['stage'];
  readonly chains?: number;
}

/** A whole frame of a run; `fill` sets every array to one value (NaN, 0, …). */
export function frameOf(summary: RunSummary, options: FrameOptions = {}): Frame {
  const { fill, readings = exactReadings, measures = measuresOf(200, 'learning') } = options;
  const { visible, hidden, shape } = summary;
  const next = uniforms(7);
  const filled = (values: Float32Array) => (fill === undefined ? values : values.fill(fill));
  const randoms = (length: number, f: (u: number) => number) =>
    filled(Float32Array.from({ length }, () => f(next())));
  const row = (flips: number) => sampleRow({ ...shape, hidden }, flips, next).subarray(0, visible);
  const rates = Float32Array.from({ length: hidden }, () => 0.6 * next());
  if (hidden > 3) rates.set([0.001, 1], 2);
  const means = randoms(64 * hidden, (u) => u);
  for (let n = 0; n < 64 && fill === undefined; n++)
    for (let j = 0; j < hidden; j++) {
      const on = means[n * hidden + j]! < rates[j]!;
      means[n * hidden + j] = on
        ? 1 - 0.2 * means[n * hidden + j]!
        : 0.008 + 0.2 * rates[j]! * means[n * hidden + j]!;
    }
  const activity = Float32Array.from(
    { length: hidden },
    (_, j) => Array.from({ length: 64 }, (_row, n) => means[n * hidden + j]!).reduce((a, b) => a + b, 0) / 64,
  );
  const [count, length] = [options.chains ?? 4, 48];
  const films = new Uint8Array(count * length * visible);
  for (let n = 0; n < count * length; n++) films.set(row(0.03 + 0.002 * (n % length)), n * visible);
  return {
    version: 1,
    run: summary.run,
    playing: options.playing ?? false,
    update: 1741,
    epoch: 12,
    updatesPerEpoch: 144,
    stage: options.stage ?? 'down',
    sweep: 0,
    samplesPerSecond: 500,
    updatesPerSecond: 50,
    readings,
    epochs: {
      epoch: new Float64Array(0),
      update: new Float64Array(0),
      meanHidden: new Float32Array(0),
      flipped: new Float32Array(0),
    },
    measures,
    canUndo: false,
    weights: {
      W: filled(fields({ ...shape, hidden }, visible, next)),
      a: randoms(visible, (u) => 2 * u - 1.5),
      b: randoms(hidden, (u) => 2 * u - 1.5),
    },
    hidden: { means, samples: 64, activity },
    chains: { films, count, length, sweeps: 3021 },
    walkthrough: {
      sample: 811,
      vPlus: row(0),
      hPlusMean: randoms(hidden, (u) => (u < 0.35 ? 1 - u / 3 : u / 5)),
      hPlus: Uint8Array.from({ length: hidden }, () => Number(next() < 0.4)),
      vMinusMean: randoms(visible, (u) => u),
      vMinus: row(0.08),
      hMinusMean: randoms(hidden, (u) => (u < 0.35 ? 1 - u / 3 : u / 5)),
    },
  };
}
