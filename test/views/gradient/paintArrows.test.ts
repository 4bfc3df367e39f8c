import { describe, expect, it } from 'vitest';
import { type Arrow, arrowEnd, dialLayout, paintArrows } from '../../../src/views/gradient/paintArrows';
import { fakeContext, theme } from '../../chart/fakeContext';

const size = { width: 160, height: 118 };
const arrow = (angle: number, ratio: number, more: Partial<Arrow> = {}): Arrow => ({
  angle,
  ratio,
  colour: 'soft',
  ...more,
});
const round = (values: readonly unknown[]) => values.map((x) => Math.round(Number(x)));

/** Where solid lines from the centre end, by their colour. */
function strokesOf(arrows: readonly Arrow[]) {
  const { context, calls } = fakeContext();
  paintArrows(context, arrows, size, theme);
  return calls.filter(({ name }) => name === 'lineTo');
}

describe('dialLayout', () => {
  it('dialLayout lets the longest arrow reach the rim, and the exact one where all are shorter', () => {
    const { radius, unit } = dialLayout(size, [arrow(30, 2.5), arrow(60, 0.1)]);
    expect(unit * 2.5).toBeCloseTo(radius, 12);
    expect(dialLayout(size, [arrow(30, 0.2)]).unit).toBe(dialLayout(size, []).radius);
    expect(dialLayout(size, [arrow(30, Infinity)]).unit).toBe(radius);
  });

  it('dialLayout keeps within its box, however small', () => {
    for (const box of [size, { width: 60, height: 200 }, { width: 300, height: 50 }]) {
      const { x, y, radius } = dialLayout(box, []);
      expect(x - radius).toBeGreaterThanOrEqual(0);
      expect(y - radius).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(box.height);
    }
    expect(dialLayout({ width: 4, height: 4 }, []).radius).toBeGreaterThan(0);
  });
});

describe('arrowEnd', () => {
  it('arrowEnd has 0° at the right, 90° above and 180° at the left', () => {
    const dial = { x: 50, y: 40, radius: 30, unit: 30 };
    expect(round(arrowEnd(dial, 0, 10))).toEqual([60, 40]);
    expect(round(arrowEnd(dial, 90, 10))).toEqual([50, 30]);
    expect(round(arrowEnd(dial, 180, 10))).toEqual([40, 40]);
  });
});

describe('paintArrows', () => {
  it('paintArrows turns each arrow by its angle, at its own length', () => {
    const dial = dialLayout(size, [arrow(90, 0.5)]);
    const lines = strokesOf([arrow(90, 0.5, { colour: 'model' })]).filter(
      ({ strokeStyle }) => strokeStyle === theme.model,
    );
    // the ray to the rim, then the arrow itself
    expect(round(lines[0]!.args)).toEqual(round([dial.x, dial.y - dial.radius]));
    expect(round(lines[1]!.args)).toEqual(round([dial.x, dial.y - dial.radius / 2]));
    const exact = strokesOf([]).filter(({ strokeStyle }) => strokeStyle === theme.ink);
    expect(round(exact[0]!.args)).toEqual(round([dial.x + dial.radius, dial.y]));
  });

  it('paintArrows shows where the true angle may lie, only where it is not known', () => {
    const arcsOf = (more: Partial<Arrow>) => {
      const { context, named } = fakeContext();
      paintArrows(context, [arrow(60, 1, more)], size, theme);
      return named('arc');
    };
    expect(arcsOf({})).toHaveLength(1);
    const wedge = arcsOf({ angleBetween: [45, 90] })[1]!;
    expect(wedge.args[3]).toBeCloseTo(-Math.PI / 2, 12);
    expect(wedge.args[4]).toBeCloseTo(-Math.PI / 4, 12);
  });

  it('paintArrows gives the shortest arrow a direction, and one without an angle nothing', () => {
    const tiny = strokesOf([arrow(120, 1e-7, { colour: 'model' })]);
    expect(tiny.filter(({ strokeStyle }) => strokeStyle === theme.model)).toHaveLength(2);
    const none = strokesOf([arrow(NaN, 0, { colour: 'model' })]);
    expect(none.filter(({ strokeStyle }) => strokeStyle === theme.model)).toHaveLength(0);
  });
});
