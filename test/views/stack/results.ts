/** Made-up results of stack studies, asymmetric on purpose. */
import type {
  ClassifierResult,
  FeaturesResult,
  LayerMeasurements,
  StackEstimate,
  StackResult,
} from '../../../src/engine/study';

const exact = (value: number): StackEstimate => ({
  value,
  low: value,
  high: value,
  method: 'exact',
  detail: '2⁴ states, f64',
});
const estimate = (value: number): StackEstimate => ({
  value,
  low: value - 0.2,
  high: value + 0.1,
  method: 'AIS',
  detail: '100 chains × 1,000 β',
});

export const layerOf = (changes: Partial<LayerMeasurements> = {}): LayerMeasurements => ({
  visible: 6,
  hidden: 4,
  epochs: 20,
  rows: 30,
  measured: 30,
  reconstructionError: 0.0817,
  meanFreeEnergy: -3.25,
  baseRate: -4.1,
  logPartition: exact(6.5),
  logLikelihood: exact(-3.25),
  history: { epochs: [1, 10, 20], reconstructionError: [0.2, 0.1, 0.0817] },
  ...changes,
});
/** The second layer of a made-up stack: its ln Z is an estimate. */
export const upperLayer = (): LayerMeasurements =>
  layerOf({
    visible: 4,
    hidden: 3,
    rows: 120,
    meanFreeEnergy: -1.5,
    logPartition: estimate(4),
    logLikelihood: { ...estimate(-2.5), low: -2.6, high: -2.3 },
  });

export const classifierOf = (changes: Partial<ClassifierResult> = {}): ClassifierResult => ({
  classes: ['left', 'none', 'right'],
  judged: 'heldOut',
  rows: 20,
  before: 0.7,
  after: 0.85,
  trainingAfter: 0.9,
  costs: Float64Array.of(1, 0.6, 0.4),
  accuracies: Float64Array.of(0.75, 0.8, 0.85),
  confusion: Uint32Array.of(6, 1, 0, 0, 5, 2, 0, 0, 6),
  mistakes: [
    { row: 4, bits: Uint8Array.of(1, 0, 0, 1, 1, 0), truth: 1, guess: 2, probability: 0.93 },
    { row: 11, bits: Uint8Array.of(0, 0, 1, 1, 0, 0), truth: 1, guess: 2, probability: 0.6 },
    { row: 2, bits: Uint8Array.of(0, 1, 1, 1, 0, 1), truth: 0, guess: 1, probability: 0.5 },
  ],
  ...changes,
});

const ramp = (length: number, scale: number) => Float32Array.from({ length }, (_, n) => Math.sin(n) * scale);

export const stackResult = (changes: Partial<StackResult> = {}): StackResult => ({
  ask: { first: 4, further: [3], epochs: 20, learningRate: 0.1, seed: 1, fineTuningEpochs: 3 },
  shape: { rows: 2, columns: 3 },
  layers: [
    { visible: 6, hidden: 4, W: ramp(24, 1), a: ramp(6, 0.5), b: ramp(4, 0.2) },
    { visible: 4, hidden: 3, W: ramp(12, 2), a: ramp(4, 0.5), b: ramp(3, 0.2) },
  ],
  measurements: [layerOf(), upperLayer()],
  fields: [
    { pixels: 6, units: 4, weights: ramp(24, 1) },
    { pixels: 6, units: 3, weights: ramp(18, 3) },
  ],
  samples: {
    count: 5,
    draw: 0,
    sweeps: 1000,
    means: Float32Array.from({ length: 30 }, (_, n) => (n % 7) / 6),
    bits: Uint8Array.from({ length: 30 }, (_, n) => (n % 7 > 3 ? 1 : 0)),
  },
  classifier: classifierOf(),
  seconds: 3.4,
  ...changes,
});

export const featuresResult = (changes: Partial<FeaturesResult> = {}): FeaturesResult => ({
  ask: {
    hidden: 7,
    stack: [7, 5],
    epochs: 10,
    learningRate: 0.1,
    seeds: 3,
    seed: 1,
    fineTuningEpochs: 4,
  },
  rows: [
    { kind: 'pixels', accuracies: [0.9, 0.91, 0.92] },
    { kind: 'layer', accuracies: [0.94, 0.95, 0.93] },
    { kind: 'stack', accuracies: [0.95, 0.95, 0.95] },
    { kind: 'fineTuned', accuracies: [0.96, 0.97, 0.95] },
    { kind: 'random', accuracies: [0.93, 0.93, 0.95] },
  ],
  classes: 10,
  judged: 'heldOut',
  judgedRows: 359,
  trainingRows: 1438,
  seconds: 12.2,
  ...changes,
});
