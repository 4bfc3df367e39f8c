import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/settings';
import { contenderOf, formatContenders, nameOf, parseContenders } from '../../src/state/contender';
import { createLabStore } from '../../src/state/store';

const settings = defaultSettings();
const cd = contenderOf(settings);
const point = { update: 5, seconds: 1, reconstructionError: 0.1, pseudoLikelihood: -9 };

describe('contenderOf', () => {
  it('contenderOf is what the settings are, but for its changes', () => {
    expect(contenderOf(settings, { gibbsSteps: 7 })).toMatchObject({ algorithm: 'cd', gibbsSteps: 7 });
    expect(cd.learningRate).toBe(settings.learningRate);
  });
});

describe('nameOf', () => {
  const named = (...changes: Parameters<typeof contenderOf>[1][]) => {
    const all = changes.map((change) => contenderOf(settings, change));
    return all.map((contender) => nameOf(contender, all));
  };

  it('nameOf says the algorithm and k, or the algorithm alone where k means nothing', () => {
    expect(
      named({}, { algorithm: 'pcd', gibbsSteps: 5 }, { algorithm: 'exact' }, { algorithm: 'tap2' }),
    ).toEqual(['CD-1', 'PCD-5', 'Exact', 'TAP-2']);
  });

  it('nameOf says weight decay only where it differs, and not of none', () => {
    expect(named({ weightDecay: 0.002 }, { gibbsSteps: 2, weightDecay: 0.002 })).toEqual(['CD-1', 'CD-2']);
    expect(named({ weightDecay: 0 }, { weightDecay: 0.002 })).toEqual(['CD-1', 'CD-1, L2 0.002']);
  });

  it('nameOf tells methods of one kind apart by what differs', () => {
    expect(named({ learningRate: 0.1 }, { learningRate: 0.3 }, { algorithm: 'pcd' })).toEqual([
      'CD-1, learning rate 0.1',
      'CD-1, learning rate 0.3',
      'PCD-1',
    ]);
  });
});

describe('parseContenders', () => {
  const contenders = [
    contenderOf(settings, { gibbsSteps: 10, learningRate: 0.25 }),
    contenderOf(settings, { algorithm: 'tempering', ladderSize: 12, weightDecay: 0.001 }),
  ];

  it('parseContenders is the inverse of formatContenders', () => {
    const text = formatContenders(contenders, settings);
    expect(text).toBe('algorithm.cd,k.10,rate.0.25~algorithm.tempering,ladder.12,decay.0.001');
    expect(parseContenders(text, settings)).toEqual(contenders);
  });

  it.each([
    ['one method', 'algorithm.cd'],
    ['five methods', Array(5).fill('algorithm.cd').join('~')],
    ['an unknown key', 'algorithm.cd~colour.red'],
    ['a setting that is not a method’s', 'algorithm.cd~hidden.7'],
    ['a value out of range', 'algorithm.cd~k.0'],
    ['nothing', ''],
  ])('parseContenders takes no %s', (_, text) => {
    expect(parseContenders(text, settings)).toBeUndefined();
  });
});

describe('comparison', () => {
  it('addContender adds the lab’s own method, four at most; removeContender keeps two', () => {
    const { getState } = createLabStore();
    getState().set('gibbsSteps', 9);
    getState().addContender();
    expect(getState().comparison.contenders.at(-1)).toMatchObject({ gibbsSteps: 9 });
    getState().addContender();
    getState().addContender();
    expect(getState().comparison.contenders).toHaveLength(4);
    for (let n = 0; n < 5; n++) getState().removeContender(0);
    expect(getState().comparison.contenders).toHaveLength(2);
  });

  it('compare asks with the settings and methods as they are, from the start', () => {
    const { getState } = createLabStore();
    getState().compare();
    const { asked, running, runs, contenders, length } = getState().comparison;
    expect(asked).toEqual({ settings: getState().settings, contenders, length });
    expect(running).toBe(true);
    expect(runs.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it('tellContender ends the comparison once nobody runs or waits', () => {
    const { getState } = createLabStore();
    getState().compare();
    getState().tellContender(0, { state: 'done', points: [point] });
    expect(getState().comparison.running).toBe(true);
    getState().tellContender(1, { state: 'failed', why: 'it broke' });
    expect(getState().comparison).toMatchObject({ running: false });
    expect(getState().comparison.runs[0]!.points).toEqual([point]);
  });

  it('stopComparing keeps what was measured', () => {
    const { getState } = createLabStore();
    getState().compare();
    getState().tellContender(0, { state: 'running', points: [point] });
    getState().stopComparing();
    const { running, runs } = getState().comparison;
    expect(running).toBe(false);
    expect(runs[0]).toEqual({ state: 'stopped', points: [point] });
  });

  it('changeContender drops what was measured of other methods, and what it was about', () => {
    const { getState } = createLabStore();
    getState().compare();
    getState().tellComparison({ rows: 32 });
    getState().tellContender(0, { state: 'done', points: [point] });
    getState().changeContender(1, { gibbsSteps: 30 });
    expect(getState().comparison.runs.every(({ points }) => points.length === 0)).toBe(true);
    expect(getState().comparison.contenders[1]).toMatchObject({ gibbsSteps: 30 });
    expect(getState().comparison.asked).toBeUndefined();
    expect(getState().comparison.rows).toBeUndefined();
  });
});
