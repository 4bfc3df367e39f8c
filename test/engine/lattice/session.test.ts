import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/engine/host';
import type { LatticeFrame, LatticeRequest } from '../../../src/engine/lattice/frame';
import { LatticeSession } from '../../../src/engine/lattice/session';
import { LatticeKernel } from '../../../src/kernels/lattice';
import { wasmModule } from '../../kernels/wasmModule';
import { FakeHost } from '../fakeHost';

const module = wasmModule('lattice');
const request: LatticeRequest = {
  lattice: { Lx: 8, Ly: 6 },
  temperature: 2.5,
  field: 0,
  algorithm: 'metropolis',
  pace: 'fastest',
  blockSize: 2,
  blockings: 1,
  seed: 3,
  start: 'up',
};

/** A host whose turns take time. */
class SlowHost extends FakeHost {
  override async yieldTurn(): Promise<void> {
    this.time += 7;
    await super.yieldTurn();
  }
}
const sessionOn = (host: Host = new SlowHost()) =>
  new LatticeSession({ host, make: (options) => new LatticeKernel(module, options) });

async function opened(changes: Partial<LatticeRequest> = {}, host?: Host) {
  const session = sessionOn(host);
  await session.open({ ...request, ...changes });
  return session;
}

/** Frames put together as the page does, until one is as wished. */
async function until(session: LatticeSession, done: (frame: LatticeFrame) => boolean): Promise<LatticeFrame> {
  let whole: LatticeFrame | undefined;
  for (let n = 0; n < 3000; n++) {
    const next = await session.frame(whole?.version ?? 0);
    whole = { ...whole, ...next };
    if (done(whole)) return whole;
  }
  throw new Error('the session did not get there');
}
const whole = ({ measures, curves, flow }: LatticeFrame) => Boolean(measures && curves && flow);

