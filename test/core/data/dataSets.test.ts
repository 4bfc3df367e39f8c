import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import { countsOf, grouped, pictureShape, splitEveryFifth } from '../../../src/core/data/dataSet';
import { digits } from '../../../src/core/data/digits';
import { IsingLattices, latticeTemperatures } from '../../../src/core/data/isingLattices';
import { labelledShifter } from '../../../src/core/data/labelledShifter';
import { painted } from '../../../src/core/data/painted';
import { parity } from '../../../src/core/data/parity';
import { binarise, extent, fileDataSet, type Table } from '../../../src/core/data/table';
import { WolffSampler } from '../../../src/core/ising/wolff';
import { distinctRows, row, rowsFrom } from '../../../src/core/rows';
import { barsCounts, digitsText } from '../../oracle/fixtures';

const textOf = (bytes: Uint8Array) => bytes.join('');

describe('digits', () => {
  const set = digits(digitsText());
  it('digits holds out every fifth of the 1,797 rows', () => {
    expect([set.training.count, set.heldOut.count]).toEqual([1438, 359]);
    expect(set.description).toBe('1,438 handwritten digits to learn from, 359 held out.');
    const first = digitsText()
      .split('\n', 5)
      .map((line) => line.split(',').slice(0, 64));
    const on = (line: string[]) => line.map((grey) => (Number(grey) >= 8 ? 1 : 0)).join('');
    expect(textOf(row(set.training, 3))).toBe(on(first[3]));
    expect(textOf(row(set.heldOut, 0))).toBe(on(first[4]));
  });
  it('digits has 1,750 distinct rows in all', () => {
    const all = new Set([...distinctRows(set.training).keys(), ...distinctRows(set.heldOut).keys()]);
    expect(all.size).toBe(1750);
  });
  it('digits carries labels and an attribution', () => {
    expect(set.labels!.training.slice(0, 5)).toEqual(['0', '1', '2', '3', '5']);
    expect(set.labels!.heldOut[0]).toBe('4');
    expect(set.attribution).toContain('CC BY 4.0');
  });
  it('digits refuses another table', () => {
    expect(() => digits('1,0\n0,1')).toThrow(TypeError);
  });
});

describe('barsAndStripes', () => {
  for (const { n, distinct, fischerIgelCount } of barsCounts)
    it(`barsAndStripes(${n}) has ${fischerIgelCount} points, ${distinct} of them distinct`, () => {
      const { training, heldOut, shape } = barsAndStripes(n);
      expect(training.count).toBe(fischerIgelCount);
      expect(heldOut.count).toBe(0);
      expect(shape).toEqual({ rows: n, columns: n });
      const times = distinctRows(training);
      expect(times.size).toBe(distinct);
      for (const [text, count] of times) expect(count).toBe(/^(0+|1+)$/.test(text) ? 2 : 1);
    });
  it('barsAndStripes holds pictures whose rows are all equal, or whose columns are', () => {
    const { training } = barsAndStripes(3);
    for (let n = 0; n < training.count; n++) {
      const v = row(training, n);
      const equalRows = [0, 1, 2].every((c) => v[c] === v[c + 3] && v[c] === v[c + 6]);
      const equalColumns = [0, 3, 6].every((r) => v[r] === v[r + 1] && v[r] === v[r + 2]);
      expect(equalRows || equalColumns).toBe(true);
    }
  });
  it('barsAndStripes refuses a side out of range', () => {
    for (const n of [1, 9, 2.5, NaN]) expect(() => barsAndStripes(n)).toThrow(RangeError);
  });
});

