import { expect, test } from 'vitest';
import { Learner } from '../../src/core/learning';
import { learningTolerance, StationarySearch } from '../../src/core/meanField';
import { modelMeans } from '../../src/core/partition';
import { fillUniforms } from '../../src/core/random';
import { createRbm, hiddenMean, sample, visibleMean } from '../../src/core/rbm';
import { type Rows, rowsFrom } from '../../src/core/rows';
import { expectedContrastiveGradient } from '../../src/core/sweep';
import { startLadders, temperedMeans } from '../../src/core/tempering';
import type { Trainer, TrainerOptions, UpdateRule } from '../../src/kernels/contract';
import { createPlainTrainer } from '../../src/kernels/plainTrainer';
import { plainRule } from '../oracle/rules';
import { awkwardSizes, syntheticRows } from './syntheticRows';

type Create = (options: TrainerOptions) => Trainer;

/** Every feature of an update, one at a time and some together. */
const features: readonly Partial<UpdateRule>[] = [
  {},
  { gibbsSteps: 3 },
  { batchSize: 1 },
  { batchSize: 60 },
  { algorithm: 'pcd', chainCount: 10 },
  { algorithm: 'pcd', chainCount: 37, gibbsSteps: 2 },
  { algorithm: 'pcd', chainCount: 3, momentum: 0.5 },
  { algorithm: 'tempering', chainCount: 3, ladderSize: 4 },
  { algorithm: 'tempering', chainCount: 5, ladderSize: 2, gibbsSteps: 2, momentum: 0.5 },
  { algorithm: 'tempering', chainCount: 20, ladderSize: 5, centering: true },
  { algorithm: 'meanField' },
  { algorithm: 'tap2', momentum: 0.5, centering: true },
  { algorithm: 'exact' },
  { algorithm: 'exact', centering: true, momentum: 0.9 },
  { momentum: 0.9 },
  { weightDecay: 0.05 },
  { weightDecayL1: 0.05 },
  { sparsityCost: 0.5, sparsityTarget: 0.1 },
  { schedule: 'inverse', scheduleTime: 3 },
  { schedule: 'exponential', scheduleTime: 2 },
  { centering: true },
  {
    centering: true,
    momentum: 0.5,
    weightDecay: 0.01,
    weightDecayL1: 0.01,
    sparsityCost: 0.1,
    gibbsSteps: 2,
  },
];

/** What is tried on the largest model. */
const largeFeatures = features.slice(0, 6).concat(features.filter(({ ladderSize }) => ladderSize === 4));

/** Beyond the awkward: layers whose last sixteen units lie in a pair, and one whose tables come in several lots. */
const sizes = [...awkwardSizes, [40, 20], [23, 29], [90, 77]] as const;

function optionsFor(rows: Rows, hidden: number, rule: Partial<UpdateRule> = {}): TrainerOptions {
  const whole = { ...plainRule, batchSize: 10, learningRate: 0.05, ...rule };
  return { hidden, seed: 2 ** 40 + 3, rows, weightDeviation: 0.5, startingBiases: 'data', rule: whole };
}

/** Works until `update` updates are done, answering for the model where its means are awaited. */
function train(
  trainer: Trainer,
  update: number,
  budget: (turn: number) => number = () => 1000,
  algorithm: UpdateRule['algorithm'] = 'exact',
): void {
  for (let turn = 0; trainer.position().update < update; turn++) {
    if (trainer.position().stage === 'means') answerMeans(trainer, algorithm);
    trainer.advance(update, budget(turn));
  }
}

function answerMeans(trainer: Trainer, algorithm: UpdateRule['algorithm'] = 'exact'): void {
  const rbm = createRbm(trainer.visible, trainer.hidden, trainer.parameters());
  const fixed = algorithm === 'meanField' || algorithm === 'tap2';
  const search = fixed && new StationarySearch(rbm, algorithm, { tolerance: learningTolerance });
  trainer.supplyMeans(search ? search.run().means() : modelMeans(rbm));
}

