import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import { digits } from '../../../src/core/data/digits';
import { exactGradient } from '../../../src/core/gradient';
import { compareGradients, length, parameterGroups } from '../../../src/core/gradientComparison';
import { shuffledOrder } from '../../../src/core/random';
import { createRbm } from '../../../src/core/rbm';
import { rowsFrom, selectRows } from '../../../src/core/rows';
import { gradient, plan } from '../../../src/engine/studies/gradient';
import type { Tools } from '../../../src/engine/studies/task';
import type { GradientResult, Material, Subject } from '../../../src/engine/study';
import type { BinaryRows, Parameters, Trainer, UpdateRule } from '../../../src/kernels/contract';
import {
  digitsText,
  distinctBars,
  exactCases,
  excess,
  goldenCases,
  goldenRbm,
  largestExcess,
  rbmOf,
  rowsOf,
} from '../../oracle/fixtures';
import { plainRule } from '../../oracle/rules';
import { realKernels } from '../realKernels';

const tools = { ...realKernels(), now: () => 0 } as unknown as Tools;

/** The task's result, and how many pieces it came in. */
function study(subject: Subject, training: BinaryRows) {
  const shape = { rows: 1, columns: training.width };
  const material: Material = { run: 1, training, heldOut: rowsFrom([], training.width), shape };
  const work = gradient({}, subject, material, tools);
  for (let pieces = 1; ; pieces++) {
    const step = work.next();
    if (step.done) return { ...step.value, pieces };
  }
}

const seed = 77;
const trainerFor = (training: BinaryRows, hidden: number, rule: UpdateRule, weightDeviation = 0.3): Trainer =>
  tools.createTrainer({ hidden, seed, rows: training, weightDeviation, startingBiases: 'data', rule });

function subjectOf(trainer: Trainer, rule: UpdateRule): Subject {
  const state = trainer.save();
  const { visible, hidden } = trainer;
  const parameters = { visible, hidden, W: state.W, a: state.a, b: state.b };
  return { run: 1, update: state.position.update, parameters, state, rule, seed };
}

/** A model that has not been trained here; its state is rounded, its parameters are not. */
function subjectWith(model: Parameters, training: BinaryRows, rule: UpdateRule): Subject {
  const { state, ...rest } = subjectOf(trainerFor(training, model.hidden, rule), rule);
  const [W, a, b] = [model.W, model.a, model.b].map((x) => Float32Array.from(x));
  return { ...rest, parameters: model, state: { ...state, W, a, b } };
}

/** What an update adds to W at a rate of 1: the estimate itself. */
function changeBy(trainer: Trainer, rule: UpdateRule): Float32Array {
  const before = Float32Array.from(trainer.parameters().W);
  trainer.configure({ ...plainRule, ...rule, learningRate: 1, momentum: 0 });
  trainer.advance(trainer.position().update + 1, 2 ** 30);
  return Float32Array.from(trainer.parameters().W, (w, n) => w - before[n]);
}
const largestDifference = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  Math.max(...Array.from(x, (value, n) => Math.abs(value - y[n])));
const bars = barsAndStripes(3).training;
const between = ([low, high]: readonly [number, number], x: number) => x >= low && x <= high;