describe('labelledShifter', () => {
  it('labelledShifter has 768 points of 19 units, or 48 of 11', () => {
    expect(labelledShifter(8).training).toMatchObject({ count: 768, width: 19 });
    expect(labelledShifter(4).training).toMatchObject({ count: 48, width: 11 });
    expect(distinctRows(labelledShifter(8).training).size).toBe(768);
  });
  it('labelledShifter shows bits, shifted bits, and which shift it was', () => {
    const { training, labels, shape } = labelledShifter(4);
    expect(shape).toEqual({ rows: 3, columns: 4 });
    const shifted = (bits: string, label: string) =>
      ({ left: bits.slice(1) + bits[0], none: bits, right: bits[3] + bits.slice(0, 3) })[label];
    for (let n = 0; n < training.count; n++) {
      const text = textOf(row(training, n));
      const label = labels!.training[n];
      expect(text.slice(4, 8)).toBe(shifted(text.slice(0, 4), label));
      expect(text.slice(8)).toBe({ left: '100', none: '010', right: '001' }[label]);
    }
  });
  it('labelledShifter refuses sizes out of range', () => {
    expect(() => labelledShifter(2)).toThrow('invalid shifted bits: 2; expected 3..10 (whole)');
  });
});

describe('parity', () => {
  it('parity has every even pattern once', () => {
    for (const n of [2, 5, 12]) {
      const { training } = parity(n);
      expect(distinctRows(training).size).toBe(2 ** (n - 1));
      for (let m = 0; m < training.count; m++)
        expect(row(training, m).reduce((sum, bit) => sum + bit, 0) % 2).toBe(0);
    }
  });
  it('parity refuses sizes out of range', () => {
    expect(() => parity(13)).toThrow(RangeError);
  });
});

describe('painted', () => {
  it('painted learns from all patterns and keeps a copy', () => {
    const bytes = Uint8Array.of(1, 0, 0, 1, 1, 1, 0, 0);
    const set = painted({ side: 2, count: 2, bytes });
    bytes[0] = 0;
    expect(textOf(row(set.training, 0))).toBe('1001');
    expect(set).toMatchObject({ description: '2 painted patterns.', shape: { rows: 2, columns: 2 } });
    expect(painted({ side: 1, count: 1, bytes: Uint8Array.of(1) }).description).toBe('One painted pattern.');
  });
  it('painted refuses nothing, a wrong length, and values other than 0 and 1', () => {
    expect(() => painted({ side: 2, count: 0, bytes: new Uint8Array() })).toThrow('nothing is painted yet');
    expect(() => painted({ side: 2, count: 2, bytes: new Uint8Array(7) })).toThrow(TypeError);
    expect(() => painted({ side: 1, count: 1, bytes: Uint8Array.of(2) })).toThrow(RangeError);
    expect(() => painted({ side: 33, count: 1, bytes: new Uint8Array(1089) })).toThrow(RangeError);
  });
});

describe('IsingLattices', () => {
  const options = { side: 4, temperature: 2.5, seed: 3, count: 12 };
  it('advance draws a few at a time, with the same result as all at once', () => {
    const slow = new IsingLattices(options);
    const steps = [];
    do steps.push(slow.done);
    while (!slow.advance(5));
    expect(steps).toEqual([0, 5, 10]);
    expect(slow.done).toBe(12);
    expect(slow.result()).toEqual(new IsingLattices(options).result());
  });
  it('result holds out every fifth lattice and says what it holds', () => {
    const { training, heldOut, description } = new IsingLattices(options).result();
    expect([training.count, heldOut.count]).toEqual([10, 2]);
    expect(description).toBe('10 Ising lattices of 4×4 spins at T = 2.5 to learn from, 2 held out.');
    const critical = new IsingLattices({ ...options, temperature: 2.269185314213022 }).result();
    expect(critical.description).toContain('at T = 2.269 to learn from');
    const sampler = new WolffSampler(options);
    expect(row(training, 0)).toEqual(sampler.next());
  });
  it('result of a spread set takes nine temperatures in turn, each with a chain of its own', () => {
    const spread = new IsingLattices({ ...options, spread: 2, count: 45 });
    const { training, heldOut, description } = spread.result();
    expect(description).toBe(
      '36 Ising lattices of 4×4 spins at 9 temperatures from T = 1.250 to 5.000 to learn from, 9 held out.',
    );
    const temperatures = latticeTemperatures(2.5, 2);
    const samplers = temperatures.map(
      (temperature, chain) => new WolffSampler({ ...options, temperature, chain }),
    );
    for (let n = 0; n < 45; n++) {
      const lattice = samplers[n % 9]!.next();
      // every fifth row is held out
      const place = Math.floor(n / 5);
      expect(n % 5 === 4 ? row(heldOut, place) : row(training, n - place)).toEqual(lattice);
    }
  });
  it('latticeTemperatures are even in ln T about T, or T alone', () => {
    expect(latticeTemperatures(2.269, 1)).toEqual([2.269]);
    const temperatures = latticeTemperatures(2.4, 3);
    expect(temperatures).toHaveLength(9);
    expect([temperatures[0], temperatures[4], temperatures[8]].map((T) => Number(T!.toFixed(12)))).toEqual([
      0.8, 2.4, 7.2,
    ]);
    for (let n = 1; n < 9; n++) expect(temperatures[n]! / temperatures[n - 1]!).toBeCloseTo(3 ** 0.25, 12);
  });
  it('latticeTemperatures refuses a spread below 1', () => {
    for (const spread of [0.99, 0, NaN])
      expect(() => latticeTemperatures(2, spread)).toThrow(
        new RangeError(`invalid spread: ${spread}; expected 1 or more`),
      );
  });
  it('the constructor refuses what it cannot draw', () => {
    for (const change of [{ side: 2 }, { side: 33 }, { count: 0 }, { temperature: 0 }, { temperature: NaN }])
      expect(() => new IsingLattices({ ...options, ...change })).toThrow(RangeError);
  });
});

