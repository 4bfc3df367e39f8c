import { describe, expect, it } from 'vitest';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import type { MeasuredMean } from '../../../src/engine/lattice/frame';
import { LatticeRecord } from '../../../src/engine/lattice/latticeRecord';
import { LatticeKernel } from '../../../src/kernels/lattice';
import { wasmModule } from '../../kernels/wasmModule';

const module = wasmModule('lattice');
const lattice = { Lx: 4, Ly: 3 };
const [K, field] = [0.35, 0.08];

function measured(clusters: number, seed = 4) {
  const kernel = new LatticeKernel(module, { lattice, K, field, seed });
  const record = new LatticeRecord(12, K, clusters);
  for (let n = 0; n < 30; n++)
    record.add(clusters ? kernel.flipClusters(1000, clusters) : kernel.sweep(1000));
  return record.measures()!;
}
const errors = ({ mean, error }: MeasuredMean, truth: number) => Math.abs(mean - truth) / error;

describe('LatticeRecord', () => {
  for (const clusters of [0, 2])
    it(`measures() holds the exact values within their errors, by ${clusters ? 'clusters' : 'single flips'}`, () => {
      const truth = momentsOfCount(countStates(lattice), K, field);
      const found = measured(clusters);
      expect(errors(found.energy, -truth.meanBondSum / 12)).toBeLessThan(4);
      expect(errors(found.magnetisation, truth.meanAbsMagnetisation)).toBeLessThan(4);
      expect(errors(found.signedMagnetisation, truth.meanMagnetisation)).toBeLessThan(4);
      expect(errors(found.heatCapacity, (K * K * truth.varBondSum) / 12)).toBeLessThan(4);
      for (const one of [found.energy, found.magnetisation, found.heatCapacity]) {
        expect(one.settled).toBe(true);
        expect(one.error).toBeLessThan(0.05);
      }
      expect(found).toMatchObject({ clustersPerLot: clusters });
      expect(found.length + found.leftOut).toBeGreaterThan(29_000);
    });

  it('measures() would find out a wrong temperature', () => {
    const truth = momentsOfCount(countStates(lattice), 1.1 * K, field);
    expect(errors(measured(0).energy, -truth.meanBondSum / 12)).toBeGreaterThan(5);
  });

  it('measures() has errors that shrink with the root of the length', () => {
    const kernel = new LatticeKernel(module, { lattice, K, seed: 9 });
    const record = new LatticeRecord(12, K, 0);
    for (let n = 0; n < 4; n++) record.add(kernel.sweep(1000));
    const short = record.measures()!.energy.error;
    for (let n = 0; n < 60; n++) record.add(kernel.sweep(1000));
    expect(short / record.measures()!.energy.error).toBeGreaterThan(2.7);
    expect(short / record.measures()!.energy.error).toBeLessThan(5.5);
  });

  it('measures() says nothing of a record too short', () => {
    const record = new LatticeRecord(12, K, 0);
    record.add({ bondSums: Int32Array.of(3, 5), spinSums: Int32Array.of(2, -2) });
    expect(record.measures()).toBeUndefined();
  });
});
