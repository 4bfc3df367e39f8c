/** The page's end of the thread, with a port for a worker. */
import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClientOptions, openSession, type SessionClient } from '../../src/engine/client';
import { laboratory, requestWith } from './fakeSession';

interface FakeWorker {
  readonly worker: Worker;
  readonly bases: string[];
  /** How often it was asked whether it is alive. */
  pings: number;
  terminated: boolean;
}

/** A worker on the other side of a port: one that works, is busy for ever, or answers nothing. */
function fakeWorker(state: 'well' | 'busy' | 'mute' = 'well'): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  const { session } = laboratory();
  const fake: FakeWorker = { worker: port1 as unknown as Worker, bases: [], pings: 0, terminated: false };
  Object.assign(port1, {
    terminate: () => {
      fake.terminated = true;
      port2.close();
    },
  });
  const silence = new Promise<never>(() => undefined);
  const api = {
    begin: async (base: string) => fake.bases.push(base),
    alive: () => {
      fake.pings++;
      return state === 'mute' ? silence : undefined;
    },
    open: (request: ReturnType<typeof requestWith>) => (state === 'well' ? session.open(request) : silence),
    frame: (request: Parameters<typeof session.frame>[0]) => session.frame(request),
    play: () => (state === 'well' ? session.play() : silence),
    preparing: () => session.preparing(),
    abandon: () => session.abandon(),
    configure: (changes: object) => session.configure(changes),
  };
  expose(api, port2 as unknown as Parameters<typeof expose>[1]);
  return fake;
}

const errorEvent = (message: string): ErrorEvent =>
  ({ message, preventDefault: () => undefined }) as unknown as ErrorEvent;

const clients: SessionClient[] = [];
const connect = (fake: FakeWorker, options: ClientOptions = {}): SessionClient => {
  const client = openSession({ spawn: () => fake.worker, base: 'http://here/lab/', ...options });
  clients.push(client);
  return client;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  vi.useRealTimers();
});

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
/** Lets the client look at its worker `count` times. */
async function looks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    vi.advanceTimersByTime(2000);
    await settle();
  }
}

describe('openSession()', () => {
  it('tells the worker where the page stands, then passes calls and answers', async () => {
    const fake = fakeWorker();
    const client = connect(fake);
    expect(await client.open(requestWith({ hiddenUnits: 7 }))).toMatchObject({ run: 1, hidden: 7 });
    expect(fake.bases).toEqual(['http://here/lab/']);
    const frame = await client.frame({ after: 0, wants: { weights: true } });
    expect(frame.weights!.W).toHaveLength(16 * 7);
  });

  it('gives buffers back to the worker: they are gone from the page', async () => {
    const client = connect(fakeWorker());
    await client.open(requestWith());
    const { weights } = await client.frame({ after: 0, wants: { weights: true } });
    const buffer = weights!.W.buffer as ArrayBuffer;
    await client.frame({ after: 0, wants: { weights: true }, recycle: [buffer] });
    expect(buffer.byteLength).toBe(0);
  });

  it('rejects in the words of the session, and goes on', async () => {
    const client = connect(fakeWorker());
    await client.open(requestWith());
    const refused = client.configure({ learningRate: 7 });
    await expect(refused).rejects.toThrow('invalid learningRate: 7; expected 0.0001..1');
    await refused.catch((error: Error) => expect(error.name).toBe('RangeError'));
    expect(await client.frame({ after: 0, wants: {} })).toMatchObject({ update: 0 });
  });
});

describe('a worker that dies', () => {
  it('rejects everything outstanding and everything after with WorkerDied', async () => {
    const fake = fakeWorker('mute');
    const client = connect(fake);
    const deaths: string[] = [];
    client.onDeath((error) => deaths.push(error.message));
    const outstanding = [client.open(requestWith()), client.frame({ after: 9, wants: {} })];
    fake.worker.onerror!(errorEvent('out of memory'));
    for (const call of [...outstanding, client.play()]) {
      await expect(call).rejects.toMatchObject({ name: 'WorkerDied' });
    }
    expect(deaths).toEqual(['the thread that trains has stopped: out of memory']);
    expect(fake.terminated).toBe(true);
  });

  it('is told once, and not to who no longer listens', async () => {
    const fake = fakeWorker('mute');
    const client = connect(fake);
    const deaths: string[] = [];
    client.onDeath(() => deaths.push('heard'));
    client.onDeath(() => deaths.push('not heard'))();
    fake.worker.onerror!(errorEvent(''));
    fake.worker.onmessageerror!(new MessageEvent('messageerror'));
    expect(deaths).toEqual(['heard']);
  });
});

describe('the heartbeat', () => {
  it('takes a worker for dead that answers nothing for a while', async () => {
    const client = connect(fakeWorker('mute'));
    const call = client.open(requestWith());
    call.catch(() => undefined);
    await looks(12);
    await expect(call).rejects.toThrow('no sign of life for 16 s');
  });

  it('leaves a worker alone that takes long but says that it is alive', async () => {
    const fake = fakeWorker('busy');
    const client = connect(fake);
    let ended = false;
    client.open(requestWith()).catch(() => {
      ended = true;
    });
    await looks(20);
    expect(ended).toBe(false);
    expect(fake.pings).toBe(20);
  });

  it('says nothing against a worker behind a hidden page', async () => {
    const client = connect(fakeWorker('mute'), { visible: () => false });
    let ended = false;
    client.open(requestWith()).catch(() => {
      ended = true;
    });
    await looks(20);
    expect(ended).toBe(false);
  });

  it('asks nothing while only the next frame of an idle session is waited for', async () => {
    const fake = fakeWorker();
    const client = connect(fake);
    await client.open(requestWith());
    const { version } = await client.frame({ after: 0, wants: {} });
    client.frame({ after: version + 1000, wants: {} }).catch(() => undefined);
    await settle();
    client.frame({ after: version, wants: {} }).catch(() => undefined);
    await looks(5);
    expect(fake.pings).toBe(0);
  });
});

describe('close()', () => {
  it('ends the worker and rejects what it had not answered', async () => {
    const fake = fakeWorker('mute');
    const client = connect(fake);
    const call = client.open(requestWith());
    client.close();
    await expect(call).rejects.toMatchObject({ name: 'WorkerDied' });
    expect(fake.terminated).toBe(true);
  });
});
