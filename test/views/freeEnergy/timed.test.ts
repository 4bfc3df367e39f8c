import { describe, expect, it } from 'vitest';
import { secondsOf, wordsOfTime } from '../../../src/views/freeEnergy/timed';

describe('secondsOf()', () => {
  it('finds what a call takes, by a clock that ticks in whole ms', () => {
    let time = 0;
    const work = () => {
      time += 0.25;
    };
    expect(secondsOf(work, () => Math.floor(time))).toBeCloseTo(0.25e-3, 12);
  });

  it('takes the fastest batch: in the others something else had the core', () => {
    let [time, calls] = [0, 0];
    const work = () => {
      calls++;
      time += calls < 4 ? 9 : 1;
    };
    expect(secondsOf(work, () => time)).toBeCloseTo(1e-3, 12);
  });

  it('does long work once', () => {
    let [time, calls] = [0, 0];
    const seconds = secondsOf(
      () => {
        calls++;
        time += 400;
      },
      () => time,
    );
    expect([seconds, calls]).toEqual([0.4, 1]);
  });
});

describe('wordsOfTime()', () => {
  it('says it in the unit that one would', () => {
    expect([2.34e-6, 4.2e-5, 4.2e-3, 0.3, 7200].map(wordsOfTime)).toEqual([
      '2.3 µs',
      '42 µs',
      '4.2 ms',
      '0.3 s',
      '2 h',
    ]);
  });
});
