import { describe, expect, it } from 'vitest';
import {
  blockPicture,
  coarseMap,
  hiddenPicture,
  shareAlike,
} from '../../../src/views/kadanoff/coarsePicture';
import { layerOf, side } from './results';

describe('coarseMap', () => {
  const map = coarseMap(layerOf(), side, 1.6);
  it('coarseMap(…) has no place for units that are idle, everywhere or nowhere', () => {
    expect(map.units).toEqual([0, 1]);
  });
  it('coarseMap(…) gives each site its nearest units, round the torus', () => {
    expect(map.nearest[0]).toEqual([0]);
    expect(map.nearest[3 + 4 * 2]).toEqual([1]);
    // (3, 3) is 1 from (3, 2), and √2 from (0, 0) across both seams
    expect(map.nearest[3 + 4 * 3]).toEqual([1]);
    // (0, 1) is 1 from (0, 0) and √2 from (3, 2); (3, 1) is as far from both as they say
    expect(map.nearest[0 + 4 * 1]).toEqual([0]);
    expect(map.nearest[1 + 4 * 2]).toEqual([1]);
    expect(map.nearest[1 + 4 * 1]).toEqual([0]);
  });
  it('coarseMap(…) takes the sign from the block that a unit follows, else from its weights', () => {
    expect([map.sign[0], map.sign[1]]).toEqual([1, -1]);
    const { agreement: _, ...alone } = layerOf();
    expect([...coarseMap(alone, side, 1.6).sign.slice(0, 3)]).toEqual([1, -1, 1]);
    const against = layerOf();
    const turned = {
      ...against,
      agreement: { ...against.agreement!, correlation: Float64Array.of(-0.9, 0.8, 0, 0, 0) },
    };
    expect([...coarseMap(turned, side, 1.6).sign.slice(0, 2)]).toEqual([-1, 1]);
  });
});

describe('hiddenPicture', () => {
  it('hiddenPicture(…) turns units round that mean "down", and shares a site among equals', () => {
    const map = { units: [0, 1], nearest: [[0], [1], [0, 1], []], sign: Int8Array.of(1, -1) };
    const picture = hiddenPicture(map, [0.9, 0.2]);
    expect(picture[0]).toBeCloseTo(0.9, 14);
    expect(picture[1]).toBeCloseTo(0.8, 14);
    expect(picture[2]).toBeCloseTo(0.85, 14);
    expect(picture[3]).toBeNaN();
  });
});

describe('blockPicture', () => {
  it('blockPicture(…) spreads each block over its sites', () => {
    const picture = blockPicture([1, -1, -1, 1, 1, -1], 6, 3);
    expect(picture).toHaveLength(36);
    expect([picture[0], picture[2], picture[3], picture[5]]).toEqual([1, 1, 0, 0]);
    expect([picture[6 * 3], picture[6 * 3 + 3], picture[6 * 2 + 1]]).toEqual([0, 1, 1]);
  });
});

describe('shareAlike', () => {
  it('shareAlike(…) counts sites on the same side of ½, and knows nothing of nothing', () => {
    expect(shareAlike([0.9, 0.1, 0.5, 0.4], [1, 0, 0, 1])).toBe(0.5);
    expect(shareAlike([0.9, Number.NaN], [1, 1])).toBeNaN();
  });
});
