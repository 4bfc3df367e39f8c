import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttled } from '../../src/views/followLab';

describe('throttled', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('throttled(listener, interval) calls at once, then at most once an interval, and once after the last', () => {
    const times: number[] = [];
    const start = performance.now();
    const { call } = throttled(() => times.push(performance.now() - start), 150);
    for (let i = 0; i < 40; i++) {
      call();
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(1000);
    expect(times).toEqual([0, 150, 300, 450]);
  });
  it('throttled(…).cancel() drops the call that waits', () => {
    const listener = vi.fn();
    const { call, cancel } = throttled(listener, 150);
    call();
    call();
    cancel();
    vi.advanceTimersByTime(1000);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