describe('a file of the user', () => {
  const table = (values: number[], width: number): Table => ({
    count: values.length / width,
    width,
    values: Float32Array.from(values),
    ...extent(values),
    shape: pictureShape(width),
    notes: [],
  });
  it('binarise turns a fraction of the range into a threshold that counts as 1', () => {
    const grey = table([-4, 0, 4, 12], 4);
    expect(textOf(binarise(grey, 0.5).bytes)).toBe('0011');
    expect(textOf(binarise(grey, 0).bytes)).toBe('1111');
    expect(textOf(binarise(grey, 1).bytes)).toBe('0001');
  });
  it('binarise of data that are all equal asks whether they are above 0', () => {
    expect(textOf(binarise(table([0, 0], 2), 0.5).bytes)).toBe('00');
    expect(textOf(binarise(table([3, 3], 2), 0.5).bytes)).toBe('11');
  });
  it('binarise refuses a threshold outside 0..1', () => {
    for (const threshold of [-0.1, 1.1, NaN])
      expect(() => binarise(table([1, 2], 2), threshold)).toThrow(RangeError);
  });
  it('fileDataSet holds out every fifth row, labels as well', () => {
    const values = Array.from({ length: 12 }, (_, n) => n % 2);
    const set = fileDataSet({ ...table(values, 2), labels: ['a', 'b', 'c', 'd', 'e', 'f'] }, 0.5);
    expect([set.training.count, set.heldOut.count]).toEqual([5, 1]);
    expect(set.labels).toEqual({ training: ['a', 'b', 'c', 'd', 'f'], heldOut: ['e'] });
    expect(set.description).toBe('5 rows of your file to learn from, 1 held out.');
  });
});

describe('data set parts', () => {
  it('splitEveryFifth of fewer than five rows holds out none', () => {
    const split = splitEveryFifth(rowsFrom([[1], [0], [1], [1]]));
    expect([split.training.count, split.heldOut.count, split.labels]).toEqual([4, 0, undefined]);
    expect(countsOf('rows', split.training, split.heldOut)).toBe('4 rows to learn from.');
  });
  it('pictureShape is a square, or the smallest near-square that holds all units', () => {
    expect(pictureShape(784)).toEqual({ rows: 28, columns: 28 });
    expect(pictureShape(1)).toEqual({ rows: 1, columns: 1 });
    for (let width = 1; width <= 1024; width++) {
      const { rows, columns } = pictureShape(width);
      expect(rows * columns).toBeGreaterThanOrEqual(width);
      expect((rows - 1) * columns).toBeLessThan(width);
      expect(columns - rows).toBeLessThanOrEqual(1);
    }
  });
  it('grouped puts commas between thousands', () => {
    expect([0, 999, 1000, 12345, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '12,345', '1,234,567']);
  });
});
