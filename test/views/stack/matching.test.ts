import { describe, expect, it } from 'vitest';
import { shownNumbers } from '../../../src/views/stack/matching';
import { layerOf, upperLayer } from './results';

describe('shownNumbers', () => {
  it('shownNumbers as trained are the layers’ own, with no shift', () => {
    const [lower, upper] = shownNumbers([layerOf(), upperLayer()], false);
    expect([lower!.shift, upper!.shift]).toEqual([undefined, undefined]);
    expect(upper!.logPartition!.value).toBe(4);
    expect(upper!.meanFreeEnergy).toBe(-1.5);
  });
  it('shownNumbers with equal free energies have the ln Z of layer 1, and F_c moves by the shift', () => {
    const [lower, upper] = shownNumbers([layerOf(), upperLayer()], true);
    expect([lower!.logPartition!.value, upper!.logPartition!.value]).toEqual([6.5, 6.5]);
    expect(lower!.shift!.value).toBe(0);
    expect(upper!.shift!.value).toBe(4 - 6.5);
    expect(upper!.meanFreeEnergy).toBe(-1.5 + 4 - 6.5);
  });
  it('shownNumbers keep ℓ, and ℓ is still −⟨F_c⟩ − ln Z', () => {
    const [, upper] = shownNumbers([layerOf(), upperLayer()], true);
    expect(upper!.logLikelihood).toEqual(upperLayer().logLikelihood);
    expect(-upper!.meanFreeEnergy - upper!.logPartition!.value).toBeCloseTo(-2.5, 12);
  });
  it('shownNumbers carry an estimate’s interval into the shift; only two exact ln Z give an exact one', () => {
    const [, upper] = shownNumbers([layerOf(), upperLayer()], true);
    expect(upper!.shift).toMatchObject({ method: 'AIS', low: 3.8 - 6.5, high: 4.1 - 6.5 });
    const [, both] = shownNumbers([layerOf(), layerOf({ hidden: 3 })], true);
    expect(both!.shift).toMatchObject({ method: 'exact', value: 0 });
    // an estimated first layer widens the others' shifts the other way round
    const [, above] = shownNumbers([upperLayer(), layerOf()], true);
    expect(above!.shift!.low).toBeCloseTo(6.5 - 4.1, 12);
    expect(above!.shift!.high).toBeCloseTo(6.5 - 3.8, 12);
  });
  it('shownNumbers leave a layer whose ln Z is unknown as it is', () => {
    const { logPartition: _, logLikelihood: __, ...unknown } = upperLayer();
    const [, upper] = shownNumbers([layerOf(), unknown], true);
    expect(upper).toEqual({
      shift: undefined,
      logPartition: undefined,
      meanFreeEnergy: -1.5,
      logLikelihood: undefined,
    });
    expect(shownNumbers([unknown, layerOf()], true)[1]!.shift).toBeUndefined();
  });
});
