import { expect, it } from 'vitest';
import { defaultSettings } from '../../../src/settings';
import { createLabStore } from '../../../src/state/store';
import { stackLayers } from '../../../src/views/stack/stackLayers';
import { summaryOf } from '../../app/fakeSession';
import { stackResult } from './results';

it('stackLayers() are those of a stack on rows as wide as the run’s, and of no other', () => {
  const store = createLabStore();
  const result = stackResult();
  const { visible } = result.layers[0]!;
  const request = { settings: defaultSettings(), moves: [] };
  expect(stackLayers(store.getState())).toBeUndefined();
  store.getState().opened({ ...summaryOf(1), visible }, request);
  expect(stackLayers(store.getState())).toBeUndefined();
  store.getState().tell('stack', { mode: 'idle', result });
  expect(stackLayers(store.getState())).toBe(result.layers);
  store.getState().opened({ ...summaryOf(2), visible: visible + 1 }, request);
  expect(stackLayers(store.getState())).toBeUndefined();
});
