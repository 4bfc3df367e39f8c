/** Our side of the bench inside a browser's worker: a message in, a message out. */
import { Ours } from './ours';
import type { Thread } from './partsTeam';
import type { Work } from './work';

export type WorkerRequest =
  | { readonly command: 'prepare'; readonly work: Work }
  | { readonly command: 'measure'; readonly steps: number }
  | { readonly command: 'logPartition' };

async function bytesOf(path: string): Promise<ArrayBuffer> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.arrayBuffer();
}

/** A worker of this worker's own. */
function spawn(): Thread {
  const worker = new Worker('/page/browserPartsThread.js', { type: 'module' });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(request);
      }),
    end: () => worker.terminate(),
  };
}

const ours = new Ours({
  spawn,
  input: async (name) => new Uint8Array(await bytesOf(`/inputs/${name}`)),
  module: async (name) => WebAssembly.compile(await bytesOf(`/kernels/${name}.wasm`)),
});

function answer(request: WorkerRequest): Promise<unknown> {
  if (request.command === 'prepare') return ours.prepare(request.work);
  return request.command === 'measure' ? ours.measure(request.steps) : ours.logPartition();
}

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    self.postMessage({ value: await answer(data) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
