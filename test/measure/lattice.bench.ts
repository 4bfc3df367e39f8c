/**
 * `npm run bench:lattice`: sweeps and clusters of the lattice kernel at 64×64, in Node and in Chromium; figures in
 * src/kernels/README.md. A sweep is as many tries as there are spins, and its record.
 */
import { bench, describe } from 'vitest';
import { criticalCoupling } from '../../src/core/ising/lattice';
import { LatticeKernel } from '../../src/kernels/lattice';

const inBrowser = 'document' in globalThis;

async function latticeModule(): Promise<WebAssembly.Module> {
  if (!inBrowser) return (await import('../kernels/wasmModule')).wasmModule('lattice');
  const bytes = fetch(new URL('../../src/kernels/build/lattice.wasm', import.meta.url));
  return WebAssembly.compileStreaming(bytes);
}

const module = await latticeModule();
const kernelOf = (side: number, K: number) =>
  new LatticeKernel(module, { lattice: { Lx: side, Ly: side }, K, seed: 1, start: 'up' });

describe(inBrowser ? 'Chromium' : 'Node', () => {
  for (const side of [64, 63, 128]) {
    const kernel = kernelOf(side, criticalCoupling);
    bench(`100 sweeps, ${side}×${side}`, () => {
      kernel.sweep(100);
    });
  }
  for (const T of [1.5, 2.269, 3]) {
    const kernel = kernelOf(64, 1 / T);
    kernel.flipClusters(20, 20);
    // what a lot of clusters comes to, so that flips a second follow from the time
    const { flips } = kernel.flipClusters(20, 20);
    bench(`20 clusters of ${Math.round(flips / 400)} spins in the mean, 64×64, T = ${T}`, () => {
      kernel.flipClusters(1, 20);
    });
  }
});
