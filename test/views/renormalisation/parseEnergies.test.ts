import { describe, expect, it } from 'vitest';
import { parseEnergies } from '../../../src/views/renormalisation/parseEnergies';

describe('parseEnergies', () => {
  it.each([
    ['1 2', [1, 2]],
    [' 1,2;\n3\t-4.5e-1 ', [1, 2, 3, -0.45]],
    ['[1.5, −2]', [1.5, -2]],
    ['+.5, 2.', [0.5, 2]],
    ['1e3 -1000', [1000, -1000]],
  ])('parseEnergies(%o) reads numbers however they are apart', (text, values) => {
    expect(parseEnergies(text, undefined)).toEqual({ values });
  });
  it('parseEnergies(…) keeps every digit', () => {
    expect(parseEnergies('0.2161606701437499, -0.46481680981403417', 2)).toEqual({
      values: [0.2161606701437499, -0.46481680981403417],
    });
  });
  it.each([
    ['1, two, 3, 4', 4, '“two”, entry 2, is not a number from −1000 to 1000.'],
    ['1, 2, 1e4, 4', 4, '“1e4”, entry 3, is not a number from −1000 to 1000.'],
    ['1 0x10', 2, '“0x10”, entry 2'],
    ['1 Infinity', 2, '“Infinity”, entry 2'],
    ['NaN 1', 2, '“NaN”, entry 1'],
    [`${'9'.repeat(30)} 1`, 2, `“${'9'.repeat(24)}…”, entry 1`],
    ['1, 2, 3', 4, '3 numbers; expected 4, one for each state.'],
    ['1', 4, '1 number; expected 4'],
    ['1, 2, 3', undefined, '3 numbers; expected a power of two from 2 to 256, one for each state.'],
    ['1', undefined, '1 number; expected a power of two'],
    ['0 '.repeat(512), undefined, '512 numbers; expected a power of two from 2 to 256'],
    ['  ,; \n', 4, 'There is no number; expected 4, one for each state.'],
  ])('parseEnergies(%o, %o) names what is wrong', (text, expected, problem) => {
    const parsed = parseEnergies(text, expected);
    expect('problem' in parsed && parsed.problem).toContain(problem);
  });
  it('parseEnergies(one number) is enough for a layer without units', () => {
    expect(parseEnergies('4', undefined, 1)).toEqual({ values: [4] });
  });
});
