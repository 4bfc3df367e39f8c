import { describe, expect, it } from 'vitest';
import {
  bitsOf,
  cellOf,
  grayCode,
  grayPlace,
  mapShape,
  numberOf,
  stateIn,
  steppedTo,
} from '../../../src/views/distribution/grayMap';

/** Units in which two states differ. */
const distance = (one: number, other: number) =>
  [...(one ^ other).toString(2)].filter((d) => d === '1').length;

describe('grayCode', () => {
  it('grayCode(place) differs from its neighbour’s in one digit, round the end too', () => {
    for (const digits of [1, 3, 8])
      for (let place = 0; place < 2 ** digits; place++)
        expect(distance(grayCode(place), grayCode((place + 1) % 2 ** digits))).toBe(1);
  });
  it('grayPlace(grayCode(place)) is the place, up to 16 digits', () => {
    for (let place = 0; place < 2 ** 16; place += 37) expect(grayPlace(grayCode(place))).toBe(place);
  });
});

describe('the map', () => {
  it('mapShape(visible) splits the units, the odd one to the rows', () => {
    expect(mapShape(16)).toEqual({ lowerUnits: 8, columns: 256, rows: 256 });
    expect(mapShape(5)).toEqual({ lowerUnits: 2, columns: 4, rows: 8 });
    expect(mapShape(1)).toEqual({ lowerUnits: 0, columns: 1, rows: 2 });
  });
  it('stateIn(cellOf(state)) is the state, each in a cell of its own', () => {
    for (const visible of [1, 2, 5, 9]) {
      const shape = mapShape(visible);
      const cells = new Set<string>();
      for (let state = 0; state < 2 ** visible; state++) {
        const cell = cellOf(state, shape);
        expect(stateIn(cell, shape)).toBe(state);
        expect(cell.column).toBeLessThan(shape.columns);
        expect(cell.row).toBeLessThan(shape.rows);
        cells.add(`${cell.column} ${cell.row}`);
      }
      expect(cells.size).toBe(2 ** visible);
    }
  });
  it('steppedTo(key, state) flips one unit, leads back, and knows no other keys', () => {
    const shape = mapShape(7);
    const back: Record<string, string> = {
      ArrowLeft: 'ArrowRight',
      ArrowRight: 'ArrowLeft',
      ArrowUp: 'ArrowDown',
      ArrowDown: 'ArrowUp',
    };
    for (const [key, inverse] of Object.entries(back))
      for (let state = 0; state < 128; state++) {
        const to = steppedTo(key, state, shape)!;
        expect(distance(state, to)).toBe(1);
        expect(steppedTo(inverse, to, shape)).toBe(state);
      }
    expect(steppedTo('Home', 3, shape)).toBeUndefined();
  });
  it('numberOf(bits) has unit 0 as its lowest digit; bitsOf is its inverse', () => {
    expect(numberOf([0, 1, 1, 0, 1])).toBe(22);
    expect(Array.from(bitsOf(22, 5))).toEqual([0, 1, 1, 0, 1]);
  });
});