describe('gradient, the estimate', () => {
  const rule: UpdateRule = { ...plainRule, batchSize: 5, gibbsSteps: 2, chainCount: 7 };
  for (const algorithm of ['cd', 'pcd', 'tempering'] as const)
    it(`is what the very next update of ${algorithm} learns from`, () => {
      const trainer = trainerFor(bars, 4, { ...rule, algorithm });
      trainer.advance(4, 2 ** 30);
      const { matrices, update } = study(subjectOf(trainer, { ...rule, algorithm }), bars);
      expect(update).toBe(4);
      const change = changeBy(trainer, { ...rule, algorithm });
      expect(length(change)).toBeGreaterThan(0.1);
      expect(largestDifference(matrices!.estimate, change)).toBeLessThan(1e-6);
    });

  it('leaves centering, decay, sparsity and momentum out', () => {
    const trainer = trainerFor(bars, 4, rule);
    trainer.advance(3, 2 ** 30);
    const plain = study(subjectOf(trainer, rule), bars);
    const rest = {
      momentum: 0.9,
      weightDecay: 0.1,
      weightDecayL1: 0.1,
      sparsityCost: 3,
      centering: true,
      schedule: 'inverse',
    } as const;
    const adorned = study(subjectOf(trainer, { ...rule, ...rest }), bars);
    expect(adorned.matrices).toEqual(plain.matrices);
    expect(adorned.estimate).toEqual(plain.estimate);
  });

  it('takes no step of before for a gradient, where the machine is moving', () => {
    const moving = { ...rule, momentum: 0.9 };
    const trainer = trainerFor(bars, 4, moving);
    trainer.advance(4, 2 ** 30);
    const { matrices, estimate } = study(subjectOf(trainer, moving), bars);
    expect(largestDifference(matrices!.estimate, changeBy(trainer, moving))).toBeLessThan(1e-6);
    const ratio = length(matrices!.estimate) / length(matrices!.exact);
    expect(estimate!.against.W.ratio).toBeCloseTo(ratio, 5);
    expect(ratio).not.toBeCloseTo(1, 1);
  });

  it('is of the batch that comes next, also where the epoch ends within it', () => {
    const trainer = trainerFor(bars, 4, rule);
    for (const update of [3, 4]) {
      trainer.advance(update, 2 ** 30);
      const { epoch, cursor } = trainer.position();
      const { matrices, estimate } = study(subjectOf(trainer, rule), bars);
      const order = shuffledOrder(seed, epoch, bars.count).subarray(cursor, cursor + 5);
      const { W, a, b } = trainer.parameters();
      const exact = exactGradient(createRbm(9, 4, { W, a, b }), selectRows(bars, order));
      expect(largestDifference(matrices!.exact, exact.W)).toBeLessThan(1e-7);
      expect(estimate!.detail).toBe(`${order.length} ${order.length === 1 ? 'row' : 'rows'}`);
    }
  });

  it('finishes an update in flight first, and says whose estimate it is', () => {
    for (const algorithm of ['cd', 'pcd', 'tempering'] as const) {
      const full = { ...rule, algorithm, learningRate: 0.5 };
      const trainer = trainerFor(bars, 4, full);
      trainer.advance(2, 2 ** 30);
      for (let n = 0; n < 3; n++) trainer.halfStep();
      const { matrices, update } = study(subjectOf(trainer, full), bars);
      trainer.advance(3, 2 ** 30);
      expect(update).toBe(3);
      const { epoch, cursor } = trainer.position();
      const order = shuffledOrder(seed, epoch, bars.count).subarray(cursor, cursor + 5);
      const { W, a, b } = trainer.parameters();
      const exact = exactGradient(createRbm(9, 4, { W, a, b }), selectRows(bars, order));
      expect(largestDifference(matrices!.exact, exact.W)).toBeLessThan(1e-7);
      expect(largestDifference(matrices!.estimate, changeBy(trainer, full))).toBeLessThan(1e-6);
    }
  });

  it('points where the exact gradient does, if that is what is learned from', () => {
    const exact = { ...rule, algorithm: 'exact' } as const;
    const trainer = trainerFor(bars, 4, exact);
    const { estimate, expected, whyNoExpected } = study(subjectOf(trainer, exact), bars);
    for (const group of parameterGroups) {
      expect(estimate!.against[group].angle).toBeLessThan(1e-4);
      expect(estimate!.against[group].ratio).toBeCloseTo(1, 5);
    }
    expect(expected).toBeUndefined();
    expect(whyNoExpected).toBe('the exact gradient has no bias');
  });

  it('lies nearer to the exact gradient the more sweeps it makes', () => {
    const model = goldenRbm({ nv: 9, nh: 5, scale: 1 });
    const [one, fifty] = [1, 50].map((gibbsSteps) => {
      const many = { ...plainRule, gibbsSteps, batchSize: 30 };
      const { estimate, exact } = study(subjectWith(model, distinctBars(3), many), distinctBars(3)).matrices!;
      return length(estimate.map((x, n) => x - exact[n]));
    });
    expect(fifty).toBeLessThan(0.7 * one);
  });

  it('changes nothing: the same subject gives the same bits again, and trains on as before', () => {
    const trainer = trainerFor(bars, 4, rule);
    trainer.advance(3, 2 ** 30);
    const subject = subjectOf(trainer, rule);
    const kept = structuredClone(subject);
    expect(study(subject, bars)).toEqual(study(subject, bars));
    expect(subject).toEqual(kept);
  });

  it('is refused in words where the smaller layer has more than 20 units, or a parameter is not finite', () => {
    const wide = rowsFrom([new Uint8Array(30), new Uint8Array(30).fill(1)]);
    const result: GradientResult = study(subjectOf(trainerFor(wide, 21, plainRule), plainRule), wide);
    const words = 'the smaller layer has 21 units; up to 20 are enumerated live';
    const sweep = '51 units together; up to 22 the sweep’s eigenvalue is computed';
    expect([result.whyNoEstimate, result.whyNoExpected, result.whyNoSweep]).toEqual([words, words, sweep]);
    expect([result.estimate, result.expected, result.sweep, result.matrices]).toEqual(
      Array(4).fill(undefined),
    );
    const lost = subjectOf(trainerFor(bars, 4, plainRule), plainRule);
    lost.parameters.W[3] = NaN;
    expect(() => study(lost, bars)).toThrow(
      new RangeError('the model has parameters that are not finite numbers: there is no gradient'),
    );
  });
});

