/** The page's end of the thread that samples lattices. */
import { wrap } from 'comlink';
import { pageVisible, Watch, workerDied } from '../watch';
import type { LatticeApi, LatticeFrame } from './frame';
import type { LatticeWorkerApi } from './worker';

/** A session in a worker of its own. Every call rejects with an Error named `WorkerDied` once that worker is dead. */
export interface LatticeClient extends LatticeApi {
  onDeath(listener: (error: Error) => void): () => void;
  /** Ends the worker; what it has not answered rejects. */
  close(): void;
}

const thread = 'the thread that samples';

const spawnWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/** Spawns a worker; tests pass another `spawn`. */
export function openLattice(spawn: () => Worker = spawnWorker): LatticeClient {
  const worker = spawn();
  const remote = wrap<LatticeWorkerApi>(worker);
  const watch = new Watch(worker, () => remote.alive(), pageVisible, thread);
  let playing = false;
  const frame = async (after: number): Promise<LatticeFrame> => {
    const answer = await watch.call(() => remote.frame(after), playing);
    playing = answer.playing && answer.knobs.pace === 'fastest';
    return answer;
  };
  return {
    frame,
    open: (request) => watch.call(() => remote.open(request)),
    configure: (changes) => watch.call(() => remote.configure(changes)),
    begin: (start) => watch.call(() => remote.begin(start)),
    play: () => watch.call(() => remote.play()),
    pause: () => watch.call(() => remote.pause()),
    step: () => watch.call(() => remote.step()),
    onDeath: (listener) => watch.onDeath(listener),
    close: () => watch.end(workerDied(thread, 'it was closed')),
  };
}
