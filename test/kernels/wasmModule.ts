import { readFileSync } from 'node:fs';

/** A compiled kernel, by the name of its `.wasm`. Built by `npm run kernels`. */
export function wasmModule(
  name: 'training' | 'evaluation' | 'partition' | 'annealing' | 'lattice',
): WebAssembly.Module {
  return new WebAssembly.Module(
    readFileSync(new URL(`../../src/kernels/build/${name}.wasm`, import.meta.url)),
  );
}
