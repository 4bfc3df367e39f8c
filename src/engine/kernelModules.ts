/** Fetches and compiles the kernels for a worker, whichever of their modules it needs. */
import annealingUrl from '../kernels/build/annealing.wasm?url';
import evaluationUrl from '../kernels/build/evaluation.wasm?url';
import partitionUrl from '../kernels/build/partition.wasm?url';
import trainingUrl from '../kernels/build/training.wasm?url';
import type { KernelModules, StudyModules } from './wasmKernels';

/** Some servers answer for a file that is missing with a page that says so. */
export async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  const isPage = response.headers.get('content-type')?.includes('text/html');
  if (!response.ok || isPage) {
    throw new Error(`${address} could not be fetched (${isPage ? 'a page came instead' : response.status})`);
  }
  return response;
}

/** Not `compileStreaming`, which asks of every web server that it knows the media type of wasm. */
export async function compiled(address: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await (await fetched(address)).arrayBuffer());
}

/** What the session needs. */
export async function compiledModules(): Promise<KernelModules> {
  const [training, partition, evaluation] = await Promise.all(
    [trainingUrl, partitionUrl, evaluationUrl].map(compiled),
  );
  return { training, partition, evaluation };
}

/** What studies need. */
export async function compiledStudyModules(): Promise<StudyModules> {
  const [modules, annealing] = await Promise.all([compiledModules(), compiled(annealingUrl)]);
  return { ...modules, annealing };
}
