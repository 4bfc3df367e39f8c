import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../src/state/store';

describe('setTiny()', () => {
  it('changes what is named and leaves the rest', () => {
    const { getState } = createLabStore();
    expect(getState().setTiny({ W1: 2, b: -1 })).toBeUndefined();
    expect(getState().setTiny({ W1: 3 })).toBeUndefined();
    expect(getState().tiny).toEqual({ W1: 3, W2: 0, a1: 0, a2: 0, b: -1, shift: 0 });
  });

  it('refuses all of it, in words, where one number is out of range', () => {
    const { getState } = createLabStore();
    expect(getState().setTiny({ W1: 2, b: 5.5 })).toBe('invalid b: 5.5; expected -5..5');
    expect(getState().setTiny({ a1: Number.NaN })).toBe('invalid a1: NaN; expected -5..5');
    expect(getState().tiny.W1).toBe(0);
  });
});
