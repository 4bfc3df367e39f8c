import { describe, expect, it } from 'vitest';
import type { KnobMove } from '../../src/engine/frame';
import { Moves, ruleOf } from '../../src/engine/moves';
import { defaultSettings } from '../../src/settings';

const start = defaultSettings();
const rate = (update: number, value: number): KnobMove => ({ update, name: 'learningRate', value });

describe('reach()', () => {
  it('lets the moves act that belong to that update and those before', () => {
    const moves = new Moves(start, [rate(3, 0.1), rate(3, 0.2), rate(5, 0.3)]);
    expect(moves.next).toBe(3);
    expect(moves.reach(2)).toBe(false);
    expect(moves.reach(3)).toBe(true);
    expect(moves.current.learningRate).toBe(0.2);
    expect(moves.next).toBe(5);
    moves.reach(99);
    expect(moves.current.learningRate).toBe(0.3);
    expect(moves.next).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('record()', () => {
  it('drops the moves that lie ahead', () => {
    const moves = new Moves(start, [rate(3, 0.1), rate(8, 0.9)]);
    moves.reach(4);
    moves.record(4, 'momentum', 0.7);
    expect(moves.all).toEqual([rate(3, 0.1), { update: 4, name: 'momentum', value: 0.7 }]);
    expect(moves.current.momentum).toBe(0.7);
    expect(moves.next).toBe(Number.POSITIVE_INFINITY);
  });

  it('keeps the last of several moves of a knob at one update', () => {
    const moves = new Moves(start, []);
    moves.record(0, 'learningRate', 0.1);
    moves.record(0, 'momentum', 0.1);
    moves.record(0, 'learningRate', 0.2);
    expect(moves.all.map(({ name, value }) => [name, value])).toEqual([
      ['momentum', 0.1],
      ['learningRate', 0.2],
    ]);
  });
});

describe('rewind()', () => {
  it('returns to the settings of that update and puts later moves ahead again', () => {
    const moves = new Moves(start, []);
    moves.record(2, 'learningRate', 0.1);
    moves.record(6, 'learningRate', 0.4);
    moves.rewind(2);
    expect(moves.current.learningRate).toBe(0.1);
    expect(moves.next).toBe(6);
    moves.rewind(0);
    expect(moves.current.learningRate).toBe(start.learningRate);
  });

  it('keeps the pace of now', () => {
    const moves = new Moves(start, [rate(3, 0.1)]);
    moves.reach(3);
    moves.setPace('speed', 7);
    moves.rewind(0);
    expect(moves.current.speed).toBe(7);
    expect(moves.initial.speed).toBe(7);
  });
});

describe('Moves()', () => {
  it.each([
    ['a move of a setting that needs a restart', { update: 0, name: 'hiddenUnits', value: 3 }, /only live/],
    ['a value out of range', { update: 0, name: 'learningRate', value: 7 }, /0\.0001\.\.1/],
    ['an update that is no whole number', { update: 1.5, name: 'learningRate', value: 0.1 }, /whole/],
    ['a name that is no setting', { update: 0, name: 'toString', value: 1 }, /only live/],
  ])('refuses %s', (_, move, message) => {
    expect(() => new Moves(start, [move as KnobMove])).toThrow(message);
  });

  it('refuses moves out of order', () => {
    expect(() => new Moves(start, [rate(5, 0.1), rate(4, 0.1)])).toThrow(/in order/);
  });

  it('refuses settings that are not valid', () => {
    expect(() => new Moves({ ...start, momentum: Number.NaN }, [])).toThrow(/momentum/);
  });
});

describe('ruleOf()', () => {
  it('says centering as a truth value and leaves the rest as it is', () => {
    const rule = ruleOf({ ...start, centering: 'on', gibbsSteps: 13, weightDecayL1: 0.01 });
    expect(rule).toMatchObject({ centering: true, gibbsSteps: 13, weightDecayL1: 0.01, algorithm: 'cd' });
  });
});
