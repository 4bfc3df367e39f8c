import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../../src/state/store';
import { angleChart, biasChart, eigenvalueChart, ratioChart } from '../../../src/views/gradient/history';

describe('the charts of the history', () => {
  it('draw this update and the mean as two curves, told apart by dash', () => {
    const { gradientCurves } = createLabStore().getState();
    for (const update of [3, 8]) {
      gradientCurves.angle.push(update, 70 + update);
      gradientCurves.meanAngle.push(update, 20 + update);
    }
    const { series, unit } = angleChart({ ...createLabStore().getState(), gradientCurves }, 100);
    expect(unit).toBe('updates');
    expect(series.map(({ label, dash }) => [label, dash])).toEqual([
      ['this update', undefined],
      ['on average', [5, 3]],
    ]);
    expect([...series[0]!.points.x]).toEqual([3, 8]);
    expect([...series[0]!.points.y]).toEqual([73, 78]);
    expect([...series[1]!.points.y]).toEqual([23, 28]);
  });

  it('leave out the mean where it is not known, so that nothing unseen is named', () => {
    const state = createLabStore().getState();
    state.gradientCurves.ratio.push(5, 1.25);
    expect(ratioChart(state, 100).series.map(({ label }) => label)).toEqual(['this update']);
  });

  it('wait for a first result, and then say why there is no curve', () => {
    const store = createLabStore();
    expect(biasChart(store.getState(), 100).waiting).toBe('comes with the first updates');
    const result = { update: 1, algorithm: 'pcd', gibbsSteps: 1, whyNoExpected: 'chains carry on' } as const;
    store.getState().tell('gradient', { result, about: { run: 1, update: 1 } });
    expect(biasChart(store.getState(), 100).waiting).toBe('not known for this method and machine');
    expect(eigenvalueChart(store.getState(), 100).waiting).toBe('known up to 22 units together');
  });

  it('draw at most as many points as asked for, with the extremes that they stand for', () => {
    const state = createLabStore().getState();
    for (let update = 1; update <= 300; update++)
      state.gradientCurves.relativeBias.push(update, update % 2 === 0 ? 1 : 2);
    const [{ points }] = biasChart(state, 50).series as [ReturnType<typeof biasChart>['series'][number]];
    expect(points.length).toBeLessThanOrEqual(50);
    expect(points.low![0]).toBe(1);
    expect(points.high![0]).toBe(2);
  });
});
