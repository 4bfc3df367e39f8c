import { describe, expect, it } from 'vitest';
import { checkedRows, distinctRows, row, rowsFrom, selectRows, unitCounts } from '../../src/core/rows';

const three = rowsFrom([
  [1, 0, 1, 0, 1],
  [0, 0, 1, 1, 1],
  [1, 0, 1, 0, 1],
]);

describe('rows', () => {
  it('rowsFrom lays patterns out row by row', () => {
    expect(three.count).toBe(3);
    expect(three.width).toBe(5);
    expect(Array.from(row(three, 1))).toEqual([0, 0, 1, 1, 1]);
  });
  it('rowsFrom refuses patterns of different lengths', () => {
    expect(() => rowsFrom([[1, 0], [1]])).toThrow(new TypeError('invalid row 1: 1 units; expected 2'));
  });
  it('rowsFrom takes no pattern at all', () => {
    expect(rowsFrom([], 4)).toMatchObject({ count: 0, width: 4 });
  });
  it('checkedRows refuses a wrong length and values other than 0 and 1', () => {
    const bytes = Uint8Array.of(0, 1, 2, 1);
    expect(() => checkedRows({ count: 2, width: 3, bytes })).toThrow(TypeError);
    expect(() => checkedRows({ count: 2, width: 2, bytes })).toThrow(
      new RangeError('invalid rows: 2 at byte 2; expected 0 or 1'),
    );
  });
  it('selectRows copies the rows asked for, in their order', () => {
    const chosen = selectRows(three, [1, 0, 1]);
    expect(Array.from(chosen.bytes)).toEqual([0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1]);
    chosen.bytes[0] = 1;
    expect(row(three, 1)[0]).toBe(0);
  });
  it('unitCounts counts the ones of each unit', () => {
    expect(Array.from(unitCounts(three))).toEqual([2, 0, 3, 1, 3]);
  });
  it('distinctRows counts equal rows once each', () => {
    expect([...distinctRows(three)]).toEqual([
      ['10101', 2],
      ['00111', 1],
    ]);
  });
});
