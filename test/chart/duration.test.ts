import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../src/chart/duration';

describe('formatDuration()', () => {
  it.each([
    [0, '1 ms'],
    [0.0032, '3 ms'],
    [0.42, '0.4 s'],
    [1, '1 s'],
    [3.04, '3 s'],
    [12.4, '12 s'],
    [75, '75 s'],
    [150, '2.5 min'],
    [44 * 60, '44 min'],
    [3600, '1 h'],
    [9000, '2.5 h'],
    [36 * 3600, '36 h'],
    [3 * 86400, '3 days'],
    [400 * 86400, '400 days'],
    [30_103 * 365.25 * 86400, '30,000 years'],
    [1200 * 365.25 * 86400, '1,200 years'],
    [4.2e12 * 365.25 * 86400, '4.2 × 10¹² years'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('of %d s says %s', (seconds, words) => expect(formatDuration(seconds)).toBe(words));
});