describe('gradient, the expectation up to 22 units', () => {
  // published.md, "Exact bias of CD", to the digits given there.
  it('has the published bias on the golden 9×5 model', () => {
    const model = goldenRbm({ nv: 9, nh: 5, scale: 1 });
    const rows = distinctBars(3);
    const published = [
      { k: 1, W00: -0.2442002791, bias: 0.789278 },
      { k: 2, W00: -0.35759223, bias: 0.203069 },
      { k: 5, W00: -0.3991412066, bias: 0.00299 },
      { k: 10, W00: -0.3997775523, bias: 3e-6 },
    ];
    for (const { k, W00, bias } of published) {
      const { expected, matrices } = study(subjectWith(model, rows, { ...plainRule, gibbsSteps: k }), rows);
      expect(expected!.method).toBe('exact');
      expect(expected!.bias.value).toBeCloseTo(bias, 6);
      // the bias crosses the thread in f32; the exact gradient of W00 is published too
      expect(matrices!.bias![0] - 0.3997780932).toBeCloseTo(W00, 7);
    }
  });

  it('has the golden bias to every digit, for every k', () => {
    const golden = goldenCases.find(({ nv, nh, expected_CD }) => nv === 9 && nh === 5 && expected_CD)!;
    const rows = distinctBars(3);
    for (const [k, reference] of Object.entries(golden.expected_CD!)) {
      const rule = { ...plainRule, gibbsSteps: Number(k) };
      const { expected } = study(subjectWith(goldenRbm(golden), rows, rule), rows);
      expect(excess(expected!.bias.value, reference.bias_fro)).toBeLessThanOrEqual(1);
      expect(expected!.relativeBias.value).toBeCloseTo(reference.bias_fro / golden.gradW_fro, 10);
      expect(expected!.against.W.ratio).toBeCloseTo(reference.fro / golden.gradW_fro, 10);
    }
  });

  for (const one of exactCases.filter(({ expectedCdGradient }) => expectedCdGradient))
    it(`is the reference of "${one.name}" for every k, and so is the sweep`, () => {
      for (const [k, reference] of Object.entries(one.expectedCdGradient!)) {
        const rule = { ...plainRule, gibbsSteps: Number(k) };
        const { expected, sweep } = study(subjectWith(rbmOf(one), rowsOf(one), rule), rowsOf(one));
        const vectors = { W: reference.W.flat(), a: reference.a, b: reference.b };
        const exact = { W: one.gradient.W.flat(), a: one.gradient.a, b: one.gradient.b };
        const float64 = (g: typeof exact) => ({
          W: Float64Array.from(g.W),
          a: Float64Array.from(g.a),
          b: Float64Array.from(g.b),
        });
        const against = compareGradients(float64(vectors), float64(exact));
        for (const group of parameterGroups) {
          if (!(length(exact[group === 'all' ? 'W' : group]) > 1e-9)) continue;
          expect(expected!.against[group].ratio).toBeCloseTo(against[group].ratio, 8);
          expect(expected!.against[group].angle).toBeCloseTo(against[group].angle, 4);
        }
        const bias = length(vectors.W.map((x, n) => x - exact.W[n]));
        expect(largestExcess([expected!.bias.value], [bias])).toBeLessThanOrEqual(1);
        if (!one.gibbs) continue;
        expect(excess(sweep!.secondEigenvalue, one.gibbs.secondEigenvalue)).toBeLessThanOrEqual(1);
        expect(excess(sweep!.relaxationTime, one.gibbs.relaxationTimeSweeps)).toBeLessThanOrEqual(1);
      }
    });

  it('is what draws average to', () => {
    const rule = { ...plainRule, batchSize: 3 };
    const trainer = trainerFor(bars, 4, rule, 1.5);
    const subject = subjectOf(trainer, rule);
    const mean = new Float64Array(36);
    const times = 3000;
    for (let n = 0; n < times; n++) {
      trainer.restore({ ...subject.state, position: { ...subject.state.position, update: n } });
      const full = { ...rule, batchSize: bars.count };
      changeBy(trainer, full).forEach((x, i) => {
        mean[i] += x / times;
      });
    }
    const { matrices } = study(subject, bars);
    const { W, a, b } = subject.parameters;
    const exact = exactGradient(createRbm(9, 4, { W, a, b }), bars).W;
    expect(
      largestDifference(
        matrices!.bias!,
        mean.map((x, n) => x - exact[n]),
      ),
    ).toBeLessThan(0.01);
    expect(length(matrices!.bias!)).toBeGreaterThan(0.2);
  });

  it('of mean field is mean field itself: its bias is exact too', () => {
    for (const algorithm of ['meanField', 'tap2'] as const) {
      const model = goldenRbm({ nv: 9, nh: 5, scale: 0.5 });
      const rule = { ...plainRule, algorithm, batchSize: 30 };
      const { expected, estimate } = study(subjectWith(model, distinctBars(3), rule), distinctBars(3));
      expect(expected!.method).toBe('exact');
      expect(expected!.bias.value).toBeGreaterThan(1e-4);
      expect(estimate!.against.W.angle).toBeCloseTo(expected!.against.W.angle, 3);
    }
  });

  it('of chains that carry on is not claimed to be known', () => {
    for (const algorithm of ['pcd', 'tempering'] as const) {
      const rule = { ...plainRule, algorithm, chainCount: 5 };
      const { expected, whyNoExpected, sweep } = study(subjectOf(trainerFor(bars, 4, rule), rule), bars);
      expect(expected).toBeUndefined();
      expect(whyNoExpected).toContain('depends on the whole run');
      expect(sweep!.secondEigenvalue).toBeGreaterThan(0);
    }
  });
});

