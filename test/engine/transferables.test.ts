import { describe, expect, it } from 'vitest';
import { transferablesOf } from '../../src/engine/transferables';

describe('transferablesOf()', () => {
  it('finds the buffer of every typed array, however deep, each once', () => {
    const W = new Float32Array(6);
    const a = new Float64Array(2);
    const value = {
      model: { W, again: W, deep: [{ a }] },
      count: 3,
      name: 'x',
      none: undefined,
      empty: null,
    };
    expect(transferablesOf(value)).toEqual([W.buffer, a.buffer]);
  });

  it('does not lose itself in what refers to itself', () => {
    const loop: Record<string, unknown> = { a: new Uint8Array(1) };
    loop.self = loop;
    expect(transferablesOf(loop)).toHaveLength(1);
  });

  it('finds nothing in plain values', () => {
    expect([3, 'x', undefined, null, true].flatMap(transferablesOf)).toEqual([]);
  });
});
