import { describe, expect, it } from 'vitest';
import { copies, copiesOf, shiftedCopies } from '../../../src/views/symmetry/shiftedCopies';

const asText = ({ side, bytes }: { side: number; bytes: Uint8Array }, n: number) =>
  [...bytes.subarray(n * side ** 2, (n + 1) * side ** 2)].join('').match(/.{4}/g);

describe('shiftedCopies()', () => {
  it('begins with the corner, and moves it to the right before it moves it down', () => {
    const all = shiftedCopies('everywhere');
    expect(asText(all, 0)).toEqual(['1100', '1000', '0000', '0000']);
    expect(asText(all, 1)).toEqual(['0110', '0100', '0000', '0000']);
    expect(asText(all, 3)).toEqual(['1001', '0001', '0000', '0000']);
    expect(asText(all, 4)).toEqual(['0000', '1100', '1000', '0000']);
    expect(asText(all, 15)).toEqual(['0001', '0000', '0000', '1001']);
  });

  it('has 1, 4 or 16 patterns, no two alike, each with three pixels', () => {
    expect(copies.map((which) => shiftedCopies(which).count)).toEqual([1, 4, 16]);
    const all = shiftedCopies('everywhere');
    const texts = Array.from({ length: 16 }, (_, n) => asText(all, n)!.join(''));
    expect(new Set(texts).size).toBe(16);
    for (const text of texts) expect(text.replaceAll('0', '')).toBe('111');
  });
});

describe('copiesOf()', () => {
  it('knows them again, and no other painting', () => {
    for (const which of copies) expect(copiesOf(shiftedCopies(which))).toBe(which);
    const changed = shiftedCopies('sideways');
    const bytes = changed.bytes.slice();
    bytes[5] = 1 - bytes[5]!;
    expect(copiesOf({ ...changed, bytes })).toBeUndefined();
    expect(copiesOf(undefined)).toBeUndefined();
  });
});
