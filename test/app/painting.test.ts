/** Patterns as they are painted. */
import { describe, expect, it } from 'vitest';
import { defaultPainting } from '../../src/app/defaultPainting';
import { patternOf, withoutPattern, withPattern, withPixel, withSide } from '../../src/app/painting';
import type { Painting } from '../../src/engine/frame';
import { paintingLimits } from '../../src/state/url';

const painting = { side: 2, count: 2, bytes: Uint8Array.of(1, 0, 0, 0, 0, 1, 1, 1) };

describe('painting', () => {
  it('withPixel changes one pixel of one pattern, and leaves the old painting', () => {
    expect([...withPixel(painting, 1, 0, true).bytes]).toEqual([1, 0, 0, 0, 1, 1, 1, 1]);
    expect(painting.bytes[4]).toBe(0);
  });

  it('withPattern adds an empty one or a copy, up to the limit', () => {
    expect([...patternOf(withPattern(painting), 2)]).toEqual([0, 0, 0, 0]);
    expect([...patternOf(withPattern(painting, 1), 2)]).toEqual([0, 1, 1, 1]);
    let full: Painting = painting;
    for (let i = 0; i < 100; i++) full = withPattern(full);
    expect(full.count).toBe(paintingLimits.count);
  });

  it('withoutPattern closes the gap, and empties the last one', () => {
    const one = withoutPattern(painting, 0);
    expect([one.count, ...one.bytes]).toEqual([1, 0, 1, 1, 1]);
    expect([...withoutPattern(one, 0).bytes]).toEqual([0, 0, 0, 0]);
  });

  it('withSide keeps the upper left corner of every pattern', () => {
    const larger = withSide(painting, 3);
    expect([...patternOf(larger, 1)]).toEqual([0, 1, 0, 1, 1, 0, 0, 0, 0]);
    expect(withSide(larger, 2)).toEqual(painting);
  });

  it('defaultPainting fills its patterns', () => {
    expect(defaultPainting.bytes.length).toBe(defaultPainting.count * defaultPainting.side ** 2);
  });
});
