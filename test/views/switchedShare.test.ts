import { describe, expect, it } from 'vitest';
import { switchedShare } from '../../src/views/switchedShare';

/** Two chains of three states with three units. */
const films = Uint8Array.of(0, 0, 1, 1, 0, 1, 1, 0, 1, /**/ 0, 0, 0, 0, 1, 1, 1, 1, 1);
const chains = { films, count: 2, length: 3, visible: 3, shape: { rows: 1, columns: 3 } };

describe('switchedShare', () => {
  it('switchedShare(chains) is the share of units that a sweep changes, never across two chains', () => {
    expect(switchedShare(chains)).toBeCloseTo(4 / 12, 15);
  });

  it('switchedShare({kept}) looks at open units alone', () => {
    expect(switchedShare({ ...chains, kept: Uint8Array.of(1, 0, 0) })).toBeCloseTo(2 / 8, 15);
  });

  it('switchedShare(…) of a single state, or with nothing open, is NaN', () => {
    expect(switchedShare({ ...chains, count: 6, length: 1 })).toBeNaN();
    expect(switchedShare({ ...chains, kept: Uint8Array.of(1, 1, 1) })).toBeNaN();
  });
});
