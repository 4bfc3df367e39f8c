/** The page's end of the thread: watches over the worker, and says when it died. */
import { transfer, wrap } from 'comlink';
import type { Frame, FrameRequest, SessionApi } from './frame';
import { spawnSession } from './spawnSession';
import { page, pageVisible, Watch, workerDied } from './watch';
import type { WorkerApi } from './worker';

/** A session in a worker of its own. Every call rejects with an Error named `WorkerDied` once that worker is dead. */
export interface SessionClient extends SessionApi {
  /** Calls `listener` when the worker dies, until the function returned is called. */
  onDeath(listener: (error: Error) => void): () => void;
  /** Ends the worker; what it has not answered rejects. */
  close(): void;
}

export interface ClientOptions {
  /** The worker to be spawned; tests pass others. */
  readonly spawn?: () => Worker;
  /** The page's address, which the data files stand beside. */
  readonly base?: string;
  /** Whether the page is to be seen: behind a hidden one a late answer proves nothing. */
  readonly visible?: () => boolean;
}

const thread = 'the thread that trains';

/** Spawns a worker with a session in it. */
export function openSession(options: ClientOptions = {}): SessionClient {
  const worker = (options.spawn ?? spawnSession)();
  const remote = wrap<WorkerApi>(worker);
  const visible = options.visible ?? pageVisible;
  const watch = new Watch(worker, () => remote.alive(), visible, thread);
  // What goes wrong here is said by every call that follows.
  watch.call(() => remote.begin(options.base ?? page?.baseURI ?? import.meta.url)).catch(() => undefined);
  let playing = false;
  const frame = async ({ after, wants, recycle = [] }: FrameRequest): Promise<Frame> => {
    const buffers = [...recycle];
    const request = transfer({ after, wants, recycle: buffers }, buffers);
    const answer = await watch.call(() => remote.frame(request), playing);
    playing = answer.playing;
    return answer;
  };
  return {
    frame,
    open: (request) => watch.call(() => remote.open(request)),
    preparing: () => watch.call(() => remote.preparing()),
    abandon: () => watch.call(() => remote.abandon()),
    configure: (changes) => watch.call(() => remote.configure(changes)),
    play: () => watch.call(() => remote.play()),
    pause: () => watch.call(() => remote.pause()),
    step: (grain) => watch.call(() => remote.step(grain)),
    advanceTo: (update) => watch.call(() => remote.advanceTo(update)),
    showChains: (view) => watch.call(() => remote.showChains(view)),
    goBack: (checkpoint) => watch.call(() => remote.goBack(checkpoint)),
    undo: () => watch.call(() => remote.undo()),
    readFile: (file, name, threshold) => watch.call(() => remote.readFile(file, name, threshold)),
    saveModel: () => watch.call(() => remote.saveModel()),
    openModel: (model) => watch.call(() => remote.openModel(model)),
    keep: () => watch.call(() => remote.keep()),
    resume: (kept) => watch.call(() => remote.resume(kept)),
    subject: () => watch.call(() => remote.subject()),
    material: () => watch.call(() => remote.material()),
    onDeath: (listener) => watch.onDeath(listener),
    close: () => watch.end(workerDied(thread, 'it was closed')),
  };
}
