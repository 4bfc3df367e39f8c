/** The experiments that one choice sets up. */
import { describe, expect, it } from 'vitest';
import { presetOf, presets, settingsOf } from '../../src/app/presets';
import { defaultSettings, type SettingName, settingError, settingNames } from '../../src/settings';

describe('presets', () => {
  it('settingsOf every preset is valid, and presetOf finds it again', () => {
    for (const preset of presets) {
      const settings = settingsOf(preset, { ...defaultSettings(), seed: 77, stepBy: 'epoch' });
      expect(settingNames.flatMap((name: SettingName) => settingError(name, settings[name]) ?? [])).toEqual(
        [],
      );
      expect(settings).toMatchObject({ seed: 77, stepBy: 'epoch' });
      expect(presetOf({ ...settings, speed: 3 }, preset.machine !== undefined)).toBe(preset);
    }
  });

  it('settingsOf “When CD goes wrong” is what was published', () => {
    const preset = presets.find(({ name }) => name === 'cdGoesWrong')!;
    expect(settingsOf(preset, defaultSettings())).toMatchObject({
      dataSet: 'bars',
      barsSide: 4,
      hiddenUnits: 16,
      weightDeviation: 0.1,
      startingBiases: 'zero',
      batchSize: 32,
      learningRate: 0.1,
      schedule: 'constant',
      momentum: 0,
      weightDecay: 0,
      weightDecayL1: 0,
      sparsityCost: 0,
      gibbsSteps: 1,
      algorithm: 'cd',
      centering: 'off',
    });
  });

  it('presetOf the settings alone of a preset that brings a machine is none', () => {
    const preset = presets.find(({ name }) => name === 'silentFailure')!;
    const settings = settingsOf(preset, defaultSettings());
    expect(presetOf(settings)).toBeUndefined();
    expect(presetOf(settings, true)).toBe(preset);
  });

  it('presetOf a set-up of one’s own is none', () => {
    expect(presetOf({ ...defaultSettings(), momentum: 0.3 })).toBeUndefined();
    expect(presetOf(defaultSettings())?.name).toBe('digits');
  });
});
