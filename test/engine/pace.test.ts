import { describe, expect, it } from 'vitest';
import { Pace, RateMeter } from '../../src/engine/pace';
import { fastest } from '../../src/settings';

describe('due()', () => {
  it('grows evenly with time from where it was anchored', () => {
    const pace = new Pace(50);
    pace.anchor(1000, 7);
    expect(pace.due(1000, 7)).toBe(7);
    expect(pace.due(1020, 7)).toBeCloseTo(8, 12);
    expect(pace.due(1030, 8)).toBeCloseTo(8.5, 12);
  });

  it('has no limit at the fastest', () => {
    const pace = new Pace(fastest);
    pace.anchor(0, 3);
    expect(pace.due(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(pace.timeOf(4)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('forgives what could not be done in time instead of piling it up', () => {
    const pace = new Pace(50);
    pace.anchor(0, 0);
    expect(pace.due(10_000, 2)).toBe(3);
    expect(pace.due(10_020, 3)).toBeCloseTo(4, 12);
  });

  it('lets a short hiccup be caught up', () => {
    const pace = new Pace(50);
    pace.anchor(0, 0);
    expect(pace.due(80, 0)).toBeCloseTo(4, 12);
  });
});

describe('timeOf()', () => {
  it('is when that progress is due', () => {
    const pace = new Pace(4);
    pace.anchor(100, 10);
    expect(pace.timeOf(11)).toBe(350);
    expect(pace.timeOf(10.25)).toBe(162.5);
  });
});

describe('rate()', () => {
  it('is the updates a second over the last two seconds', () => {
    const meter = new RateMeter();
    for (let ms = 0; ms <= 10_000; ms += 10) meter.record(ms, ms < 5000 ? ms : 5000 + (ms - 5000) / 10);
    expect(meter.rate(10_000, 5500)).toBeCloseTo(100, 6);
  });

  it('is 0 as long as too little was seen', () => {
    const meter = new RateMeter();
    expect(meter.rate(100, 5)).toBe(0);
    meter.record(0, 0);
    expect(meter.rate(100, 5)).toBe(0);
  });

  it('forgets at a reset', () => {
    const meter = new RateMeter();
    meter.record(0, 0);
    meter.reset();
    expect(meter.rate(1000, 500)).toBe(0);
  });
});
