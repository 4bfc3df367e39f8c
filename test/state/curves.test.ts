/** The bounded history of a number, against the whole history. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Curve, emptyCurves } from '../../src/state/curves';

/** Asymmetric and without repeats for a long while. */
const wave = (i: number) => Math.sin(i * 0.37) * 3 + ((i * 7919) % 101) / 50;

function curveOf(length: number, step = 3) {
  const curve = new Curve();
  const values = Array.from({ length }, (_, i) => wave(i));
  values.forEach((value, i) => {
    curve.push((i + 1) * step, value);
  });
  return { curve, values };
}

describe('Curve', () => {
  it('points of a short history are the values themselves', () => {
    const { curve, values } = curveOf(500);
    const points = curve.points(0, Number.POSITIVE_INFINITY, 2000);
    expect(points.raw).toBe(true);
    expect([...points.mean]).toEqual(values);
    expect([...points.min]).toEqual(values);
    expect([...points.update].slice(0, 3)).toEqual([3, 6, 9]);
  });

  it('points of the last 1,000 values are raw however long the history is', () => {
    const { curve, values } = curveOf(20_000);
    const points = curve.points(3 * 19_001, 3 * 20_000, 2000);
    expect(points.raw).toBe(true);
    expect([...points.max]).toEqual(values.slice(19_000));
  });

  it('points never exceed the number asked for, and cover every value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 400 }), (length, most) => {
        const { curve, values } = curveOf(length);
        const points = curve.points(0, Number.POSITIVE_INFINITY, most);
        expect(points.length).toBeLessThanOrEqual(most);
        expect(Math.min(...points.min)).toBe(Math.min(...values));
        expect(Math.max(...points.max)).toBe(Math.max(...values));
        expect([...points.update].every((update, i, all) => i === 0 || update > all[i - 1])).toBe(true);
        expect([...points.mean].every((mean, i) => points.min[i] <= mean && mean <= points.max[i])).toBe(
          true,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('points of a stretch hold nothing from outside it', () => {
    const { curve } = curveOf(800, 1);
    const points = curve.points(100, 200, 1000);
    expect([points.update[0], points.update.at(-1), points.length]).toEqual([100, 200, 101]);
  });

  it('push keeps a spike that happened long ago', () => {
    const curve = new Curve();
    for (let i = 1; i <= 100_000; i++) curve.push(i, i === 777 ? 1e6 : wave(i));
    expect(curve.extent(0, 100_000)?.[1]).toBe(1e6);
    expect(curve.extent(50_000, 100_000)?.[1]).toBeLessThan(10);
  });

  it('push holds memory to a logarithm of the values', () => {
    const { curve: short } = curveOf(100);
    const { curve: long } = curveOf(300_000, 1);
    expect(long.bytes).toBeLessThanOrEqual(6 * short.bytes);
    expect(long.points(0, 300_000, 500).length).toBeLessThanOrEqual(500);
  });

  it('push leaves out NaN and infinities', () => {
    const curve = new Curve();
    curve.push(1, Number.NaN);
    curve.push(2, Number.NEGATIVE_INFINITY);
    expect(curve.latest).toBeUndefined();
    expect(curve.span).toBeUndefined();
    expect(curve.points(0, 10, 10).length).toBe(0);
    expect(curve.extent(0, 10)).toBeUndefined();
  });

  it('push at an earlier update forgets what came after it', () => {
    const { curve, values } = curveOf(600, 1);
    curve.push(301, 42);
    expect(curve.latest).toEqual({ update: 301, value: 42 });
    expect([...curve.points(0, 1000, 2000).mean]).toEqual([...values.slice(0, 300), 42]);
  });

  it('push after going back far keeps the coarse history and goes on', () => {
    const { curve } = curveOf(50_000, 1);
    curve.push(10_000, 7);
    for (let i = 10_001; i < 13_000; i++) curve.push(i, 5);
    expect(curve.latest).toEqual({ update: 12_999, value: 5 });
    expect(curve.span?.[0]).toBeLessThanOrEqual(64);
    const points = curve.points(0, 50_000, 300);
    expect(points.length).toBeLessThanOrEqual(300);
    expect(points.update.at(-1)).toBeLessThanOrEqual(12_999);
    expect([...points.update].every((update, i, all) => i === 0 || update > all[i - 1])).toBe(true);
  });

  it('truncate at 0 leaves an empty curve that works', () => {
    const { curve } = curveOf(5000);
    curve.truncate(0);
    expect(curve.latest).toBeUndefined();
    curve.push(1, 2);
    expect([...curve.points(0, 9, 9).mean]).toEqual([2]);
  });
});

describe('emptyCurves', () => {
  it('emptyCurves makes one curve a name, none shared', () => {
    const curves = emptyCurves();
    curves.flipped.push(1, 0.5);
    expect(curves.meanHidden.latest).toBeUndefined();
    expect(curves.logLikelihood.latest).toBeUndefined();
  });
});
