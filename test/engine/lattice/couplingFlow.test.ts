import { describe, expect, it } from 'vitest';
import { criticalCoupling, type Lattice } from '../../../src/core/ising/lattice';
import { blockedLattices, FlowRecord } from '../../../src/engine/lattice/couplingFlow';
import type { CouplingFlow } from '../../../src/engine/lattice/frame';
import { LatticeKernel } from '../../../src/kernels/lattice';
import { wasmModule } from '../../kernels/wasmModule';

const module = wasmModule('lattice');

function flowOf(lattice: Lattice, K: number, size: number, blockings: number): CouplingFlow {
  const kernel = new LatticeKernel(module, { lattice, K, seed: 8, start: 'up' });
  const flow = new FlowRecord(lattice, size, blockings, 8);
  for (let n = 0; n < 1200; n++) {
    kernel.flipClusters(1, 8);
    flow.add(flow.levelsOf(kernel.spins()));
  }
  return [...flow.flow()].at(-1)!;
}

describe('blockedLattices', () => {
  it('goes on as often as asked, and ends where blocks no longer fit', () => {
    expect(blockedLattices({ Lx: 12, Ly: 8 }, 2, 1)).toEqual([
      { Lx: 12, Ly: 8 },
      { Lx: 6, Ly: 4 },
    ]);
    expect(blockedLattices({ Lx: 12, Ly: 8 }, 2, 6)).toHaveLength(3);
    expect(blockedLattices({ Lx: 12, Ly: 8 }, 3, 6)).toHaveLength(1);
    expect(blockedLattices({ Lx: 27, Ly: 1 }, 3, 6)).toEqual([27, 9, 3].map((Lx) => ({ Lx, Ly: 1 })));
  });
});

describe('FlowRecord', () => {
  it('levelsOf(spins) tosses other coins for the ties of every picture', () => {
    const lattice = { Lx: 16, Ly: 12 };
    const ties = Int8Array.from({ length: 16 * 12 }, (_, site) => (site % 2 ? 1 : -1));
    const flow = new FlowRecord(lattice, 2, 1, 5);
    const first = flow.levelsOf(ties);
    expect(flow.levelsOf(ties)).toEqual(first);
    flow.add(first);
    // 48 coins, which are the same again once in 2^48
    expect(flow.levelsOf(ties)[1].spins).not.toEqual(first[1].spins);
  });
  it('flow() has the true coupling at its start, and leads away from the critical one on either side', () => {
    const hot = flowOf({ Lx: 24, Ly: 24 }, 0.37, 2, 3);
    const cold = flowOf({ Lx: 24, Ly: 24 }, 0.5, 2, 3);
    for (const [flow, K] of [
      [hot, 0.37],
      [cold, 0.5],
    ] as const) {
      expect(flow.points.map(({ lattice }) => lattice.Lx)).toEqual([24, 12, 6, 3]);
      expect(Math.abs(flow.points[0].coupling - K) / flow.points[0].error).toBeLessThan(4);
      expect(flow.points[0].error).toBeLessThan(0.01);
    }
    expect(hot.points[2].coupling).toBeLessThan(0.33);
    expect(cold.points[2].coupling).toBeGreaterThan(0.53);
    expect(hot.points[2].coupling).toBeLessThan(criticalCoupling);
  });
  it('flow() of a ring has the true coupling at its start, and leads to 0', () => {
    const { points } = flowOf({ Lx: 27, Ly: 1 }, 0.8, 3, 2);
    expect(Math.abs(points[0].coupling - 0.8) / points[0].error).toBeLessThan(4);
    expect(points[1].coupling).toBeLessThan(points[0].coupling);
    expect(points[2].coupling).toBeLessThan(points[1].coupling);
  });
  it('levelsOf() blocks the blocks before, and flow() says nothing of a few pictures', () => {
    const flow = new FlowRecord({ Lx: 4, Ly: 4 }, 2, 1, 1);
    const spins = Int8Array.from([1, 1, -1, -1, 1, -1, -1, -1, -1, -1, 1, 1, -1, 1, 1, 1]);
    const levels = flow.levelsOf(spins);
    expect(levels[0].spins).toBe(spins);
    expect([...levels[1].spins]).toEqual([1, -1, -1, 1]);
    flow.add(levels);
    expect([...flow.flow()]).toEqual([]);
  });
});