describe('LatticeSession', () => {
  it('frame() after open() shows the start at rest, with the exact values', async () => {
    const frame = await (await opened()).frame(0);
    expect(frame).toMatchObject({ run: 1, playing: false, sweeps: 0, energy: -2, magnetisation: 1, rate: 0 });
    expect(frame.levels.map(({ lattice }) => lattice)).toEqual([
      { Lx: 8, Ly: 6 },
      { Lx: 4, Ly: 3 },
    ]);
    expect(frame.exact).toMatchObject({ temperature: 2.5, finite: { how: 'Kaufman' } });
    expect(frame.measures).toBeNull();
  });

  it('play() samples what the exact values say, within the errors, and the curves come', async () => {
    const session = await opened();
    await session.play();
    const { measures, exact, curves, flow, rate } = await until(
      session,
      (frame) => whole(frame) && frame.sweeps > 30_000,
    );
    for (const name of ['energy', 'heatCapacity'] as const) {
      const { mean, error, settled } = measures![name];
      expect(Math.abs(mean - exact!.finite![name]) / error).toBeLessThan(4);
      expect(settled).toBe(true);
    }
    expect(curves!.finite!.energy.at(-1)).toBeCloseTo(-0.4269, 2);
    expect(Math.abs(flow!.points[0].coupling - 0.4) / flow!.points[0].error).toBeLessThan(4);
    expect(rate).toBeGreaterThan(0);
    await session.pause();
    expect((await session.frame(0)).playing).toBe(false);
  });

  it('play() by clusters samples the same, in lots, and counts flipped spins', async () => {
    const session = await opened({ algorithm: 'wolff', field: 0.05 });
    await session.play();
    const { measures, clusters, rate, exact } = await until(
      session,
      ({ measures: now, rate: speed }) => now != null && now.length > 15_000 && speed > 0,
    );
    expect(measures!.clustersPerLot).toBeGreaterThan(1);
    expect(clusters).toBeGreaterThan(measures!.length * measures!.clustersPerLot);
    expect(Math.abs(measures!.energy.mean - exact!.finite!.energy) / measures!.energy.error).toBeLessThan(4);
    expect(rate).toBeGreaterThan(0);
  });

  it('configure() of the temperature keeps the lattice, forgets the means and has other exact values', async () => {
    const session = await opened();
    await session.play();
    const before = await until(session, whole);
    await session.pause();
    const rest = await session.frame(0);
    await session.configure({ temperature: 1.5 });
    const after = await session.frame(rest.version);
    expect(after.levels[0].spins).toEqual(rest.levels[0].spins);
    expect(after.measures).toBeNull();
    expect(after.exact!.temperature).toBe(1.5);
    expect(after.exact!.finite!.energy).toBeLessThan(before.exact!.finite!.energy);
  });

  it('configure() of the field makes the curves anew, of the temperature keeps them', async () => {
    const session = await opened();
    const zero = await until(session, ({ curves }) => (curves?.finite?.energy.at(-1) ?? Number.NaN) < 0);
    await session.configure({ temperature: 1.5 });
    const colder = await until(session, ({ curves, exact }) => Boolean(curves) && exact?.temperature === 1.5);
    expect(colder.curves!.finite!.energy).toEqual(zero.curves!.finite!.energy);
    await session.configure({ field: 0.3 });
    const { curves } = await until(session, ({ curves: now }) => now !== undefined && !now.infinite);
    expect(curves!.infinite).toBeUndefined();
  });

  it('configure() of the blocks keeps the means', async () => {
    const session = await opened({ lattice: { Lx: 12, Ly: 12 } });
    await session.play();
    const before = await until(session, whole);
    await session.configure({ blockSize: 3, blockings: 2 });
    const after = { ...before, ...(await session.frame(before.version)) };
    expect(after.measures).not.toBeNull();
    expect(after.levels.map(({ lattice }) => lattice.Lx)).toEqual([12, 4]);
    expect(after.flow).toBeNull();
  });

  it('at the pace of frames each frame brings one sweep, or one cluster', async () => {
    for (const algorithm of ['metropolis', 'wolff'] as const) {
      const session = await opened({ pace: 'frame', algorithm });
      await session.play();
      let { version, sweeps, clusters } = await session.frame(0);
      for (let n = 0; n < 5; n++) {
        const next = await session.frame(version);
        expect(next.sweeps + next.clusters).toBe(sweeps + clusters + 1);
        ({ version, sweeps, clusters } = next);
      }
    }
  });

  it('step() does one sweep and rests; the same seed gives the same spins', async () => {
    const [one, other] = [await opened({ start: 'random' }), await opened({ start: 'random' })];
    for (const session of [one, other]) for (let n = 0; n < 3; n++) await session.step();
    const frame = await one.frame(0);
    expect(frame).toMatchObject({ sweeps: 3, playing: false });
    expect((await other.frame(0)).levels[0].spins).toEqual(frame.levels[0].spins);
  });

  it('begin() sets all spins up, and open() another lattice in its place', async () => {
    const session = await opened({ start: 'random' });
    await session.begin('up');
    expect((await session.frame(0)).magnetisation).toBe(1);
    await session.open({ ...request, lattice: { Lx: 5, Ly: 1 } });
    expect(await session.frame(0)).toMatchObject({ run: 2, lattice: { Lx: 5, Ly: 1 }, playing: false });
  });

  it('a frame is not answered before something is new', async () => {
    const session = await opened();
    const { version } = await until(session, ({ curves }) => (curves?.finite?.energy.at(-1) ?? -1) > -0.5);
    let answered = false;
    const next = session.frame(version).then((frame) => {
      answered = true;
      return frame;
    });
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    await session.step();
    expect((await next).sweeps).toBe(1);
  });

  it('refuses what it cannot do, in words, and keeps what was there', async () => {
    const session = await opened();
    await expect(session.configure({ temperature: 0 })).rejects.toThrow(
      'invalid temperature: 0; expected 0.5..5',
    );
    await expect(session.configure({ blockSize: 5 })).rejects.toThrow(
      'invalid block size: 5; expected one of 2, 3',
    );
    await expect(session.configure({ blockings: 1.5 })).rejects.toThrow('invalid blockings: 1.5');
    await expect(session.configure({ algorithm: 'glauber' as 'wolff' })).rejects.toThrow('invalid algorithm');
    await expect(session.open({ ...request, lattice: { Lx: 300, Ly: 2 } })).rejects.toThrow(
      'invalid Lx: 300; expected a whole number 2..128',
    );
    await expect(session.open({ ...request, field: NaN })).rejects.toThrow('invalid field: NaN');
    expect(await session.frame(0)).toMatchObject({
      run: 1,
      lattice: request.lattice,
      knobs: { temperature: 2.5 },
    });
    await expect(sessionOn().play()).rejects.toThrow('open comes first');
  });

  it('a kernel that fails ends the loop, and frames reject', async () => {
    const session = new LatticeSession({
      host: new SlowHost(),
      make: (options) => {
        const kernel = new LatticeKernel(module, options);
        kernel.sweep = () => {
          throw new Error('out of luck');
        };
        return kernel;
      },
    });
    await session.open(request);
    await session.play();
    await expect(until(session, () => false)).rejects.toThrow('out of luck');
  });
});
