import { describe, expect, it } from 'vitest';
import {
  fillNormals,
  fillUniforms,
  normalRadius,
  type Place,
  permutation,
  philox,
  purposes,
  randomWords,
  shuffledOrder,
  uniform,
  uniformSequence,
} from '../../src/core/random';

const all = 0xffffffff;
const hex = (words: Uint32Array) => Array.from(words, (word) => word.toString(16).padStart(8, '0')).join(' ');

describe('philox', () => {
  // The vectors "philox4x32 10" of Random123's kat_vectors (D. E. Shaw Research).
  it('philox(counter, key) gives the three known answers of Random123', () => {
    const out = new Uint32Array(4);
    expect(hex(philox(out, 0, 0, 0, 0, 0, 0))).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(hex(philox(out, all, all, all, all, all, all))).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    expect(hex(philox(out, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))).toBe(
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    );
  });
});

describe('randomWords', () => {
  it('randomWords(seed, place, block) puts block, row, update, purpose and sweep into the counter', () => {
    const place: Place = { purpose: 'visibleSample', sweep: 5, update: 7, row: 11 };
    const seed = 3 * 2 ** 32 + 16;
    const expected = philox(new Uint32Array(4), 13, 11, 7, (4 << 24) | 5, 16, 3);
    expect(randomWords(seed, place, 13)).toEqual(expected);
  });
  it('randomWords(seed) uses all bits of the largest safe seed', () => {
    const place: Place = { purpose: 'annealingStart' };
    const largest = Number.MAX_SAFE_INTEGER;
    const expected = philox(new Uint32Array(4), 0, 0, 0, 11 << 24, all, 2 ** 21 - 1);
    expect(randomWords(largest, place, 0)).toEqual(expected);
  });
  it('purposes are told apart by distinct bytes', () => {
    const values = Object.values(purposes);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value > 0 && value < 256).toBe(true);
  });
});

describe('fillUniforms', () => {
  it('fillUniforms gives unit i word i & 3 of block i >> 2', () => {
    const place: Place = { purpose: 'hiddenSample', update: 2, row: 3 };
    const uniforms = fillUniforms(19, place, new Float64Array(7));
    const words = [...randomWords(19, place, 0), ...randomWords(19, place, 1)].slice(0, 7);
    expect(Array.from(uniforms)).toEqual(words.map(uniform));
  });
  it('fillUniforms gives the same numbers however many are asked for', () => {
    const place: Place = { purpose: 'hiddenSample' };
    const many = fillUniforms(1, place, new Float64Array(10));
    expect(fillUniforms(1, place, new Float64Array(3))).toEqual(many.subarray(0, 3));
  });
  it('uniform(word) is in [0, 1) and exact in f32', () => {
    expect(uniform(0)).toBe(0);
    expect(uniform(all)).toBe(1 - 2 ** -24);
    for (const word of [1, 255, 256, 0x9abcdef0, all]) expect(Math.fround(uniform(word))).toBe(uniform(word));
  });
  it('fillUniforms has the mean and the variance of uniform numbers', () => {
    const numbers = fillUniforms(5, { purpose: 'annealingStart' }, new Float64Array(100_000));
    const mean = numbers.reduce((sum, u) => sum + u, 0) / numbers.length;
    const variance = numbers.reduce((sum, u) => sum + (u - mean) ** 2, 0) / numbers.length;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / numbers.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / numbers.length));
  });
});

describe('fillNormals', () => {
  it('fillNormals has the first four moments of a normal distribution', () => {
    const numbers = fillNormals(5, { purpose: 'initialWeights' }, new Float64Array(200_000));
    const moment = (n: number) => numbers.reduce((sum, x) => sum + x ** n, 0) / numbers.length;
    // Variances of x, x², x³, x⁴: 1, 2, 15, 96.
    [0, 1, 0, 3].forEach((expected, n) => {
      const error = Math.sqrt([1, 2, 15, 96][n] / numbers.length);
      expect(Math.abs(moment(n + 1) - expected)).toBeLessThan(4 * error);
    });
  });
  it('fillNormals is the same however many are asked for, odd counts included', () => {
    const place: Place = { purpose: 'initialWeights', row: 3 };
    const many = fillNormals(7, place, new Float64Array(11));
    for (const count of [0, 1, 2, 3, 5])
      expect(fillNormals(7, place, new Float64Array(count))).toEqual(many.subarray(0, count));
  });
  it('normalRadius is finite for every word, the least and the greatest included', () => {
    expect(normalRadius(0)).toBeCloseTo(Math.sqrt(64 * Math.LN2), 12);
    expect(Math.abs(normalRadius(all))).toBe(0);
  });
});

describe('shuffledOrder', () => {
  it('shuffledOrder(seed, epoch, count) holds every row once', () => {
    for (const count of [0, 1, 2, 5, 97]) {
      const order = Array.from(shuffledOrder(3, 4, count));
      expect(order.sort((x, y) => x - y)).toEqual(Array.from({ length: count }, (_, n) => n));
    }
  });
  it('shuffledOrder swaps as Fisher and Yates do, from the last place down', () => {
    const order = [0, 1, 2, 3, 4, 5];
    for (let i = 5; i >= 1; i--) {
      const word = randomWords(8, { purpose: 'shuffle', update: 9 }, i >> 2)[i & 3];
      const j = Number((BigInt(word) * BigInt(i + 1)) >> 32n);
      [order[i], order[j]] = [order[j], order[i]];
    }
    expect(Array.from(shuffledOrder(8, 9, 6))).toEqual(order);
  });
  it('shuffledOrder differs from epoch to epoch and from seed to seed', () => {
    expect(shuffledOrder(1, 0, 50)).not.toEqual(shuffledOrder(1, 1, 50));
    expect(shuffledOrder(1, 0, 50)).not.toEqual(shuffledOrder(2, 0, 50));
  });
  it('shuffledOrder puts every row in every place equally often', () => {
    const seen = new Float64Array(16);
    const epochs = 8000;
    for (let epoch = 0; epoch < epochs; epoch++)
      shuffledOrder(1, epoch, 4).forEach((n, place) => {
        seen[4 * place + n]++;
      });
    for (const count of seen)
      expect(Math.abs(count - epochs / 4)).toBeLessThan(4 * Math.sqrt(epochs * (3 / 16)));
  });
});

describe('permutation and uniformSequence', () => {
  it('permutation(seed, place, count) holds every number once, and of three every order equally often', () => {
    expect([...permutation(4, { purpose: 'labelShuffle' }, 50)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    const orders = new Map<string, number>();
    for (let update = 0; update < 3000; update++) {
      const key = permutation(4, { purpose: 'labelShuffle', update }, 3).join('');
      orders.set(key, (orders.get(key) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const times of orders.values())
      expect(Math.abs(times - 500)).toBeLessThan(4 * Math.sqrt(500 * (5 / 6)));
  });
  it('uniformSequence(seed, place) gives the uniforms of units 0, 1, 2, …', () => {
    const place: Place = { purpose: 'projection', row: 2 };
    const next = uniformSequence(9, place);
    expect(Array.from({ length: 11 }, next)).toEqual([...fillUniforms(9, place, new Float64Array(11))]);
  });
});