function largestDistance(
  trainer: Trainer,
  rbm: { W: Float64Array; a: Float64Array; b: Float64Array },
): number {
  const { W, a, b } = trainer.parameters();
  let largest = 0;
  for (const [ours, theirs] of [
    [W, rbm.W],
    [a, rbm.a],
    [b, rbm.b],
  ] as const)
    ours.forEach((x, n) => {
      largest = Math.max(largest, Math.abs(x - theirs[n]));
    });
  return largest;
}

/** All that a run is: parameters, momentum and position, to be compared bit by bit. */
function whole(trainer: Trainer) {
  const { position, W, a, b, velocity } = trainer.save();
  return { position, W, a, b, velocity };
}

/** What every trainer promises. `tolerance`: absolute, of a parameter after six updates. */
export function trainerContract(create: Create, tolerance: number): void {
  for (const [visible, hidden] of sizes) {
    for (const rule of visible > 60 ? largeFeatures : features) {
      if (rule.algorithm === 'exact' && Math.min(visible, hidden) > 8) continue;

      test(`advance on ${visible}×${hidden} learns as core does, with ${JSON.stringify(rule)}`, () => {
        const options = optionsFor(syntheticRows(visible > 60 ? 90 : 23, visible), hidden, rule);
        const trainer = create(options);
        const learner = new Learner(options.rows, options);
        expect(largestDistance(trainer, learner.rbm)).toBeLessThan(tolerance);
        for (let update = 1; update <= 6; update++) {
          train(trainer, update, undefined, rule.algorithm);
          learner.step(options.rule);
          expect(largestDistance(trainer, learner.rbm)).toBeLessThan(tolerance);
        }
        expect(trainer.position()).toMatchObject({ update: 6, epoch: learner.epoch, cursor: learner.cursor });
      });
    }

    for (const rule of [
      { gibbsSteps: 2, momentum: 0.5 },
      { algorithm: 'pcd', chainCount: 33, centering: true },
      { algorithm: 'tempering', chainCount: visible > 60 ? 9 : 21, ladderSize: 4, gibbsSteps: 1 },
    ] as const) {
      test(`advance on ${visible}×${hidden} gives the same bits however it is cut, with ${JSON.stringify(rule)}`, () => {
        const options = optionsFor(syntheticRows(50, visible), hidden, { ...rule, batchSize: 33 });
        const once = create(options);
        once.advance(4, Number.MAX_SAFE_INTEGER);
        const epochs = once.takeEpochs();
        for (const budget of [() => 1, () => 7, (turn: number) => 1 + ((turn * 5) % 41)]) {
          const cut = create(options);
          train(cut, 4, budget);
          expect(whole(cut)).toEqual(whole(once));
          expect(cut.takeEpochs()).toEqual(epochs);
          expect(cut.swapAcceptance()).toEqual(once.swapAcceptance());
        }
      });
    }

    test(`save on ${visible}×${hidden} holds everything: another trainer goes on with the same bits`, () => {
      const rule = { ...plainRule, algorithm: 'pcd', chainCount: 5, batchSize: 9, momentum: 0.5 } as const;
      const options = optionsFor(syntheticRows(23, visible), hidden, rule);
      const straight = create(options);
      const relay = [create(options), create(options)];
      for (let turn = 0; turn < 60; turn++) {
        if (turn === 20)
          for (const each of [straight, ...relay]) each.configure({ ...rule, algorithm: 'cd' });
        if (turn === 40)
          for (const each of [straight, ...relay]) each.configure({ ...rule, centering: true });
        const [from, to] = turn % 2 ? relay : [...relay].reverse();
        straight.advance(1000, 4);
        to.restore(from.save());
        to.advance(1000, 4);
        expect(whole(to)).toEqual(whole(straight));
      }
    });
  }

  for (const [visible, hidden] of [
    [7, 13],
    [40, 20],
  ]) {
    test(`save on ${visible}×${hidden} holds ladders, wherever they stand`, () => {
      const rule = {
        ...plainRule,
        algorithm: 'tempering',
        chainCount: 4,
        ladderSize: 3,
        batchSize: 9,
        gibbsSteps: 2,
      } as const;
      const changes: Record<number, Partial<UpdateRule>> = {
        20: { algorithm: 'cd' },
        28: { ladderSize: 5 },
        50: { algorithm: 'tempering', ladderSize: 5, chainCount: 30 },
        80: { algorithm: 'tempering', ladderSize: 5, chainCount: 2 },
      };
      const options = optionsFor(syntheticRows(23, visible), hidden, rule);
      const straight = create(options);
      const relay = [create(options), create(options)];
      let now: UpdateRule = rule;
      for (let turn = 0; turn < 110; turn++) {
        now = { ...now, ...changes[turn] };
        if (changes[turn]) for (const each of [straight, ...relay]) each.configure(now);
        const [from, to] = turn % 2 ? relay : [...relay].reverse();
        const budget = turn < 50 ? 11 : 53;
        straight.advance(1000, budget);
        to.restore(from.save());
        to.advance(1000, budget);
        expect(whole(to)).toEqual(whole(straight));
        expect(to.swapAcceptance()).toEqual(straight.swapAcceptance());
      }
      expect(straight.swapAcceptance()).toHaveLength(4);
    });
  }

  test('swapAcceptance has the share of each pair in the last update, the hottest first', () => {
    const rule = { algorithm: 'tempering', chainCount: 50, ladderSize: 5, gibbsSteps: 2 } as const;
    const options = optionsFor(syntheticRows(23, 12), 6, rule);
    const trainer = create({ ...options, weightDeviation: 1.5 });
    const start = createRbm(12, 6, trainer.parameters());
    const ladders = startLadders(start, options.seed, 50, 5);
    expect(trainer.swapAcceptance()).toBeUndefined();
    trainer.advance(1, 1e6);
    const { acceptance } = temperedMeans(start, ladders, 2, { seed: options.seed, update: 0 });
    expect(trainer.swapAcceptance()).toEqual(acceptance);
    expect(new Set(acceptance).size).toBe(4);
    trainer.configure(options.rule);
    trainer.advance(2, 1e6);
    expect(trainer.swapAcceptance()).not.toEqual(acceptance);
    trainer.configure({ ...options.rule, algorithm: 'cd' });
    trainer.advance(3, 1e6);
    expect(trainer.swapAcceptance()).toBeUndefined();
  });

  test('configure that changes the ladders keeps those that still fit, as core does', () => {
    const rule = { algorithm: 'tempering', chainCount: 3, ladderSize: 4 } as const;
    const options = optionsFor(syntheticRows(23, 7), 5, rule);
    const trainer = create(options);
    const learner = new Learner(options.rows, options);
    const changes: Partial<UpdateRule>[] = [
      {},
      { chainCount: 5 },
      { chainCount: 2 },
      { chainCount: 4 },
      { ladderSize: 3 },
      { ladderSize: 4, chainCount: 6 },
      { algorithm: 'cd' },
      { ladderSize: 5 },
      { algorithm: 'tempering', ladderSize: 4 },
    ];
    let now = options.rule;
    for (const [n, change] of changes.entries()) {
      now = { ...now, ...change };
      trainer.configure(now);
      trainer.advance(n + 1, 1e6);
      learner.step(now);
      expect(largestDistance(trainer, learner.rbm)).toBeLessThan(2 * tolerance);
    }
  });

  test('halfStep counts every chain of every ladder as a row', () => {
    const rule = { algorithm: 'tempering', chainCount: 7, ladderSize: 11 } as const;
    const trainer = create(optionsFor(syntheticRows(23, 7), 5, rule));
    // Ten rows up, 77 chains to start, 77 down and up, ten learnt; none to start in the next.
    expect(trainer.advance(1, 1e6)).toBe(10 + 77 + 77 + 77 + 10);
    expect(trainer.advance(2, 15)).toBe(15);
    expect(trainer.position()).toMatchObject({ stage: 'down', sweep: 0, row: 5 });
    trainer.halfStep();
    expect(trainer.position()).toMatchObject({ stage: 'up', sweep: 0, row: 0 });
  });

  test('halfStep goes through the stages of an update and ends where advance does', () => {
    const options = optionsFor(syntheticRows(23, 7), 5, { gibbsSteps: 2 });
    const [stepped, advanced] = [create(options), create(options)];
    const stages = [];
    for (let step = 0; step < 6; step++) {
      stages.push(`${stepped.position().stage} ${stepped.position().sweep}`);
      stepped.halfStep();
    }
    expect(stages).toEqual(['positive 0', 'down 0', 'up 0', 'down 1', 'up 1', 'learn 2']);
    advanced.advance(1, 1e6);
    expect(whole(stepped)).toEqual(whole(advanced));
  });

  test('halfStep finishes the half-step that advance left', () => {
    const trainer = create(optionsFor(syntheticRows(23, 7), 5));
    trainer.advance(1, 13);
    expect(trainer.position()).toMatchObject({ stage: 'down', row: 3 });
    trainer.halfStep();
    expect(trainer.position()).toMatchObject({ stage: 'up', row: 0 });
  });

  test('halfStep waits at the means of the exact gradient until they are supplied', () => {
    const trainer = create(optionsFor(syntheticRows(23, 7), 5, { algorithm: 'exact' }));
    trainer.halfStep();
    expect(trainer.position().stage).toBe('means');
    trainer.halfStep();
    expect(trainer.advance(9, 100)).toBe(0);
    expect(trainer.position()).toMatchObject({ stage: 'means', update: 0 });
    answerMeans(trainer);
    expect(trainer.position().stage).toBe('learn');
    trainer.halfStep();
    expect(trainer.position()).toMatchObject({ stage: 'positive', update: 1 });
    expect(() => answerMeans(trainer)).toThrow('no means');
  });

  test('advance stops at the update asked for, and says what it spent', () => {
    const trainer = create(optionsFor(syntheticRows(23, 7), 5));
    // Ten rows up, down, up and learnt; in the last batch three.
    expect(trainer.advance(2, 1e6)).toBe(80);
    expect(trainer.advance(2, 1e6)).toBe(0);
    expect(trainer.advance(3, 1e6)).toBe(12);
    expect(trainer.advance(4, 15)).toBe(15);
    expect(trainer.position()).toEqual({ update: 3, epoch: 1, cursor: 0, stage: 'down', sweep: 0, row: 5 });
  });

  test('advance that is cut while it learns shows no half of an update', () => {
    const trainer = create(optionsFor(syntheticRows(23, 33), 65));
    trainer.advance(1, 30);
    const before = Float64Array.from(trainer.parameters().W);
    trainer.advance(1, 4);
    expect(trainer.position()).toMatchObject({ stage: 'learn', row: 4 });
    expect(Float64Array.from(trainer.parameters().W)).toEqual(before);
    trainer.advance(1, 6);
    expect(Float64Array.from(trainer.parameters().W)).not.toEqual(before);
  });

  test('configure binds at the next update, not in the one under way', () => {
    const options = optionsFor(syntheticRows(50, 7), 5);
    const [moved, before] = [create(options), create(options)];
    moved.advance(9, 13);
    moved.configure({ ...options.rule, learningRate: 0.9, batchSize: 40, gibbsSteps: 2 });
    moved.advance(1, 1e6);
    before.advance(1, 1e6);
    expect(whole(moved)).toEqual(whole(before));
    before.configure({ ...options.rule, learningRate: 0.9, batchSize: 40, gibbsSteps: 2 });
    for (const trainer of [moved, before]) trainer.advance(2, 1e6);
    expect(moved.position()).toMatchObject({ update: 2, epoch: 1, cursor: 0 });
    expect(whole(moved)).toEqual(whole(before));
  });

  test('configure that switches momentum on again starts from rest', () => {
    const options = optionsFor(syntheticRows(50, 7), 5, { momentum: 0.9 });
    const trainer = create(options);
    trainer.advance(3, 1e6);
    trainer.configure({ ...options.rule, momentum: 0 });
    trainer.advance(4, 1e6);
    trainer.configure({ ...options.rule, momentum: 0.9, learningRate: 0 });
    const before = Float64Array.from(trainer.parameters().W);
    trainer.advance(5, 1e6);
    expect(Float64Array.from(trainer.parameters().W)).toEqual(before);
  });

  test('configure refuses what no update can be made with', () => {
    const options = optionsFor(syntheticRows(9, 3), 2);
    const trainer = create(options);
    for (const wrong of [
      { batchSize: 0 },
      { gibbsSteps: 1.5 },
      { chainCount: Number.NaN },
      { ladderSize: 1 },
    ])
      expect(() => trainer.configure({ ...options.rule, ...wrong })).toThrow(RangeError);
    expect(() => create({ ...options, rows: { count: 0, width: 3, bytes: new Uint8Array(0) } })).toThrow(
      RangeError,
    );
    expect(() => create({ ...options, rows: { ...options.rows, count: 8 } })).toThrow(TypeError);
  });

  test('advance learns from rows that are all alike, and from a single one', () => {
    for (const rows of [rowsFrom(Array.from({ length: 9 }, () => [1, 0, 1, 1, 0])), rowsFrom([[0, 0, 0]])]) {
      const options = optionsFor(rows, 4, { batchSize: 4 });
      const trainer = create(options);
      const learner = new Learner(rows, options);
      for (let update = 1; update <= 12; update++) learner.step(options.rule);
      trainer.advance(12, 1e6);
      expect(largestDistance(trainer, learner.rbm)).toBeLessThan(2 * tolerance);
    }
  });

  test('takeEpochs gives every finished epoch once, in order', () => {
    const trainer = create(optionsFor(syntheticRows(23, 7), 5));
    trainer.advance(7, 1e6);
    const first = trainer.takeEpochs();
    expect([...first.epoch, ...first.update, first.count]).toEqual([1, 2, 3, 6, 2]);
    trainer.advance(9, 1e6);
    expect([...trainer.takeEpochs().epoch]).toEqual([3]);
    expect(trainer.takeEpochs().count).toBe(0);
    for (const share of [...first.meanHidden, ...first.flipped])
      expect(share > 0.05 && share < 0.95).toBe(true);
  });

  for (const [visible, hidden] of sizes) {
    test(`takeEpochs of ${visible}×${hidden} has the means of its rows`, () => {
      const options = optionsFor(syntheticRows(23, visible), hidden);
      const trainer = create(options);
      const plain = createPlainTrainer(options);
      for (const each of [trainer, plain]) each.advance(9, 1e6);
      const [ours, theirs] = [trainer.takeEpochs(), plain.takeEpochs()];
      for (let n = 0; n < 3; n++) {
        expect(ours.meanHidden[n]).toBeCloseTo(theirs.meanHidden[n], 5);
        expect(ours.flipped[n]).toBeCloseTo(theirs.flipped[n], 6);
      }
    });
  }

  test('takeEpochs has no share of flips where the negative phase starts elsewhere', () => {
    const options = optionsFor(syntheticRows(23, 7), 5, { algorithm: 'pcd', chainCount: 4 });
    const trainer = create(options);
    trainer.advance(4, 1e6);
    trainer.configure({ ...options.rule, algorithm: 'cd' });
    trainer.advance(12, 1e6);
    const { flipped } = trainer.takeEpochs();
    expect([...flipped].map(Number.isNaN)).toEqual([true, true, false, false]);
  });

  test('advance returns before the record of epochs overflows', () => {
    const trainer = create(optionsFor(rowsFrom([[1]]), 1));
    expect(trainer.advance(5000, 1e6)).toBe(4 * 4096);
    expect(trainer.advance(5000, 1e6)).toBe(0);
    expect(trainer.takeEpochs().count).toBe(4096);
    trainer.advance(5000, 1e6);
    expect(trainer.position().update).toBe(5000);
  });

  test('isFinite tells a run that has left the numbers', () => {
    const trainer = create(optionsFor(syntheticRows(23, 7), 5));
    trainer.advance(3, 1e6);
    expect(trainer.isFinite()).toBe(true);
    trainer.configure({ ...plainRule, learningRate: Number.MAX_VALUE, momentum: 0.99 });
    trainer.advance(9, 1e6);
    expect(trainer.isFinite()).toBe(false);
  });

  for (const k of [1, 3]) {
    test(`advance with CD-${k} moves by its exact expectation, on average over ten thousand rows`, () => {
      const patterns = [
        [1, 0, 1, 1, 0],
        [0, 0, 1, 0, 1],
        [1, 1, 0, 0, 0],
        [0, 1, 1, 1, 1],
      ];
      const rows = rowsFrom(Array.from({ length: 10_000 }, (_, n) => patterns[n % 4]));
      const rule = { ...plainRule, batchSize: 10_000, learningRate: 1, gibbsSteps: k };
      const options = { ...optionsFor(rows, 3, rule), weightDeviation: 1.5 };
      const trainer = create(options);
      const start = createRbm(5, 3, trainer.parameters());
      const expected = expectedContrastiveGradient(start, rowsFrom(patterns), k);
      trainer.advance(1, 1e9);
      const { W, a } = trainer.parameters();
      // A mean of 10,000 numbers in [−1, 1] with a standard error of 0.005 at most.
      W.forEach((w, n) => {
        expect(Math.abs(w - start.W[n] - expected.W[n])).toBeLessThan(0.0225);
      });
      a.forEach((x, i) => {
        expect(Math.abs(x - start.a[i] - expected.a[i])).toBeLessThan(0.0225);
      });
      expect(Math.max(...expected.W.map(Math.abs))).toBeGreaterThan(0.06);
    });
  }

  test('walkthrough follows the first ladder at β = 1', () => {
    const rule = {
      algorithm: 'tempering',
      batchSize: 4,
      chainCount: 2,
      ladderSize: 3,
      gibbsSteps: 2,
    } as const;
    const options = optionsFor(syntheticRows(23, 7), 5, rule);
    const [trainer, plain] = [create(options), createPlainTrainer(options)];
    for (let step = 0; step < 12; step++) {
      for (const each of [trainer, plain]) each.halfStep();
      const { update, stage, sweep } = trainer.position();
      if (stage === 'positive' || (stage === 'down' && sweep === 0)) continue;
      const [ours, theirs] = [trainer.walkthrough(), plain.walkthrough()];
      const close = (x: Float32Array) => [...x].map((p) => expect.closeTo(p, 5));
      expect(ours.vMinus).toEqual(theirs.vMinus);
      expect([...ours.vMinusMean]).toEqual(close(theirs.vMinusMean));
      if (stage === 'up') {
        const place = { purpose: 'temperingVisible', sweep: sweep + 1, update, row: 2 } as const;
        const uniforms = fillUniforms(options.seed, place, new Float64Array(7));
        expect(sample(ours.vMinusMean, uniforms)).toEqual(ours.vMinus);
        continue;
      }
      const rbm = createRbm(7, 5, trainer.parameters());
      expect([...ours.hMinusMean]).toEqual(close(Float32Array.from(hiddenMean(rbm, ours.vMinus))));
    }
  });

  test('walkthrough shows p(h|v⁻) wherever an update is cut', () => {
    const options = optionsFor(syntheticRows(23, 7), 5, { gibbsSteps: 2, batchSize: 4 });
    const trainer = create(options);
    trainer.advance(1, 1e6);
    for (let row = 0; row < 21; row++) {
      const before = trainer.position();
      const { vMinus, hMinusMean } = trainer.walkthrough();
      const rbm = createRbm(7, 5, trainer.parameters());
      const current = before.stage === 'up' ? before.row > 0 : before.sweep > 0 && before.stage !== 'down';
      if (current)
        expect([...hMinusMean]).toEqual([...hiddenMean(rbm, vMinus)].map((p) => expect.closeTo(p, 5)));
      trainer.advance(2, 1);
    }
  });

  test('walkthrough follows the first sample of the batch', () => {
    const options = optionsFor(syntheticRows(23, 7), 5, { batchSize: 4 });
    const trainer = create(options);
    train(trainer, 2);
    for (let step = 0; step < 3; step++) trainer.halfStep();
    const { sample: row, vPlus, hPlusMean, hPlus, vMinusMean, vMinus, hMinusMean } = trainer.walkthrough();
    expect(vPlus).toEqual(options.rows.bytes.slice(row * 7, row * 7 + 7));
    const state = trainer.save();
    const rbm = createRbm(7, 5, state);
    const means = (x: Float64Array) => [...x].map((p) => expect.closeTo(p, 5));
    expect([...hPlusMean]).toEqual(means(hiddenMean(rbm, vPlus)));
    expect([...vMinusMean]).toEqual(means(visibleMean(rbm, hPlus)));
    expect([...hMinusMean]).toEqual(means(hiddenMean(rbm, vMinus)));
  });
}
