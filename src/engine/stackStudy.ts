/** What the page may ask about stacks of machines and what their features are worth, and what comes back. */
import type { Parameters } from '../kernels/contract';
import type { Interval, TimedProgress } from './study';

/** How each layer learns: CD-1 in batches of 20, with momentum ½ and weight decay 0.0002. */
interface LayerLearning {
  /** Passes over the training rows, 1..10,000, each layer. */
  readonly epochs: number;
  /** 0.0001..1 */
  readonly learningRate: number;
  /** A safe integer from 0. */
  readonly seed: number;
  /** Of backpropagation through all layers, 0..1,000; 0: the softmax on top alone is trained. */
  readonly fineTuningEpochs: number;
}

export interface StackAsk extends LayerLearning {
  /** The lab's machine as it stands, or the hidden units of a first layer that is trained here: 1..1,024. */
  readonly first: 'machine' | number;
  /** Hidden units of the layers above it, bottom first: one to four, each 1..1,024. */
  readonly further: readonly number[];
}

/** Numbers of one layer, about its own rows: the data, or samples of the layer below. Nats. */
export interface LayerMeasurements {
  readonly visible: number;
  readonly hidden: number;
  /** Passes over the data so far; undefined for the lab's machine, which was not trained here. */
  readonly epochs: number | undefined;
  /** Rows that the layer learned from, and that the numbers are about (evenly spread). */
  readonly rows: number;
  readonly measured: number;
  readonly reconstructionError: number;
  readonly meanFreeEnergy: number;
  /** Mean log-likelihood of independent units with the rows' means. */
  readonly baseRate: number;
  readonly logPartition?: StackEstimate;
  readonly logLikelihood?: StackEstimate;
  /** Along training: after which epochs, the reconstruction error, and ℓ where it is exact. */
  readonly history: {
    readonly epochs: readonly number[];
    readonly reconstructionError: readonly number[];
    readonly logLikelihood?: readonly number[];
  };
}

/** `low` and `high` are the value itself where it is exact. */
export interface StackEstimate extends Interval {
  readonly method: 'exact' | 'AIS';
  /** "2¹⁶ states, f64", "100 chains × 1,000 β". */
  readonly detail: string;
}

/** Weights of a layer as seen at the pixels, W_1 … W_k, of its first units: [pixels × units]. */
export interface LayerFields {
  readonly pixels: number;
  readonly units: number;
  readonly weights: Float32Array;
}

export interface StackProgress extends TimedProgress {
  readonly stage: 'training' | 'measuring' | 'generating' | 'classifying';
  /** The layer in hand, 1-based, of so many. */
  readonly layer: number;
  readonly layers: number;
  /** Of training or of fine-tuning. */
  readonly epoch: number;
  readonly epochs: number;
  /** Of the layers so far, the one in hand as it stands. */
  readonly measurements: readonly LayerMeasurements[];
  readonly fields: readonly LayerFields[];
}

/** Pictures generated from the top down. */
export interface StackSamples {
  readonly count: number;
  /** How many were drawn of this stack before: another number, other pictures. */
  readonly draw: number;
  /** Gibbs sweeps in the top machine, from random states. */
  readonly sweeps: number;
  /** p(v = 1 | h) of the last step down, and a sample of it: [count × pixels]. */
  readonly means: Float32Array;
  readonly bits: Uint8Array;
}

/** Other pictures of a stack that was trained before. */
export interface StackPicturesAsk {
  readonly layers: readonly Parameters[];
  /** As it was trained with; and which drawing, 0 the one that came with training. Both safe integers from 0. */
  readonly seed: number;
  readonly draw: number;
}

/** A row that the classifier gets wrong. */
export interface Mistake {
  /** Number among the judged rows. */
  readonly row: number;
  readonly bits: Uint8Array;
  /** Classes by their place. */
  readonly truth: number;
  readonly guess: number;
  /** How probable the guess is to the classifier. */
  readonly probability: number;
}

export interface ClassifierResult {
  readonly classes: readonly string[];
  /** Whose accuracy it is; the training rows' own where none are held out. */
  readonly judged: 'heldOut' | 'training';
  readonly rows: number;
  /** Share named rightly: by the softmax on the stack's features, after fine-tuning, and of the training rows then. */
  readonly before: number;
  readonly after: number;
  readonly trainingAfter: number;
  /** After each epoch of fine-tuning: mean cost (nats) and accuracy on the judged rows. */
  readonly costs: Float64Array;
  readonly accuracies: Float64Array;
  /** How often rows of each class (down) were taken for each (across), [classes × classes]. */
  readonly confusion: Uint32Array;
  /** The surest first, 40 at most. */
  readonly mistakes: readonly Mistake[];
}

export interface StackResult {
  readonly ask: StackAsk;
  readonly shape: { readonly rows: number; readonly columns: number };
  /** Bottom first. */
  readonly layers: readonly Parameters[];
  readonly measurements: readonly LayerMeasurements[];
  readonly fields: readonly LayerFields[];
  readonly samples: StackSamples;
  readonly classifier?: ClassifierResult;
  readonly whyNoClassifier?: string;
  readonly seconds: number;
}

export interface FeaturesAsk extends LayerLearning {
  /** Hidden units of the single layer, and of the layers of the stack, bottom first: 1..1,024 each, up to four. */
  readonly hidden: number;
  readonly stack: readonly number[];
  /** 1..20 seeds, from `seed` on. */
  readonly seeds: number;
}

export const featureKinds = ['pixels', 'layer', 'stack', 'fineTuned', 'random'] as const;
/** The accuracies of one way to classify, one for each seed so far. */
export interface FeatureRow {
  readonly kind: (typeof featureKinds)[number];
  readonly accuracies: readonly number[];
}
export interface FeaturesProgress extends TimedProgress {
  readonly rows: readonly FeatureRow[];
  /** The seed in hand, 1-based. */
  readonly seed: number;
  readonly seeds: number;
}
export interface FeaturesResult {
  readonly ask: FeaturesAsk;
  readonly rows: readonly FeatureRow[];
  readonly classes: number;
  readonly judged: 'heldOut' | 'training';
  readonly judgedRows: number;
  readonly trainingRows: number;
  readonly seconds: number;
}

/** What the page asks for unless it is told otherwise, and what `npm run accuracies` measures. */
export const defaultFeatures: FeaturesAsk = {
  hidden: 100,
  stack: [200, 100],
  epochs: 150,
  learningRate: 0.1,
  seeds: 5,
  seed: 1,
  fineTuningEpochs: 15,
};
