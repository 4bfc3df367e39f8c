/** The thread that trains: fetches and compiles the kernels, and lets the page talk to a session. */
import { expose, transfer } from 'comlink';
import { buffersOf } from './buffers';
import type { SessionApi } from './frame';
import { gunzipped } from './gunzip';
import { realHost } from './host';
import { compiledModules, fetched } from './kernelModules';
import { Session } from './session';
import { transferablesOf } from './transferables';
import { wasmKernels } from './wasmKernels';

/** What the page may ask of the worker beside the session. */
export interface WorkerApi extends SessionApi {
  /** `base`: the page's address, which the data files stand beside. Comes first. */
  begin(base: string): Promise<void>;
  /** Answers; a worker that doesn't is dead or stuck. */
  alive(): Promise<void>;
}

async function digitsText(base: string): Promise<string> {
  const response = await fetched(new URL('data/optdigits-8x8.csv.gz', base).href);
  return new TextDecoder().decode(await gunzipped(new Uint8Array(await response.arrayBuffer())));
}

/** Fetches the digits once; again only where that failed. */
function digitsFrom(base: string): () => Promise<string> {
  let text: Promise<string> | undefined;
  return () => {
    text ??= digitsText(base).catch((error) => {
      text = undefined;
      throw error;
    });
    return text;
  };
}

/** On their way before the page says `begin`; what goes wrong is said when a session is to be made of them. */
const modules = compiledModules();
modules.catch(() => undefined);

async function openSession(loadDigits: () => Promise<string>): Promise<Session> {
  return new Session({
    host: realHost(),
    kernels: wasmKernels(await modules),
    loadDigits,
  });
}

let loadDigits: (() => Promise<string>) | undefined;
let session: Promise<Session> | undefined;

function opened(): Promise<Session> {
  return session ?? Promise.reject(new Error('begin comes first'));
}

const api: WorkerApi = {
  begin: async (base) => {
    loadDigits = digitsFrom(base);
    session = openSession(loadDigits);
    await session;
  },
  alive: async () => undefined,
  open: async (request) => {
    // On their way while the kernels still compile; what goes wrong is said by the session, which asks again.
    if (request.settings.dataSet === 'digits') loadDigits?.().catch(() => undefined);
    return (await opened()).open(request);
  },
  preparing: async () => (await opened()).preparing(),
  abandon: async () => (await opened()).abandon(),
  configure: async (changes) => (await opened()).configure(changes),
  play: async () => (await opened()).play(),
  pause: async () => (await opened()).pause(),
  step: async (grain) => (await opened()).step(grain),
  frame: async (request) => {
    const frame = await (await opened()).frame(request);
    return transfer(frame, buffersOf(frame));
  },
  advanceTo: async (update) => (await opened()).advanceTo(update),
  showChains: async (view) => (await opened()).showChains(view),
  goBack: async (checkpoint) => (await opened()).goBack(checkpoint),
  undo: async () => (await opened()).undo(),
  readFile: async (file, name, threshold) => (await opened()).readFile(file, name, threshold),
  saveModel: async () => (await opened()).saveModel(),
  openModel: async (model) => (await opened()).openModel(model),
  keep: async () => (await opened()).keep(),
  resume: async (kept) => (await opened()).resume(kept),
  subject: async () => {
    const subject = await (await opened()).subject();
    return transfer(subject, transferablesOf(subject));
  },
  material: async () => {
    const material = await (await opened()).material();
    return transfer(material, transferablesOf(material));
  },
};
expose(api);
