/** Our side of the bench inside a browser's worker: a message in, a message out. */
import { Ours } from './ours';
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

const ours = new Ours({
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
