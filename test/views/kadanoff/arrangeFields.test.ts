import { describe, expect, it } from 'vitest';
import { arrangeFields } from '../../../src/views/kadanoff/arrangeFields';
import { layerOf, side } from './results';

const tileOf = (W: Float32Array, count: number, tile: number) =>
  Array.from({ length: side * side }, (_, site) => W[site * count + tile]!);

describe('arrangeFields', () => {
  it('arrangeFields(…) puts the strongest first, in place', () => {
    const layer = layerOf();
    const { W, units } = arrangeFields(layer, side, false);
    expect(units).toEqual([0, 1, 2, 3, 4]);
    const swapped = { ...layer, strength: Float64Array.of(1, 5, 4, 9, 0) };
    expect(arrangeFields(swapped, side, false).units).toEqual([3, 1, 2, 0, 4]);
    expect(tileOf(W, 5, 1)).toEqual(Array.from({ length: 16 }, (_, site) => layer.fields[site * 5 + 1]!));
  });
  it('arrangeFields(…) moves each centre to the middle, round the torus', () => {
    const { W } = arrangeFields(layerOf(), side, true);
    const first = tileOf(W, 5, 0);
    expect([first[2 + 4 * 2], first[3 + 4 * 2]]).toEqual([3, 1]);
    expect(first.filter((x) => x !== 0)).toHaveLength(2);
    // (3, 2) → (2, 2), and (3, 3) → (2, 3)
    const second = tileOf(W, 5, 1);
    expect([second[2 + 4 * 2], second[2 + 4 * 3]]).toEqual([-2, -1]);
  });
  it('arrangeFields(…) shows a hundred of many', () => {
    const hidden = 103;
    const many = {
      hidden,
      fields: new Float32Array(16 * hidden),
      strength: Float64Array.from({ length: hidden }, (_, j) => j),
      centre: new Int32Array(hidden).fill(-1),
    };
    const { W, units } = arrangeFields(many, side, true);
    expect([units.length, units[0], units[99]]).toEqual([100, 102, 3]);
    expect(W).toHaveLength(1600);
  });
});
