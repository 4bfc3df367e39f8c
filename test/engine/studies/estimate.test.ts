import { expect, it } from 'vitest';
import type { Rbm } from '../../../src/core/rbm';
import { estimate } from '../../../src/engine/studies/estimate';
import type { Tools } from '../../../src/engine/studies/task';
import type { EstimateResult, Material, Subject } from '../../../src/engine/study';
import type { Parameters, PartitionOptions } from '../../../src/kernels/contract';
import { partitionKernel, type Walk } from '../../../src/kernels/partitionKernel';
import { normalModel } from '../../kernels/partitionModels';
import { nodeHost, realKernels } from '../realKernels';

/** The result, and the longest time between two turns for messages. */
function study(model: Rbm, tools: Tools): { result: EstimateResult; longest: number; total: number } {
  const task = estimate({}, { parameters: model } as unknown as Subject, {} as Material, tools);
  let longest = 0;
  const began = tools.now();
  for (;;) {
    const start = tools.now();
    const { done, value } = task.next();
    longest = Math.max(longest, tools.now() - start);
    if (done) return { result: value, longest, total: tools.now() - began };
  }
}

const none = new Float64Array(0);
/** Chunks of 2^10 states that cost 2 ms, and 12 with energies; the first two four times as much. */
function pricedTools(): Tools {
  let time = 0;
  let calls = 0;
  const load = ({ visible, hidden }: Parameters, { energy }: PartitionOptions): Walk => ({
    precision: 'f32',
    chunks: Math.max(1, 2 ** (Math.min(visible, hidden) - 10)),
    open: () => {},
    chunk: () => {
      time += (energy ? 12 : 2) * (calls++ < 2 ? 4 : 1);
    },
    close: () => ({ mantissa: 1, exponent: 0, rows: none, energies: none, means: none }),
    logPartition: () => 0,
  });
  return { now: () => time, createPartition: () => partitionKernel(load) } as unknown as Tools;
}

it('estimate multiplies the time of a warm chunk by their number', () => {
  const { result } = study(normalModel(40, 30, 0), pricedTools());
  expect(result).toMatchObject({ possible: true, states: 2 ** 30, precision: 'f32', workers: 1 });
  expect(result.seconds).toBeCloseTo(2 ** 20 * 0.002, 6);
  expect(result.secondsWithMoments).toBeCloseTo(2 ** 20 * 0.012, 6);
});

it('estimate of a small model is that of its one chunk', () => {
  const { result } = study(normalModel(4, 5, 0), pricedTools());
  expect(result.states).toBe(16);
  expect(result.seconds).toBeCloseTo(0.002, 9);
});

it('estimate says what can’t be enumerated, and how long it would take', () => {
  const { result } = study(normalModel(40, 60, 0), pricedTools());
  expect(result).toMatchObject({ possible: false, states: 2 ** 40 });
  expect(result.seconds).toBeCloseTo(2 ** 30 * 0.002, 3);
  expect(study(normalModel(37, 37, 0), pricedTools()).result.possible).toBe(false);
  expect(study(normalModel(36, 37, 0), pricedTools()).result.possible).toBe(true);
});

it('estimate takes the precision that the whole model’s range calls for', () => {
  const tools = { ...realKernels(), now: nodeHost().now } as unknown as Tools;
  const strong = normalModel(30, 24, 1);
  strong.W.fill(40, 24 * 3, 24 * 4);
  expect(study(strong, tools).result.precision).toBe('f64');
  expect(study(normalModel(30, 24, 0.1), tools).result.precision).toBe('f32');
});

it('estimate is over soon, with turns for messages, and near what the work takes', () => {
  const tools = { ...realKernels(), now: nodeHost().now } as unknown as Tools;
  const model = normalModel(64, 20, 0.3);
  const { result, longest, total } = study(model, tools);
  expect(total).toBeLessThan(400);
  expect(longest).toBeLessThan(60);
  const kernel = realKernels().createPartition();
  const seconds = (energy: boolean) => {
    const start = tools.now();
    const job = kernel.begin(model, { energy });
    while (!job.advance(job.chunks));
    return (tools.now() - start) / 1000;
  };
  const fastest = (energy: boolean) => Math.min(...Array.from({ length: 5 }, () => seconds(energy)));
  expect(result.seconds / fastest(false)).toBeGreaterThan(0.5);
  expect(result.seconds / fastest(false)).toBeLessThan(2.5);
  expect(result.secondsWithMoments / fastest(true)).toBeGreaterThan(0.5);
  expect(result.secondsWithMoments / fastest(true)).toBeLessThan(2.5);
});
