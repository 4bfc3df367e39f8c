import { describe, expect, it } from 'vitest';
import { equationNumbers, hiddenInput, stepDone, visibleInput } from '../../src/views/equation';

const [visible, hidden] = [3, 2];
const parameters = {
  W: Float32Array.of(1, -2, 0.5, 0.25, -1.5, 3),
  a: Float32Array.of(0.125, -0.5, 1),
  b: Float32Array.of(-0.25, 0.75),
};
const walkthrough = {
  sample: 811,
  vPlus: Uint8Array.of(1, 0, 1),
  hPlusMean: Float32Array.of(0.32, 0.85),
  hPlus: Uint8Array.of(0, 1),
  vMinusMean: Float32Array.of(0.25, 0.5, 0.875),
  vMinus: Uint8Array.of(0, 1, 1),
  hMinusMean: Float32Array.of(0.4, 0.9),
};
const input = { parameters, walkthrough, visible, hidden, unit: 1, pixel: 2 };

describe('equationNumbers', () => {
  it('hiddenInput(…) is b_j + Σ v_i W_ij, and its parts give its probability', () => {
    const { bias, sum, probability } = hiddenInput(input, walkthrough.vPlus);
    expect([bias, sum]).toEqual([0.75, 1]);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-1.75)), 12);
  });
  it('visibleInput(…) splits the input that gave the probability in the frame', () => {
    const { bias, sum, probability } = visibleInput(input);
    expect(probability).toBe(0.875);
    expect(1 / (1 + Math.exp(-bias - sum))).toBeCloseTo(0.875, 12);
  });
  it('equationNumbers(step, …) counts units from 1 and shows the sign apart from the sum', () => {
    const second = { ...input, unit: 0 };
    expect(equationNumbers('hPlus', second)).toEqual({
      unit: '1',
      pixel: '3',
      bias: '−0.25',
      sign: '−',
      sum: '0.50',
      result: '0.32',
    });
    expect(equationNumbers('hMinus', input)).toMatchObject({ sign: '+', sum: '3.25', result: '0.98' });
  });
  it('equationNumbers("change", …) multiplies and subtracts what it shows', () => {
    expect(equationNumbers('change', input)).toEqual({
      unit: '2',
      pixel: '3',
      vPlus: '1',
      hPlus: '0.85',
      vMinus: '1',
      hMinus: '0.90',
      result: '−0.05',
    });
  });
  it('equationNumbers("vPlus", …) names the sample and its pixel', () => {
    expect(equationNumbers('vPlus', input)).toMatchObject({ sample: '812', state: '1' });
  });
});

describe('stepDone', () => {
  it('stepDone(frame) is the sub-step before the one that comes next', () => {
    const at = (stage: Parameters<typeof stepDone>[0]['stage'], sweep = 0, update = 3) =>
      stepDone({ stage, sweep, update });
    expect(at('positive', 0, 0)).toBe('vPlus');
    expect([at('down'), at('up'), at('learn', 1), at('positive')]).toEqual([
      'hPlus',
      'vMinus',
      'hMinus',
      'change',
    ]);
    expect(at('down', 2)).toBe('hMinus');
    expect(at('means')).toBe('hPlus');
  });
});
