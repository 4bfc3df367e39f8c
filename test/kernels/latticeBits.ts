/** Many spins and records of the lattice kernel as one number, to be held equal in every engine. */
import { LatticeKernel } from '../../src/kernels/lattice';

/** FNV-1a over bytes. */
function hashOf(parts: readonly ArrayBufferView[]): number {
  let hash = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of parts)
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength))
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

export function latticeBitsHash(module: WebAssembly.Module): number {
  const parts: ArrayBufferView[] = [];
  for (const lattice of [
    { Lx: 40, Ly: 18 },
    { Lx: 17, Ly: 9 },
    { Lx: 50, Ly: 1 },
  ]) {
    const kernel = new LatticeKernel(module, { lattice, K: 0.43, field: 0.02, seed: 99 });
    const singles = kernel.sweep(60);
    const clusters = kernel.flipClusters(40, 2);
    parts.push(kernel.spins(), singles.bondSums, singles.spinSums, clusters.bondSums, clusters.spinSums);
  }
  return hashOf(parts);
}

export const expectedLatticeBitsHash = 1805488405;
