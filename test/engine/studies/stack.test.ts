import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import type { DataSet } from '../../../src/core/data/dataSet';
import { labelledShifter } from '../../../src/core/data/labelledShifter';
import { baseRate, meanFreeEnergy, reconstructionError } from '../../../src/core/measures';
import { logLikelihood, logPartition } from '../../../src/core/partition';
import { createRbm } from '../../../src/core/rbm';
import { rbmOf, receptiveFields } from '../../../src/core/stack';
import { stack } from '../../../src/engine/studies/stack';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, StackAsk, StackResult, Subject } from '../../../src/engine/study';
import { realKernels } from '../realKernels';

const tools: Tools = { ...realKernels(), now: () => 0 };
const machine = createRbm(11, 6, {
  W: Float64Array.from({ length: 66 }, (_, n) => Math.sin(3 * n + 1)),
  a: Float64Array.from({ length: 11 }, (_, n) => Math.cos(n) / 2),
  b: [0.1, -0.2, 0.3, 0, 0.4, -0.5],
});
const subject = { run: 3, update: 40, parameters: machine, seed: 1 } as Partial<Subject> as Subject;
const ask: StackAsk = {
  first: 8,
  further: [5, 3],
  epochs: 12,
  learningRate: 0.05,
  seed: 2,
  fineTuningEpochs: 4,
};
type Told = { readonly share: number; readonly stage: string; readonly layer: number };

function study(data: DataSet, changes: Partial<StackAsk> = {}): { result: StackResult; told: Told[] } {
  const material = { run: 3, ...data } as Partial<Material> as Material;
  const work = stack({ ...ask, ...changes }, subject, material, tools);
  const told: Told[] = [];
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { result: step.value, told };
    if (step.value) told.push(step.value);
  }
}
const shifter = labelledShifter(4);

