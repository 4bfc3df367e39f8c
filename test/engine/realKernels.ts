/** The kernels that the page runs, in Node. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Host, realHost } from '../../src/engine/host';
import { Session } from '../../src/engine/session';
import { type AllKernels, allKernels } from '../../src/engine/wasmKernels';

const moduleOf = (name: string): WebAssembly.Module =>
  new WebAssembly.Module(
    readFileSync(new URL(`../../src/kernels/build/${name}.wasm`, import.meta.url)) as BufferSource,
  );

export const realKernels = (): AllKernels =>
  allKernels({
    training: moduleOf('training'),
    partition: moduleOf('partition'),
    evaluation: moduleOf('evaluation'),
    annealing: moduleOf('annealing'),
  });

const digits = new URL('../../public/data/optdigits-8x8.csv.gz', import.meta.url);

/**
 * Node's, but that it lets everything else in at each turn, and that time is the time of the processor: a busy
 * machine doesn't lengthen slices.
 */
export const nodeHost = (): Host => ({
  ...realHost(),
  now: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
});

/** A session as the worker has it. */
export const realSession = (host: Host = nodeHost()): Session =>
  new Session({
    host,
    kernels: realKernels(),
    loadDigits: async () => gunzipSync(readFileSync(digits)).toString(),
  });
