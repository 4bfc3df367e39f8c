import { describe, expect, it } from 'vitest';
import { LatticeRoad } from '../../src/app/latticeRoad';
import { logPartition } from '../../src/core/partition';
import { createRbm } from '../../src/core/rbm';
import type { ModelFile } from '../../src/engine/frame';
import { defaultSettings } from '../../src/settings';
import {
  askLattice,
  latticeOf,
  setLatticeKnobs,
  setSides,
  tellLattice,
  watchLattice,
} from '../../src/state/latticeSlice';
import { createLabStore } from '../../src/state/store';
import { FakeLattice } from './fakeLattice';
import { summaryOf } from './fakeSession';

const settle = async () => {
  for (let n = 0; n < 12; n++) await new Promise((resolve) => setImmediate(resolve));
};

function made(openModel: (model: ModelFile) => Promise<void> = async () => undefined) {
  const store = createLabStore();
  const clients: FakeLattice[] = [];
  let hidden = false;
  const host = {
    hidden: () => hidden,
    nextFrame: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  new LatticeRoad(store, {
    openModel,
    host,
    open: () => {
      clients.push(new FakeLattice());
      return clients.at(-1)!;
    },
  });
  const hide = (value: boolean) => {
    hidden = value;
  };
  return { store, clients, hide, lattice: () => latticeOf(store.getState()) };
}
const opening = 'open {"Lx":64,"Ly":64,"seed":1,"start":"up"}';

describe('LatticeRoad', () => {
  it('opens a worker when a view first shows the lattice, and plays', async () => {
    const { store, clients } = made();
    await settle();
    expect(clients).toHaveLength(0);
    watchLattice(store);
    await settle();
    expect(clients[0]!.calls).toEqual([opening, 'play']);
  });

  it('brings frames into the store, one in flight', async () => {
    const { store, clients, lattice } = made();
    watchLattice(store);
    await settle();
    clients[0]!.answer({ version: 4, sweeps: 7 });
    await settle();
    expect(lattice().frame).toMatchObject({ version: 4, sweeps: 7 });
    expect(clients[0]!.asked).toBe(true);
  });

  it('rests while no view shows it, and goes on with the same worker', async () => {
    const { store, clients } = made();
    const release = watchLattice(store);
    await settle();
    release();
    await settle();
    expect(clients[0]!.calls.at(-1)).toBe('pause');
    clients[0]!.answer();
    await settle();
    expect(clients[0]!.asked).toBe(false);
    watchLattice(store);
    await settle();
    expect(clients).toHaveLength(1);
    expect(clients[0]!.calls.at(-1)).toBe('play');
    expect(clients[0]!.asked).toBe(true);
  });

  it('rests behind a hidden page', async () => {
    const { store, clients, hide } = made();
    watchLattice(store);
    await settle();
    hide(true);
    clients[0]!.answer();
    await settle();
    expect(clients[0]!.calls.at(-1)).toBe('pause');
    hide(false);
    await settle();
    expect(clients[0]!.calls.at(-1)).toBe('play');
  });

  it('passes knobs on, several moves in one call, and opens other sides', async () => {
    const { store, clients } = made();
    watchLattice(store);
    await settle();
    for (const temperature of [3, 3.1, 3.2]) setLatticeKnobs(store, { temperature });
    await settle();
    expect(clients[0]!.calls.slice(2)).toEqual(['configure 3.2']);
    setSides(store, { Lx: 5, Ly: 4 });
    await settle();
    expect(clients[0]!.calls.slice(3)).toEqual(['open {"Lx":5,"Ly":4,"seed":1,"start":"up"}', 'play']);
  });

  it('steps with the lattice at rest, begins anew, and pauses', async () => {
    const { store, clients, lattice } = made();
    watchLattice(store);
    await settle();
    askLattice(store, { kind: 'step' });
    await settle();
    expect(lattice().playing).toBe(false);
    expect(clients[0]!.calls).toContain('step');
    askLattice(store, { kind: 'begin', start: 'random' });
    await settle();
    expect(clients[0]!.calls.at(-1)).toBe('begin "random"');
    tellLattice(store, { playing: true });
    await settle();
    expect(clients[0]!.calls.at(-1)).toBe('play');
  });

  it('says what the worker refuses, and puts back what was there', async () => {
    const { store, clients, lattice } = made();
    watchLattice(store);
    await settle();
    const { temperature } = lattice().knobs;
    clients[0]!.refusals.set('configure', new RangeError('invalid temperature: 9; expected 0.5..5'));
    setLatticeKnobs(store, { temperature: 9 });
    await settle();
    expect(lattice().refused).toBe('Invalid temperature: 9; expected 0.5..5.');
    expect(lattice().knobs.temperature).toBe(temperature);
    clients[0]!.refusals.set('open', new RangeError('invalid Lx: 999; expected 2..128'));
    setSides(store, { Lx: 999 });
    await settle();
    expect(lattice().refused).toBe('Invalid Lx: 999; expected 2..128.');
    expect(lattice().sides.Lx).toBe(64);
  });

  it('says that a worker died, and Play opens another', async () => {
    const { store, clients, lattice } = made();
    watchLattice(store);
    await settle();
    clients[0]!.die();
    await settle();
    expect(lattice().refused).toContain('out of luck');
    expect(lattice().playing).toBe(false);
    expect(clients[0]!.closed).toBe(true);
    tellLattice(store, { playing: true });
    await settle();
    expect(clients.at(-1)).not.toBe(clients[0]);
    expect(clients.at(-1)!.calls).toEqual([opening, 'play']);
  });
});

describe('a lattice as a machine', () => {
  it('is opened in the lab with the published ln Z of its bits, and says the constant', async () => {
    const models: ModelFile[] = [];
    const { store, clients, lattice } = made(async (model) => {
      models.push(model);
      store.setState({ summary: summaryOf(7) });
    });
    store.setState({ settings: { ...defaultSettings(), seed: 12 }, playing: true });
    setSides(store, { Lx: 3, Ly: 3 });
    watchLattice(store);
    await settle();
    const exact = {
      temperature: lattice().knobs.temperature,
      field: 0,
      finite: { how: 'enumeration' as const, logZ: 9.0202134009, energy: -1.6, heatCapacity: 0.6 },
    };
    clients[0]!.answer({ exact, knobs: lattice().knobs, lattice: { Lx: 3, Ly: 3 } });
    await settle();
    askLattice(store, { kind: 'machine' });
    await settle();
    const [{ visible, hidden, W, a, b, settings }] = models as [ModelFile];
    expect([visible, hidden]).toEqual([9, 18]);
    expect(settings).toMatchObject({ dataSet: 'ising', isingSide: 3, hiddenUnits: 18, seed: 12 });
    const rbm = createRbm(9, 18, {
      W: Float64Array.from(W.flat()),
      a: Float64Array.from(a),
      b: Float64Array.from(b),
    });
    // published.md: 1.914948
    expect(logPartition(rbm)).toBeCloseTo(1.914948, 6);
    const { machine } = lattice();
    expect(machine).toMatchObject({ run: 7, hidden: 18, logZ: 9.0202134009, how: 'enumeration' });
    expect(logPartition(rbm) + machine!.constant).toBeCloseTo(9.0202134009, 9);
    expect(store.getState().playing).toBe(false);
  });

  it('has ln Z of its own sides, where the newest frame is still of others, and as soon as it is known', async () => {
    let opened = () => {};
    const { store, clients, lattice } = made(
      () =>
        new Promise<void>((resolve) => {
          opened = resolve;
        }),
    );
    const { temperature } = lattice().knobs;
    const exactOf = (logZ: number) => ({
      temperature,
      field: 0,
      finite: { how: 'enumeration' as const, logZ, energy: -1.6, heatCapacity: 0.6 },
    });
    watchLattice(store);
    await settle();
    clients[0]!.answer({ version: 1, exact: exactOf(15.5), lattice: { Lx: 4, Ly: 4 } });
    setSides(store, { Lx: 3, Ly: 3 });
    askLattice(store, { kind: 'machine' });
    await settle();
    store.setState({ summary: summaryOf(7) });
    opened();
    await settle();
    expect(lattice().machine).toMatchObject({ run: 7, hidden: 18 });
    expect(lattice().machine!.logZ).toBeUndefined();
    askLattice(store, { kind: 'machine' });
    await settle();
    // while the lab is still opening it; no later frame says it again
    clients[0]!.answer({ version: 2, run: 2, exact: exactOf(9.0202), lattice: { Lx: 3, Ly: 3 } });
    await settle();
    store.setState({ summary: summaryOf(8) });
    opened();
    await settle();
    expect(lattice().machine).toMatchObject({ run: 8, logZ: 9.0202, how: 'enumeration' });
  });

  it('is refused in words where the lab cannot hold it, and what the lab refuses is said', async () => {
    const { store, lattice } = made(async () => {
      throw new Error('no room');
    });
    watchLattice(store);
    await settle();
    askLattice(store, { kind: 'machine' });
    await settle();
    expect(lattice().refused).toContain('this one is 64×64');
    setSides(store, { Lx: 4, Ly: 4 });
    askLattice(store, { kind: 'machine' });
    await settle();
    expect(lattice().refused).toBe('No room.');
    expect(lattice().machine).toBeUndefined();
  });
});
