import { describe, expect, it } from 'vitest';
import { strokeBetween } from '../../../src/views/renormalisation/EnergyPainter';
import { energyScales, paintEnergies, reachOf } from '../../../src/views/renormalisation/paintEnergies';
import { paintProbabilities, probabilityScales } from '../../../src/views/renormalisation/paintProbabilities';
import {
  bitsOfState,
  stateBars,
  stateMarks,
  wordedState,
} from '../../../src/views/renormalisation/stateBars';
import { fakeContext, theme } from '../../chart/fakeContext';

const size = { width: 340, height: 130 };
const values = [1, -2, 0.5, 3, -1, 0, 2, -0.25];

describe('stateBars', () => {
  it('stateBars(…).stateAt finds every bar again, and the nearest beyond the ends', () => {
    for (const states of [2, 8, 256]) {
      const { x, width, stateAt, plot } = stateBars(states, size);
      for (let state = 0; state < states; state++) expect(stateAt(x(state) + width / 2)).toBe(state);
      expect([stateAt(-5), stateAt(plot.right + 50)]).toEqual([0, states - 1]);
    }
  });
  it('stateMarks(…) names states by bits where they fit, else by number', () => {
    expect(stateMarks(2, 80).map(({ label }) => label)).toEqual(['00', '10', '01', '11']);
    expect(stateMarks(8, 1.2).map(({ label }) => label)[1]).toBe('32');
  });
  it('bitsOfState(state) has unit 1 first', () => {
    expect(bitsOfState(6, 4)).toBe('0110');
    expect(bitsOfState(1, 3)).toBe('100');
    expect(wordedState(1, 3)).toBe('100 (state 1)');
    expect(wordedState(0, 0)).toBe('the only state');
  });
});

describe('paintEnergies', () => {
  it('paintEnergies(…) says at the end of the axis whose states they are', () => {
    const [seen, hidden] = [fakeContext(), fakeContext()];
    const bars = { values, units: 3, reach: 4, chosen: undefined };
    paintEnergies(seen.context, bars, size, theme);
    paintEnergies(hidden.context, { ...bars, layer: 'h' }, size, theme);
    expect([seen.texts().includes('v'), seen.texts().includes('h')]).toEqual([true, false]);
    expect([hidden.texts().includes('v'), hidden.texts().includes('h')]).toEqual([false, true]);
  });
  it('reachOf(values) has room above the largest, and is never 0', () => {
    expect(reachOf(values)).toBeCloseTo(3.6, 12);
    expect(reachOf([0, 0])).toBe(1);
    expect(reachOf([-50, 2])).toBe(60);
  });
  it('energyScales(…).valueAt undoes y, to a hundredth of the axis, and keeps within it', () => {
    const { y, valueAt, plot } = energyScales({ values, reach: 4 }, size);
    for (const value of [-3.7, -1, 0, 0.5, 4]) expect(Math.abs(valueAt(y(value)) - value)).toBeLessThan(0.01);
    expect([valueAt(plot.top - 30), valueAt(plot.bottom + 30)]).toEqual([4, -4]);
  });
  it('paintEnergies(…) has a bar a state from zero, in the colour of its sign', () => {
    const { context, named } = fakeContext();
    paintEnergies(context, { values, units: 3, reach: 4, chosen: undefined }, size, theme);
    const bars = named('fillRect');
    expect(bars.length).toBe(8);
    const { y, x } = energyScales({ values, reach: 4 }, size);
    bars.forEach(({ args, fillStyle }, state) => {
      expect(args[0]).toBe(x(state));
      expect(fillStyle).toBe(values[state]! < 0 ? theme.neg : theme.pos);
      if (values[state] !== 0) expect(args[3]).toBeCloseTo(Math.abs(y(0) - y(values[state]!)), 9);
      expect(args[1]).toBeCloseTo(Math.min(y(0), y(values[state]!)), 9);
    });
  });
  it('paintEnergies(…) marks the state looked at, and mean and spread where they are given', () => {
    const { context, named } = fakeContext();
    const spread = { mean: 0.5, deviation: 1 };
    paintEnergies(context, { values, units: 3, reach: 4, chosen: 3, spread }, size, theme);
    const [chosen, band, ...bars] = named('fillRect');
    expect(chosen!.fillStyle).toBe(theme.accent);
    const { y } = energyScales({ values, reach: 4 }, size);
    expect(band!.args[1]).toBeCloseTo(y(1.5), 9);
    expect(band!.args[3]).toBeCloseTo(y(-0.5) - y(1.5), 9);
    expect(bars.length).toBe(8);
    expect(named('moveTo').at(-1)!.args[1]).toBeCloseTo(y(0.5), 9);
  });
});

describe('paintProbabilities', () => {
  const p = [0.1, 0.4, 0.3, 0.2];
  const pTilde = [0.25, 0.05, 0.6, 0.1];
  it('probabilityScales(…) reaches over both', () => {
    const { y, plot, top } = probabilityScales({ p, pTilde }, size);
    expect(top).toBeGreaterThanOrEqual(0.6);
    expect(top).toBeLessThan(0.7);
    expect(y(0)).toBe(plot.bottom);
    expect(y(top)).toBeCloseTo(plot.top, 9);
    expect(probabilityScales({ p: [1, 0], pTilde: [0, 1] }, size).top).toBe(1);
  });
  it('paintProbabilities(…) has p as bars of the data’s colour and p̃ as the model’s line', () => {
    const { context, named } = fakeContext();
    paintProbabilities(context, { p, pTilde, units: 2, chosen: undefined }, size, theme);
    const { y } = probabilityScales({ p, pTilde }, size);
    const bars = named('fillRect');
    expect(bars.map(({ fillStyle }) => fillStyle)).toEqual(p.map(() => theme.data));
    expect(bars.map(({ args }) => args[1])).toEqual(p.map(y));
    const line = named('lineTo').slice(-8);
    expect(line.map(({ args }) => args[1])).toEqual(pTilde.flatMap((q) => [y(q), y(q)]));
    expect(named('stroke').at(-1)!.strokeStyle).toBe(theme.model);
  });
});

describe('strokeBetween', () => {
  it('strokeBetween(…) reaches every state on the way, and ends where the hand is', () => {
    expect(strokeBetween([2, 1], [5, 4])).toEqual([
      [3, 2],
      [4, 3],
      [5, 4],
    ]);
    expect(strokeBetween([4, 0], [2, 1])).toEqual([
      [3, 0.5],
      [2, 1],
    ]);
    expect(strokeBetween([2, 1], [2, -3])).toEqual([[2, -3]]);
  });
});