describe('gradient, the expectation above 22 units', () => {
  const sixteen = barsAndStripes(4).training;

  it('is a mean of draws whose intervals hold the truth, and says how many', () => {
    const rule = { ...plainRule, gibbsSteps: 2 };
    const model = goldenRbm({ nv: 16, nh: 7, scale: 0.8 });
    const { expected, sweep, whyNoSweep } = study(subjectWith(model, sixteen, rule), sixteen);
    expect(sweep).toBeUndefined();
    expect(whyNoSweep).toContain('23 units together');
    expect(expected!.method).toBe('Monte Carlo');
    expect(expected!.detail).toBe('4,096 draws of all 32 rows');
    // the same model without its last hidden unit is just small enough; that unit is off
    const b = Float64Array.from(model.b, (x, j) => (j === 6 ? -40 : x));
    const drawn = study(subjectWith({ ...model, b }, sixteen, rule), sixteen).expected!;
    const less = createRbm(16, 6, {
      W: model.W.filter((_, n) => n % 7 < 6),
      a: model.a,
      b: model.b.slice(0, 6),
    });
    const truth = study(subjectWith(less, sixteen, rule), sixteen).expected!;
    expect(truth.method).toBe('exact');
    expect(between(drawn.bias.between!, truth.bias.value)).toBe(true);
    expect(drawn.bias.between![1] - drawn.bias.between![0]).toBeLessThan(0.1 * truth.bias.value);
    for (const group of parameterGroups) {
      expect(between(drawn.against[group].angleBetween!, truth.against[group].angle)).toBe(true);
      expect(between(drawn.against[group].ratioBetween!, truth.against[group].ratio)).toBe(true);
    }
  });

  it('takes no noise for bias: after 200 sweeps of a quick model there is none left', () => {
    const rule = { ...plainRule, gibbsSteps: 200 };
    const model = goldenRbm({ nv: 16, nh: 8, scale: 0.1 });
    const { expected } = study(subjectWith(model, sixteen, rule), sixteen);
    expect(expected!.bias.between![0]).toBe(0);
    expect(expected!.bias.between![1]).toBeLessThan(0.1);
  });

  it('says so where only some of the rows are drawn from', () => {
    const wide = rowsFrom(Array.from({ length: 30 }, (_, n) => new Uint8Array(200).fill(n % 2)));
    const rule = { ...plainRule, gibbsSteps: 2000 };
    const { expected } = study(subjectOf(trainerFor(wide, 4, rule), rule), wide);
    expect(expected!.detail).toBe('16 draws of 24 of 30 rows');
  });

  it('of the digits comes in pieces, and none is long', () => {
    const { training } = digits(digitsText());
    const rule = { ...plainRule, batchSize: 10 };
    const trainer = trainerFor(training, 16, rule);
    trainer.advance(200, 2 ** 30);
    const { expected, estimate, pieces } = study(subjectOf(trainer, rule), training);
    expect(pieces).toBeGreaterThan(20);
    expect(estimate!.against.all.angle).toBeGreaterThan(expected!.against.all.angle);
    expect(expected!.detail).toMatch(/^\d[\d,]* draws of all 1,438 rows$/);
  });
});

