import { describe, expect, it } from 'vitest';
import { linearMarks, logMarks, paintCountMarks, paintValueMarks, plotIn } from '../../src/chart/axes';
import { fakeContext, theme } from './fakeContext';

const labels = (marks: readonly { label: string }[]) => marks.map(({ label }) => label);

describe('linearMarks', () => {
  it('linearMarks(from, to, count) are round, with as many decimals as tell them apart', () => {
    expect(labels(linearMarks(0, 1, 4))).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(labels(linearMarks(-30, 10, 4))).toEqual(['−30', '−20', '−10', '0', '10']);
  });
});

describe('logMarks', () => {
  it('logMarks(from, to) are powers of ten', () => {
    expect(labels(logMarks(0.002, 200, 9))).toEqual(['0.01', '0.1', '1', '10', '100']);
  });
  it('logMarks(from, to) adds 2 and 5 within less than two decades', () => {
    expect(labels(logMarks(0.3, 6, 9))).toEqual(['0.5', '1', '2', '5']);
    expect(labels(logMarks(0.04, 1.3, 9))).toEqual(['0.05', '0.1', '0.2', '0.5', '1']);
  });
  it('logMarks(from, to, count) leaves some out where there is no room', () => {
    expect(logMarks(1e-8, 1, 4).length).toBeLessThanOrEqual(4);
    expect(labels(logMarks(1e-8, 1, 4)).join()).toContain('1e−');
  });
});

describe('painted marks', () => {
  const plot = plotIn({ width: 200, height: 100 }, 4);
  it('paintValueMarks(…) writes each value beside its line', () => {
    const { context, named } = fakeContext();
    paintValueMarks(context, plot, linearMarks(0, 1, 2), (value) => plot.bottom - 50 * value, theme);
    expect(named('fillText').map(({ args }) => args[0])).toEqual(['0.0', '0.5', '1.0']);
    expect(named('fillText')[1]!.args.slice(1)).toEqual([plot.left - 6, plot.bottom - 25]);
    expect(named('moveTo')[1]!.args[0]).toBe(plot.left);
  });
  it('paintCountMarks(…) leaves out what would run into the unit', () => {
    const { context, texts } = fakeContext();
    const x = (value: number) => plot.left + ((plot.right - plot.left) * value) / 10;
    paintCountMarks(context, plot, linearMarks(0, 10, 5), x, '10 sweeps', theme);
    expect(texts()).toEqual(['10 sweeps', '0', '2', '4']);
  });
  it('paintCountMarks(…) leaves out what would be cut off at the left', () => {
    const { context, texts } = fakeContext();
    const marks = [
      { value: 0, label: '0.000001' },
      { value: 5, label: '5' },
    ];
    paintCountMarks(context, { ...plot, left: 4 }, marks, (value) => 4 + 10 * value, 'λ', theme);
    expect(texts()).toEqual(['λ', '5']);
  });
});
