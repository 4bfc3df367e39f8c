/** The thread that samples lattices: fetches and compiles the kernel, and lets the page talk to a session. */
import { expose } from 'comlink';
import latticeUrl from '../../kernels/build/lattice.wasm?url';
import { LatticeKernel } from '../../kernels/lattice';
import { realHost } from '../host';
import { compiled } from '../kernelModules';
import type { LatticeApi } from './frame';
import { LatticeSession } from './session';

export interface LatticeWorkerApi extends LatticeApi {
  /** Answers; a worker that doesn't is dead or stuck. */
  alive(): Promise<void>;
}

let session: Promise<LatticeSession> | undefined;

/** Compiles once; again only where that failed. */
function opened(): Promise<LatticeSession> {
  session ??= compiled(latticeUrl).then(
    (module) =>
      new LatticeSession({ host: realHost(), make: (options) => new LatticeKernel(module, options) }),
    (error) => {
      session = undefined;
      throw error;
    },
  );
  return session;
}

const api: LatticeWorkerApi = {
  alive: async () => undefined,
  open: async (request) => (await opened()).open(request),
  configure: async (changes) => (await opened()).configure(changes),
  begin: async (start) => (await opened()).begin(start),
  play: async () => (await opened()).play(),
  pause: async () => (await opened()).pause(),
  step: async () => (await opened()).step(),
  frame: async (after) => (await opened()).frame(after),
};
expose(api);
