import { describe, expect, it } from 'vitest';
import { whenWanted } from '../../src/app/whenWanted';
import { createLabStore, type LabState } from '../../src/state/store';

const isingShown = ({ workspace }: LabState) => workspace === 'ising';
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('whenWanted', () => {
  it('starts once, when it is first wanted', async () => {
    const store = createLabStore();
    let starts = 0;
    whenWanted(store, isingShown, async () => {
      starts++;
    });
    expect(starts).toBe(0);
    for (const workspace of ['ising', 'learning', 'ising'] as const) {
      store.getState().setWorkspace(workspace);
      await settle();
    }
    expect(starts).toBe(1);
  });
  it('starts at once where it is wanted already, and again after a failure, which it says', async () => {
    const store = createLabStore();
    store.getState().setWorkspace('ising');
    let starts = 0;
    whenWanted(store, isingShown, async () => {
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
