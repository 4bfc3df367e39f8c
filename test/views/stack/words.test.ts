import { describe, expect, it } from 'vitest';
import type { StackProgress } from '../../../src/engine/study';
import { accuracyScale } from '../../../src/views/stack/accuracyScale';
import {
  countError,
  differenceWords,
  featureName,
  stageWords,
  tuningWords,
} from '../../../src/views/stack/words';
import { classifierOf, featuresResult } from './results';

const progress = (changes: Partial<StackProgress>): StackProgress => ({
  share: 0.1,
  secondsLeft: 3,
  stage: 'training',
  layer: 2,
  layers: 3,
  epoch: 12,
  epochs: 50,
  measurements: [],
  fields: [],
  ...changes,
});

describe('the words of a stack', () => {
  it('stageWords say what is being done, and to which layer', () => {
    expect(stageWords(progress({}))).toBe('Training layer 2 of 3, epoch 12 of 50.');
    expect(stageWords(progress({ stage: 'measuring', epochs: 0 }))).toContain('Measuring layer 2 of 3');
    expect(stageWords(progress({ stage: 'classifying' }))).toBe('Training the classifier, epoch 12 of 50.');
    expect(stageWords(progress({ stage: 'generating' }))).toContain('top down');
  });
  it('tuningWords count the rows that fine-tuning won or lost, and name those that judge', () => {
    expect(tuningWords(classifierOf())).toBe(
      'Fine-tuning through all layers names 3 rows more rightly, of the 20 held-out rows. Of the rows it learned from it names 90.0 % rightly.',
    );
    expect(tuningWords(classifierOf({ after: 0.65 }))).toContain('1 row fewer');
    expect(tuningWords(classifierOf({ after: 0.7 }))).toContain('as many rows as before');
    expect(tuningWords(classifierOf({ judged: 'training' }))).toContain('since none are held out');
    expect(tuningWords(classifierOf({ costs: new Float64Array(0) }))).toContain('The softmax alone');
  });
  it('countError is the binomial standard error of a share', () => {
    expect(countError(0.5, 100)).toBeCloseTo(0.05, 14);
    expect(countError(1, 100)).toBe(0);
  });
  it('featureName has the sizes that were asked for, and twice the epochs from a random start', () => {
    const { ask } = featuresResult();
    expect(featureName('layer', ask)).toBe('One layer of 7');
    expect(featureName('fineTuned', ask)).toBe('Stack 7-5, fine-tuned for 4 epochs');
    expect(featureName('random', ask)).toBe('Net 7-5 from a random start, 8 epochs');
  });
  it('differenceWords say how much, which way, and how sure', () => {
    const names = ['One layer', 'the pixels'] as const;
    expect(differenceWords({ mean: 0.031, error: 0.002 }, names)).toBe(
      'One layer: 3.1 ± 0.2 points above the pixels.',
    );
    expect(differenceWords({ mean: -0.01, error: Number.NaN }, names)).toBe(
      'One layer: 1.0 points below the pixels.',
    );
  });
});

describe('accuracyScale', () => {
  it('accuracyScale leaves a percent or two on either side, with whole ends', () => {
    const { low, high, place } = accuracyScale([0.924, 0.963]);
    expect([low, high]).toEqual([91, 98]);
    expect(place(94.5)).toBeCloseTo(0.5, 12);
    expect([place(80), place(99)]).toEqual([0, 1]);
  });
  it('accuracyScale stays within 0 and 100, also for one value and for none', () => {
    expect(accuracyScale([1])).toMatchObject({ low: 99, high: 100 - 0 });
    expect(accuracyScale([0])).toMatchObject({ low: 0, high: 2 });
    expect(accuracyScale([])).toMatchObject({ low: 0, high: 100 });
  });
});
