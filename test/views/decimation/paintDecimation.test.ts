import { describe, expect, it } from 'vitest';
import { decimationScales, paintDecimation, stairsOf } from '../../../src/views/decimation/paintDecimation';
import { fakeContext, theme } from '../../chart/fakeContext';

const size = { width: 500, height: 300 };

describe('paintDecimation', () => {
  it('puts a dot on the diagonal for the coupling before and after each step', () => {
    const { context, named } = fakeContext();
    paintDecimation(context, { couplings: [2, 1.65, 1.3], curve: true }, size, theme);
    const { x, y } = decimationScales(size);
    const dots = named('arc').map(({ args }) => args.slice(0, 2));
    expect(dots).toEqual([2, 1.65, 1.3].map((K) => [x(K), y(K)]));
  });

  it('draws K′ over K below the diagonal, and only where it may be seen', () => {
    const lines = (curve: boolean) => {
      const { context, named } = fakeContext();
      paintDecimation(context, { couplings: [1], curve }, size, theme);
      return named('lineTo');
    };
    const { x, y } = decimationScales(size);
    const drawn = lines(true).filter(({ args }) => Math.abs(Number(args[0]) - x(2)) < 0.01);
    // ½ ln cosh 4, by hand
    expect(drawn.map(({ args }) => Number(args[1]))).toContainEqual(expect.closeTo(y(1.653594), 3));
    expect(lines(false).length).toBe(lines(true).length - 121);
  });

  it('stairsOf goes down to the curve and across to the diagonal', () => {
    expect(stairsOf([2, 1.5, 1])).toEqual([
      [2, 2],
      [2, 1.5],
      [1.5, 1.5],
      [1.5, 1],
      [1, 1],
    ]);
    expect(stairsOf([0.4])).toEqual([[0.4, 0.4]]);
  });
});
