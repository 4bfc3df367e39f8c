import { describe, expect, it } from 'vitest';
import { weightAt } from '../../../src/views/phases/paintMatrix';

describe('weightAt()', () => {
  const [sizes, size] = [
    { visible: 4, hidden: 2 },
    { width: 200, height: 60 },
  ];
  it('finds the visible unit by its column and the hidden one by its row', () => {
    expect(weightAt(sizes, size, 10, 10)).toEqual({ pixel: 0, unit: 0 });
    expect(weightAt(sizes, size, 170, 45)).toEqual({ pixel: 3, unit: 1 });
  });
  it('finds none outside', () => {
    expect(weightAt(sizes, size, 201, 10)).toBeUndefined();
    expect(weightAt(sizes, size, 10, -1)).toBeUndefined();
  });
});
