import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import { reconstructionError } from '../../../src/core/measures';
import { layerSeed, rbmOf } from '../../../src/core/stack';
import { LayerWatch } from '../../../src/engine/studies/layerMeasurements';
import { copyParameters, rowsAbove, trainLayer } from '../../../src/engine/studies/layerTraining';
import type { Tools } from '../../../src/engine/studies/task';
import type { Parameters } from '../../../src/kernels/contract';
import { realKernels } from '../realKernels';

const tools: Tools = { ...realKernels(), now: () => 0 };
const rows = barsAndStripes(3).training;
const options = { hidden: 5, seed: 4, layer: 1, epochs: 6, learningRate: 0.1, copies: 1 };

function finished<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

describe('trainLayer', () => {
  it('trainLayer says each epoch once, in order, with the parameters as they are then', () => {
    const epochs: number[] = [];
    let last: Float32Array | undefined;
    const work = trainLayer(rows, options, tools);
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) {
        expect(step.value.W).toEqual(last);
        break;
      }
      if (!step.value) continue;
      epochs.push(step.value.epoch);
      last = Float32Array.from(step.value.parameters.W);
    }
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6]);
  });
  it('trainLayer learns with the numbers of its own layer and seed', () => {
    const one = finished(trainLayer(rows, options, tools));
    expect(finished(trainLayer(rows, options, tools)).W).toEqual(one.W);
    expect(finished(trainLayer(rows, { ...options, layer: 2 }, tools)).W).not.toEqual(one.W);
    expect(finished(trainLayer(rows, { ...options, seed: 5 }, tools)).W).not.toEqual(one.W);
  });
  it('trainLayer takes an epoch of copies as a part of a pass over them', () => {
    const trained = (copies: number) => {
      let updates = 0;
      const counting: Tools = {
        ...tools,
        createTrainer: (what) => {
          const trainer = tools.createTrainer(what);
          const advance = trainer.advance.bind(trainer);
          trainer.advance = (until, budget) => {
            updates = until;
            return advance(until, budget);
          };
          return trainer;
        },
      };
      const many = { ...rows, count: 4 * rows.count, bytes: new Uint8Array(4 * rows.bytes.length) };
      for (let k = 0; k < 4; k++) many.bytes.set(rows.bytes, k * rows.bytes.length);
      finished(trainLayer(many, { ...options, epochs: 8, copies }, counting));
      return updates;
    };
    // 64 rows in batches of 20 are four updates a pass: eight passes, or two where each row is there four times
    expect(rows.count).toBe(16);
    expect([trained(1), trained(4)]).toEqual([32, 8]);
  });
  it('trainLayer refuses a layer that has run away', () => {
    const lost: Tools = {
      ...tools,
      createTrainer: (what) => {
        const trainer = tools.createTrainer(what);
        trainer.isFinite = () => false;
        return trainer;
      },
    };
    expect(() => finished(trainLayer(rows, options, lost))).toThrow('a layer has run away while it learned');
  });
  it('copyParameters shares nothing with what it copies', () => {
    const layer: Parameters = {
      visible: 1,
      hidden: 1,
      W: Float32Array.of(2),
      a: [3] as never,
      b: [4] as never,
    };
    const copy = copyParameters(layer);
    copy.W[0] = 9;
    expect([layer.W[0], copy.a[0], copy.b[0]]).toEqual([2, 3, 4]);
  });
});

describe('rowsAbove', () => {
  it('rowsAbove draws each row four times, with the seed of its layer', () => {
    const means = Float32Array.of(0, 1, 0.5, 1, 0, 0.5);
    const { copies, rows: drawn } = finished(rowsAbove(means, 3, { seed: 8, layer: 2 }));
    expect([copies, drawn.count, drawn.width]).toEqual([4, 8, 3]);
    for (let n = 0; n < 8; n++)
      expect([...drawn.bytes.subarray(3 * n, 3 * n + 2)]).toEqual(n % 2 ? [1, 0] : [0, 1]);
    expect(layerSeed(8, 2)).not.toBe(layerSeed(8, 1));
  });
});

describe('LayerWatch', () => {
  it('glance adds to the history, and measure ends it with all rows', () => {
    const watch = new LayerWatch(rows, 5, tools);
    const parameters = finished(trainLayer(rows, options, tools));
    finished(watch.glance(parameters, 3));
    finished(watch.glance(parameters, 6));
    const measured = finished(watch.measure(parameters, 6, { seed: 1, layer: 0 }));
    expect(measured.history.epochs).toEqual([3, 6]);
    expect(measured.history.reconstructionError[1]).toBeCloseTo(
      reconstructionError(rbmOf(parameters), rows),
      5,
    );
    expect(measured.history.logLikelihood![1]).toBeCloseTo(measured.logLikelihood!.value, 5);
    expect([measured.rows, measured.measured]).toEqual([16, 16]);
  });
  it('glance at many rows looks at some, evenly spread, and says how many', () => {
    const bytes = new Uint8Array(9000 * 40);
    // units are on in the later half alone
    bytes.fill(1, 4500 * 40);
    const many = { count: 9000, width: 40, bytes };
    const flat = {
      visible: 40,
      hidden: 30,
      W: new Float32Array(1200),
      a: new Float32Array(40),
      b: new Float32Array(30),
    };
    flat.a.fill(1);
    const seen = finished(new LayerWatch(many, 30, tools).glance(flat, 1));
    expect(seen.measured).toBe(Math.floor(2 ** 23 / 1200));
    expect(seen.rows).toBe(9000);
    expect(seen.logPartition).toBeUndefined();
    // −⟨aᵀv⟩ − 30 ln 2, half of the rows on
    expect(seen.meanFreeEnergy).toBeCloseTo(-20 - 30 * Math.LN2, 1);
  });
});
