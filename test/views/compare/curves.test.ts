import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src/settings';
import type { Comparison, ComparisonPoint } from '../../../src/state/comparisonSlice';
import { contenderOf } from '../../../src/state/contender';
import { bestOf, compareChart, lessonOf, namesOf } from '../../../src/views/compare/curves';

const settings = defaultSettings();
const cd = contenderOf(settings);
const pcd = contenderOf(settings, { algorithm: 'pcd' });

/** Points at every tenth update; reconstruction error falls and pseudo-likelihood rises all the way. */
const points = (likelihoods: readonly (number | undefined)[]): ComparisonPoint[] =>
  likelihoods.map((logLikelihood, n) => ({
    update: 10 * n,
    seconds: n / 4,
    ...(logLikelihood !== undefined && { logLikelihood }),
    reconstructionError: 1 / (n + 1),
    pseudoLikelihood: -9 + n,
  }));
const comparisonOf = (
  contenders: Comparison['contenders'],
  curves: readonly (readonly (number | undefined)[])[],
  changes: Partial<Comparison> = {},
): Comparison => ({
  contenders,
  length: 100,
  axis: 'updates',
  runs: curves.map((curve) => ({ state: 'done', points: points(curve) })),
  running: false,
  ...changes,
});

describe('namesOf', () => {
  it('namesOf numbers methods that are alike', () => {
    expect(namesOf({ contenders: [cd, cd, pcd] })).toEqual(['CD-1 (1)', 'CD-1 (2)', 'PCD-1']);
  });
});

describe('compareChart', () => {
  it('compareChart draws one curve a method over the whole length', () => {
    const { series, span, unit } = compareChart(
      comparisonOf(
        [cd, pcd],
        [
          [-9, -5],
          [-9, -6, -4],
        ],
      ),
      'logLikelihood',
      2,
    );
    expect(series.map(({ label }) => label)).toEqual(['CD-1', 'PCD-1']);
    expect([...series[1]!.points.x]).toEqual([0, 10, 20]);
    expect([...series[1]!.points.y]).toEqual([-9, -6, -4]);
    expect(span).toEqual([0, 100]);
    expect(unit).toBe('updates');
    expect(series[0]!.dash).not.toEqual(series[1]!.dash);
  });

  it('compareChart keeps the length that was asked for, whatever is set for the next', () => {
    const asked = { settings, contenders: [cd, pcd], length: 60 };
    const comparison = comparisonOf([cd, pcd], [[-9, -5], [-9]], { asked, length: 1000 });
    expect(compareChart(comparison, 'logLikelihood', 2).span).toEqual([0, 60]);
  });

  it('compareChart over seconds takes the seconds of training, and no span', () => {
    const chart = compareChart(
      comparisonOf([cd, pcd], [[-9, -5], []], { axis: 'seconds' }),
      'logLikelihood',
      2,
    );
    expect([...chart.series[0]!.points.x]).toEqual([0, 0.25]);
    expect(chart.span).toBeUndefined();
    expect(chart.decimals).toBe(1);
  });

  it('compareChart cuts off a likelihood that falls far below the start, and nothing else', () => {
    const failing = comparisonOf(
      [cd, pcd],
      [
        [-10, -6],
        [-10, -50],
      ],
    );
    expect(compareChart(failing, 'logLikelihood', 2).floor).toBe(-11);
    expect(compareChart(failing, 'reconstructionError', 2).floor).toBeUndefined();
    const fine = comparisonOf(
      [cd, pcd],
      [
        [-10, -6],
        [-10, -10.5],
      ],
    );
    expect(compareChart(fine, 'logLikelihood', 2).floor).toBeUndefined();
  });

  it('compareChart leaves out what is not computed, and says so', () => {
    const chart = compareChart(comparisonOf([cd, pcd], [[undefined, undefined], []]), 'logLikelihood', 2);
    expect(chart.series.every(({ points: { length } }) => length === 0)).toBe(true);
    expect(chart.waiting).toContain('not computed');
  });
});

describe('bestOf', () => {
  it('bestOf is the first of the highest', () => {
    expect(bestOf(points([-9, -4, -6, -4]))).toMatchObject({ update: 10, logLikelihood: -4 });
    expect(bestOf(points([undefined]))).toBeUndefined();
    expect(bestOf([])).toBeUndefined();
  });
});

describe('lessonOf', () => {
  it('lessonOf names the methods whose likelihood fell while the substitutes improved', () => {
    const lesson = lessonOf(
      comparisonOf(
        [cd, pcd],
        [
          [-10, -5, -7],
          [-10, -6, -5],
        ],
      ),
    );
    expect(lesson).toMatch(/^CD-1: the likelihood falls/);
    expect(lesson).not.toContain('persistent');
  });

  it('lessonOf has another reason for persistent chains', () => {
    expect(
      lessonOf(
        comparisonOf(
          [cd, pcd],
          [
            [-10, -5],
            [-10, -5, -9],
          ],
        ),
      ),
    ).toMatch(/^PCD-1.*persistent chains/);
  });

  it('lessonOf blames nobody for a small dip', () => {
    expect(
      lessonOf(
        comparisonOf(
          [cd, pcd],
          [
            [-10, -5, -5.4],
            [-10, -5],
          ],
        ),
      ),
    ).toContain('near its best');
  });

  it('lessonOf has a reason that fits each method', () => {
    const fallen = (algorithm: 'cd' | 'tempering' | 'meanField' | 'tap2' | 'exact') =>
      lessonOf(comparisonOf([contenderOf(settings, { algorithm })], [[-10, -5, -9]]));
    expect(fallen('cd')).toContain('A few sweeps from the data');
    expect(fallen('tempering')).toContain('persistent chains');
    for (const one of ['meanField', 'tap2'] as const) expect(fallen(one)).toContain('one valley');
    expect(fallen('exact')).toContain('steps that are too long');
  });

  it('lessonOf calls no likelihood near its best that has fallen, whatever the substitutes say', () => {
    const fallen = comparisonOf([cd, pcd], [[-10, -5], []]);
    const worse = points([-10, -5, -9]).map((point, n) => ({ ...point, pseudoLikelihood: -9 - n }));
    const lesson = lessonOf({ ...fallen, runs: [fallen.runs[0]!, { state: 'done', points: worse }] });
    expect(lesson).toBe('PCD-1: the likelihood ends well below its best.');
  });

  it('lessonOf says nothing of a likelihood that was not computed', () => {
    expect(lessonOf(comparisonOf([cd, pcd], [[undefined], [undefined]]))).toBe('');
  });

  it('lessonOf says what is equal before anything is measured', () => {
    expect(lessonOf(comparisonOf([cd, pcd], [[], []]))).toContain('only the method differs');
  });
});
