import { describe, expect, it } from 'vitest';
import { Buffers, buffersOf } from '../../src/engine/buffers';
import type { Frame } from '../../src/engine/frame';

describe('recycle()', () => {
  it('lets an array of the same size live in the buffer that came back', () => {
    const buffers = new Buffers();
    const first = buffers.copyFloats(Float32Array.of(1, 2, 3));
    buffers.recycle([first.buffer as ArrayBuffer]);
    const second = buffers.copyFloats(Float32Array.of(4, 5, 6));
    expect(second.buffer).toBe(first.buffer);
    expect([...second]).toEqual([4, 5, 6]);
    expect(buffers.floats(3).buffer).not.toBe(first.buffer);
  });

  it('leaves a buffer alone that has another size or was transferred away', () => {
    const buffers = new Buffers();
    const gone = new ArrayBuffer(12);
    structuredClone(gone, { transfer: [gone] });
    buffers.recycle([new ArrayBuffer(16), gone]);
    expect(buffers.floats(3)).toHaveLength(3);
  });

  it('holds a bounded number of buffers', () => {
    const buffers = new Buffers();
    const many = Array.from({ length: 100 }, () => new ArrayBuffer(8));
    buffers.recycle(many);
    const reused = Array.from({ length: 100 }, () => buffers.bytes(8)).filter(({ buffer }) =>
      many.includes(buffer as ArrayBuffer),
    );
    expect(reused.length).toBeLessThan(30);
  });
});

describe('buffersOf()', () => {
  it('finds every buffer of a frame once', () => {
    const shared = new Float32Array(4);
    const frame = {
      weights: { W: shared, a: new Float32Array(2), b: shared.subarray(2) },
      epochs: { epoch: new Float64Array(1), update: new Float64Array(1) },
      measures: { logPartition: { update: new Float64Array(1), value: new Float64Array(1) } },
      chains: { films: new Uint8Array(3), count: 1, length: 1, sweeps: 0 },
    } as unknown as Frame;
    expect(buffersOf(frame)).toHaveLength(7);
  });
});