describe('stack', () => {
  it('stack trains layer on layer, each as wide as the one below is high', () => {
    const { result } = study(shifter);
    expect(result.layers.map(({ visible, hidden }) => [visible, hidden])).toEqual([
      [11, 8],
      [8, 5],
      [5, 3],
    ]);
    expect(result.measurements.map(({ epochs, rows }) => [epochs, rows])).toEqual([
      [12, 48],
      [12, 192],
      [12, 192],
    ]);
    expect(result.shape).toEqual(shifter.shape);
  });
  it('stack measures each layer about its own rows as core does, ln Z and ℓ exactly', () => {
    const { result } = study(shifter);
    const bottom = rbmOf(result.layers[0]!);
    const [first, second] = result.measurements;
    const exact = logPartition(bottom);
    expect(first!.logPartition).toMatchObject({ method: 'exact', detail: '2⁸ states, f64' });
    expect(first!.logPartition!.value).toBeCloseTo(exact, 5);
    expect(first!.logPartition!.low).toBe(first!.logPartition!.high);
    expect(first!.logLikelihood!.value).toBeCloseTo(logLikelihood(bottom, shifter.training), 4);
    expect(first!.reconstructionError).toBeCloseTo(reconstructionError(bottom, shifter.training), 5);
    expect(first!.meanFreeEnergy).toBeCloseTo(meanFreeEnergy(bottom, shifter.training), 4);
    expect(first!.baseRate).toBeCloseTo(baseRate(shifter.training), 12);
    expect(second!.logPartition!.value).toBeCloseTo(logPartition(rbmOf(result.layers[1]!)), 5);
  });
  it('stack learns: ℓ of the bottom layer rises above independent pixels', () => {
    const { result } = study(barsAndStripes(3), { epochs: 2000, fineTuningEpochs: 0, learningRate: 0.1 });
    const { history, logLikelihood: likelihood, baseRate: base } = result.measurements[0]!;
    expect(history.epochs[0]).toBe(1);
    expect(history.epochs.at(-1)).toBe(2000);
    expect(history.logLikelihood).toHaveLength(history.epochs.length);
    expect(likelihood!.value).toBeGreaterThan(base + 1);
    expect(history.logLikelihood![0]).toBeLessThan(base + 0.3);
  });
  it('stack on the lab’s machine takes it as it stands, and copies it', () => {
    const { result } = study(shifter, { first: 'machine' });
    expect(result.layers.map(({ hidden }) => hidden)).toEqual([6, 5, 3]);
    expect(result.layers[0]!.W).toEqual(Float32Array.from(machine.W));
    expect(result.layers[0]!.W.buffer).not.toBe(machine.W.buffer);
    expect(result.measurements[0]!.epochs).toBeUndefined();
    expect(result.measurements[0]!.history.epochs).toEqual([]);
    expect(result.measurements[0]!.logPartition!.value).toBeCloseTo(logPartition(machine), 5);
  });
  it('stack shows fields at the pixels: the products of the weights', () => {
    const { result } = study(shifter);
    const work = receptiveFields(result.layers, 3);
    let step = work.next();
    while (!step.done) step = work.next();
    expect(result.fields.map(({ units }) => units)).toEqual([8, 5, 3]);
    step.value.forEach((field, n) => {
      expect(result.fields[2]!.weights[n]).toBeCloseTo(field, 5);
    });
  });
  it('stack has the same bits for the same ask, others for another seed', () => {
    const [one, again, other] = [study(shifter), study(shifter), study(shifter, { seed: 3 })];
    expect(again.result).toEqual(one.result);
    expect(other.result.layers[0]!.W).not.toEqual(one.result.layers[0]!.W);
  });
  it('stack says how far it is, never going back, through all its stages', () => {
    const { told } = study(shifter);
    const shares = told.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares.at(-1)).toBeGreaterThan(0.8);
    expect([...new Set(told.map(({ stage, layer }) => `${stage} ${layer}`))]).toEqual([
      'training 1',
      'measuring 1',
      'training 2',
      'measuring 2',
      'training 3',
      'measuring 3',
      'generating 3',
      'classifying 3',
    ]);
  });
  it('stack as a classifier is judged on its training rows where none are held out, and its counts agree', () => {
    const { classifier } = study(shifter, { further: [8], epochs: 1000, fineTuningEpochs: 900 }).result;
    expect(classifier).toMatchObject({ classes: ['left', 'none', 'right'], judged: 'training', rows: 48 });
    const { confusion, after, mistakes, trainingAfter, costs, accuracies } = classifier!;
    expect(confusion.reduce((sum, x) => sum + x, 0)).toBe(48);
    expect((confusion[0]! + confusion[4]! + confusion[8]!) / 48).toBeCloseTo(after, 12);
    expect(trainingAfter).toBe(after);
    expect([costs.length, accuracies.length]).toEqual([900, 900]);
    expect(accuracies.at(-1)).toBe(after);
    // three of its units name the shift: fine-tuning must find that
    expect(after).toBeGreaterThan(0.95);
    expect(costs.at(-1)).toBeLessThan(0.3 * costs[0]!);
    expect(mistakes.length).toBe(48 - Math.round(48 * after));
  });
  it('stack lists mistakes, the surest first, with the row they are about', () => {
    const { classifier } = study(shifter, { fineTuningEpochs: 0 }).result;
    const { mistakes, before, after, confusion } = classifier!;
    expect(before).toBe(after);
    expect(mistakes.length).toBeGreaterThan(3);
    mistakes.forEach(({ row, bits, truth, guess, probability }, n) => {
      expect(truth).not.toBe(guess);
      expect(bits).toEqual(shifter.training.bytes.slice(11 * row, 11 * row + 11));
      expect(shifter.labels!.training[row]).toBe(classifier!.classes[truth]);
      if (n > 0) expect(probability).toBeLessThanOrEqual(mistakes[n - 1]!.probability);
    });
    expect(confusion.some((count) => count > 0)).toBe(true);
  });
  it('stack of data without labels is a stack all the same, and says what is missing', () => {
    const { result } = study(barsAndStripes(2));
    expect(result.layers).toHaveLength(3);
    expect(result.classifier).toBeUndefined();
    expect(result.whyNoClassifier).toContain('no labels');
  });
  it('stack beyond 20 units estimates ln Z with an interval around the truth', () => {
    const wide = createRbm(22, 21, {
      W: Float64Array.from({ length: 462 }, (_, n) => Math.sin(n * n) / 2),
      a: new Float64Array(22).fill(-0.3),
    });
    const rows = { count: 30, width: 22, bytes: Uint8Array.from({ length: 660 }, (_, n) => (n % 7 ? 0 : 1)) };
    const data = { ...barsAndStripes(2), training: rows };
    const material = { run: 3, ...data } as Partial<Material> as Material;
    const about = { ...subject, parameters: wide };
    const work = stack({ ...ask, first: 'machine', further: [2], epochs: 1 }, about, material, tools);
    let step = work.next();
    while (!step.done) step = work.next();
    const job = tools.createPartition().begin(wide, { precision: 'f64' });
    while (!job.advance(64));
    const truth = job.result().logPartition;
    const { value, low, high, method, detail } = step.value.measurements[0]!.logPartition!;
    expect([method, detail]).toEqual(['AIS', '100 chains × 1,000 β']);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(value).not.toBe(truth);
  });
  it.each([
    [{ further: [] }, 'invalid further layers: 0 layers; expected 1..4'],
    [{ further: [2, 2, 2, 2, 2] }, 'invalid further layers: 5 layers; expected 1..4'],
    [{ further: [0] }, 'invalid hidden units of further layers: 0; expected 1..1024 (whole)'],
    [{ first: 1025 }, 'invalid hidden units of the first layer: 1025; expected 1..1024 (whole)'],
    [{ epochs: 0 }, 'invalid epochs: 0; expected 1..10000 (whole)'],
    [{ learningRate: Number.NaN }, 'invalid learningRate: NaN; expected 0.0001..1'],
    [{ fineTuningEpochs: 0.5 }, 'invalid fine-tuning epochs: 0.5; expected 0..1000 (whole)'],
  ])('stack refuses %j in words', (changes, words) => {
    expect(() => study(shifter, changes as Partial<StackAsk>)).toThrow(words);
  });
});
