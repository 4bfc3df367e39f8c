import { describe, expect, it } from 'vitest';
import { rowsFrom } from '../../../src/core/rows';
import { samples } from '../../../src/engine/studies/samples';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, SamplesAsk, SamplesResult, Subject } from '../../../src/engine/study';

const training = rowsFrom([
  [1, 0],
  [0, 1],
  [1, 1],
]);
const heldOut = rowsFrom([[0, 0]]);
const material = {
  training,
  heldOut,
  labels: { training: ['a', 'b', 'c'], heldOut: ['d'] },
} as Partial<Material> as Material;
const study = (ask: SamplesAsk, of = material) =>
  samples(ask, {} as Subject, of, {} as Tools).next().value as SamplesResult;

describe('samples', () => {
  it('samples({set, from, count}) hands out those rows with their labels, a copy', () => {
    const result = study({ set: 'training', from: 1, count: 5 });
    expect(result).toEqual({
      ...{ set: 'training', from: 1, count: 2, ofRows: 3 },
      bytes: Uint8Array.of(0, 1, 1, 1),
      labels: ['b', 'c'],
    });
    expect(result.bytes.buffer).not.toBe(training.bytes.buffer);
    expect(study({ set: 'heldOut', from: 0, count: 3 })).toMatchObject({ count: 1, labels: ['d'] });
  });
  it('samples past the end are none, and without labels there are none', () => {
    expect(study({ set: 'training', from: 9, count: 5 }).count).toBe(0);
    const { labels: _, ...bare } = material;
    expect(study({ set: 'training', from: 0, count: 1 }, bare).labels).toBeUndefined();
  });
  it('samples refuses what makes no sense, in words', () => {
    const refuse = (changes: Partial<SamplesAsk>) => () =>
      study({ set: 'training', from: 0, count: 1, ...changes });
    expect(refuse({ from: -1 })).toThrow('invalid from: -1; expected a whole number from 0');
    expect(refuse({ count: 0 })).toThrow('invalid count: 0; expected a whole number from 1 to 1000');
    expect(refuse({ count: 1001 })).toThrow('invalid count: 1001');
    expect(refuse({ count: 1000 })).not.toThrow();
    expect(refuse({ set: 'all' as 'training' })).toThrow('invalid set: all; expected training or heldOut');
  });
});
