import { describe, expect, it } from 'vitest';
import { defaultSettings, type SettingName, settingError } from '../../../src/settings';
import {
  askOf,
  blockSides,
  latticeSetup,
  manyTemperatures,
  stackAskOf,
} from '../../../src/views/kadanoff/setup';

describe('setups', () => {
  it('latticeSetup and manyTemperatures are settings that the table allows', () => {
    for (const setup of [latticeSetup, manyTemperatures])
      for (const [name, value] of Object.entries(setup))
        expect(settingError(name as SettingName, value)).toBeUndefined();
  });
});

describe('blockSides', () => {
  it('blockSides(side) are the divisors that leave two blocks or more', () => {
    expect([12, 4, 7, 9, 3].map(blockSides)).toEqual([[2, 3, 4, 6], [2], [], [3], []]);
  });
});

describe('askOf', () => {
  it('askOf(settings, …) asks about the lattices of the run', () => {
    const settings = { ...defaultSettings(), isingTemperature: 2.6, isingSpread: 1.5 };
    expect(askOf(settings, { block: 3, sweeps: 500 })).toMatchObject({
      temperature: 2.6,
      spread: 1.5,
      block: 3,
      sweeps: 500,
    });
    const without = askOf(settings, { block: undefined, sweeps: 500 });
    expect(without).not.toHaveProperty('block');
    expect(without).not.toHaveProperty('layers');
  });
});

describe('stackAskOf', () => {
  it('stackAskOf(settings, layers) halves the units from layer to layer, on the machine as it stands', () => {
    const settings = { ...defaultSettings(), hiddenUnits: 72, seed: 7 };
    expect(stackAskOf(settings, 4)).toMatchObject({ first: 'machine', further: [36, 18, 9], seed: 7 });
    expect(stackAskOf({ ...settings, hiddenUnits: 1 }, 2).further).toEqual([1]);
  });
});
