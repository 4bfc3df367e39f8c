import { describe, expect, it } from 'vitest';
import { EpochQueue, MeasureQueue } from '../../src/engine/series';

const scalars = (from: number, count: number) => {
  const epoch = Float64Array.from({ length: count }, (_, i) => from + i);
  return {
    count,
    epoch,
    update: epoch.map((e) => e * 3),
    meanHidden: Float32Array.from(epoch, (e) => e / 2),
    flipped: Float32Array.from(epoch, () => Number.NaN),
  };
};

describe('EpochQueue', () => {
  it('take() gives every epoch once, in order', () => {
    const queue = new EpochQueue();
    queue.push(scalars(1, 100));
    queue.push(scalars(101, 37));
    const taken = queue.take();
    expect([...taken.epoch]).toEqual(Array.from({ length: 137 }, (_, i) => i + 1));
    expect(taken.update[136]).toBe(411);
    expect(taken.meanHidden[136]).toBe(68.5);
    expect(taken.flipped.every(Number.isNaN)).toBe(true);
    expect(queue.take().epoch).toHaveLength(0);
  });

  it('stays bounded behind a page that takes nothing, with the newest epochs whole', () => {
    const queue = new EpochQueue();
    for (let from = 1; from <= 1_000_001; from += 1000) queue.push(scalars(from, 1000));
    const { epoch } = queue.take();
    expect(epoch.length).toBeLessThanOrEqual(2 ** 18);
    expect(epoch.at(-1)).toBe(1_001_000);
    expect(epoch.every((number, i) => i === 0 || number > epoch[i - 1])).toBe(true);
    expect(epoch.at(-1)! - epoch.at(-1000)!).toBe(999);
  });
});

describe('MeasureQueue', () => {
  it('take() empties it', () => {
    const queue = new MeasureQueue();
    queue.push(4, -20.5);
    expect(queue.length).toBe(1);
    expect(queue.take()).toEqual({ update: Float64Array.of(4), value: Float64Array.of(-20.5) });
    expect(queue.length).toBe(0);
  });
});
