/** Where a value stands on a slider's track, and back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, stepFrom, valueAt } from '../../src/controls/scale';
import { type NumberSpec, settingNames, settingSpecs, specOf } from '../../src/settings';

const sliders = settingNames
  .map(specOf)
  .filter((spec): spec is NumberSpec => spec.kind === 'number' && spec.key !== 'seed');
const anySlider = fc.constantFrom(...sliders);

describe('valueAt', () => {
  it('valueAt of the ends gives the ends of the range', () => {
    for (const spec of sliders) expect([valueAt(spec, 0), valueAt(spec, 1)]).toEqual([spec.min, spec.max]);
  });

  it('valueAt beyond the track stays in range', () => {
    expect(valueAt(settingSpecs.learningRate, -3)).toBe(1e-4);
    expect(valueAt(settingSpecs.learningRate, 7)).toBe(1);
  });

  it('valueAt never falls as the place grows, stays in range, and is whole where it must be', () => {
    fc.assert(
      fc.property(
        anySlider,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (spec, one, other) => {
          const low = valueAt(spec, Math.min(one, other));
          const high = valueAt(spec, Math.max(one, other));
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(spec.min);
          expect(high).toBeLessThanOrEqual(spec.max);
          if (spec.integer) expect(Number.isInteger(low)).toBe(true);
        },
      ),
    );
  });

  it('valueAt gives values that read well', () => {
    expect(valueAt(settingSpecs.learningRate, 0.7)).toBe(0.063);
    expect(valueAt(settingSpecs.momentum, 0.5)).toBe(0.5);
    expect(valueAt(settingSpecs.hiddenUnits, 0.6)).toBe(64);
  });
});

describe('placeOf', () => {
  it('placeOf undoes valueAt up to its rounding', () => {
    fc.assert(
      fc.property(anySlider, fc.double({ min: 0.05, max: 1, noNaN: true }), (spec, place) => {
        const value = valueAt(spec, place);
        expect(valueAt(spec, placeOf(spec, value))).toBe(value);
      }),
    );
  });

  it('placeOf a decade is the same everywhere on a log scale', () => {
    const { learningRate } = settingSpecs;
    const decade = placeOf(learningRate, 0.01) - placeOf(learningRate, 0.001);
    expect(placeOf(learningRate, 1) - placeOf(learningRate, 0.1)).toBeCloseTo(decade, 12);
    expect(placeOf(learningRate, 0.01)).toBeCloseTo(0.5, 12);
  });

  it('placeOf on a root scale reaches zero and is fine beside it', () => {
    expect(placeOf(settingSpecs.weightDecay, 0)).toBe(0);
    expect(placeOf(settingSpecs.weightDecay, 0.0002)).toBeGreaterThan(0.1);
  });
});

describe('stepFrom', () => {
  it('stepFrom always moves until the end of the range', () => {
    for (const spec of sliders) {
      let value: number = spec.min;
      for (let steps = 0; value < spec.max && steps < 3000; steps++) {
        const next = stepFrom(spec, value, 1);
        expect(next).toBeGreaterThan(value);
        value = next;
      }
      expect(value).toBe(spec.max);
      expect(stepFrom(spec, value, 1)).toBe(spec.max);
    }
  });

  it('stepFrom to the left undoes what it can of the right', () => {
    expect(stepFrom(settingSpecs.gibbsSteps, 2, -1)).toBe(1);
    expect(stepFrom(settingSpecs.gibbsSteps, 1, -1)).toBe(1);
    expect(stepFrom(settingSpecs.momentum, 0.5, -1)).toBe(0.49);
  });
});
