import { describe, expect, it } from 'vitest';
import { whenShown } from '../../src/app/whenShown';
import { createLabStore } from '../../src/state/store';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('whenShown', () => {
  it('starts once, when the view is first shown', async () => {
    const store = createLabStore();
    let starts = 0;
    whenShown(store, 'ising', async () => {
      starts++;
    });
    expect(starts).toBe(0);
    for (const workspace of ['ising', 'learning', 'ising'] as const) {
      store.getState().setWorkspace(workspace);
      await settle();
    }
    expect(starts).toBe(1);
  });
  it('starts at once where the view is shown already, and again after a failure, which it says', async () => {
    const store = createLabStore();
    store.getState().setWorkspace('ising');
    let starts = 0;
    whenShown(store, 'ising', async () => {
      if (++starts === 1) throw new Error('offline');
    });
    await settle();
    expect(store.getState().messages[0]!.lines[0]).toContain('could not be fetched');
    store.getState().setWorkspace('learning');
    store.getState().setWorkspace('ising');
    await settle();
    expect(starts).toBe(2);
  });
});