describe('plan', () => {
  const rows = (count: number, width: number) => ({ count, width, bytes: new Uint8Array(count * width) });
  const shape = (visible: number, hidden: number) => goldenRbm({ nv: visible, nh: hidden, scale: 1 });

  it('plan draws the more often the less a draw costs, within limits that no clock sets', () => {
    expect(plan(rows(32, 16), shape(16, 16), 1).draws).toEqual({ groups: 16, draws: 256 });
    const digitsPlan = plan(rows(1438, 64), shape(64, 16), 1);
    expect(digitsPlan.draws.draws).toBe(3);
    expect(digitsPlan.rows.count).toBe(1438);
    expect(plan(rows(1438, 64), shape(64, 16), 10).draws.draws).toBe(1);
  });

  it('plan spreads fewer rows evenly where one draw of each would take too long', () => {
    const many = rows(10_000, 4);
    many.bytes.forEach((_, n) => {
      many.bytes[n] = n < 20_000 ? 0 : 1;
    });
    const { rows: some, draws } = plan(many, shape(784, 20), 100);
    expect(draws).toEqual({ groups: 16, draws: 1 });
    expect(some.count).toBeGreaterThan(40);
    expect(some.count).toBeLessThan(1000);
    const on = some.bytes.reduce((sum, byte) => sum + byte, 0) / some.bytes.length;
    expect(Math.abs(on - 0.5)).toBeLessThan(0.1);
  });
});
