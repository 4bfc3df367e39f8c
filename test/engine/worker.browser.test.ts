/** The session in its real worker, in a real browser. */
import { afterEach, describe, expect, it } from 'vitest';
import { openSession, type SessionClient } from '../../src/engine/client';
import type { Frame } from '../../src/engine/frame';
import { defaultSettings, fastest } from '../../src/settings';

const clients: SessionClient[] = [];
const connect = (options: Parameters<typeof openSession>[0] = {}): SessionClient => {
  const client = openSession({ base: new URL('/', location.href).href, ...options });
  clients.push(client);
  return client;
};
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

const digits = { settings: { ...defaultSettings(), speed: fastest }, moves: [] };

async function framesUntil(client: SessionClient, done: (frame: Frame) => boolean): Promise<Frame> {
  let after = 0;
  for (;;) {
    const frame = await client.frame({ after, wants: {} });
    if (done(frame)) return frame;
    after = frame.version;
  }
}

describe('openSession()', () => {
  it('trains the digits in a worker and answers frames', async () => {
    const client = connect();
    const summary = await client.open(digits);
    expect(summary).toMatchObject({ visible: 64, hidden: 16, trainingRows: 1438 });
    await client.play();
    const frame = await framesUntil(client, ({ readings }) => (readings.logLikelihood.value ?? -99) > -21);
    expect(frame.readings.logPartition.method).toBe('exact');
    await client.pause();
  });

  it('transfers pictures and takes their buffers back', async () => {
    const client = connect();
    await client.open(digits);
    const wants = { weights: true, hidden: true, chains: true, walkthrough: true };
    const frame = await client.frame({ after: 0, wants });
    expect(frame.weights!.W).toHaveLength(64 * 16);
    expect(frame.hidden!.means).toHaveLength(64 * 16);
    expect(frame.walkthrough!.vPlus).toHaveLength(64);
    const recycle = [frame.weights!.W.buffer as ArrayBuffer];
    const next = await client.frame({ after: 0, wants, recycle });
    expect(recycle[0].byteLength).toBe(0);
    expect(next.weights!.W).toEqual(next.weights!.W.slice());
  });

  it('pause() is answered in the middle of an update that takes seconds', async () => {
    const client = connect();
    const settings = {
      ...digits.settings,
      dataSet: 'ising',
      isingSide: 28,
      isingSamples: 1000,
      hiddenUnits: 1000,
      batchSize: 800,
      gibbsSteps: 100,
    };
    await client.open({ settings: settings as typeof digits.settings, moves: [] });
    await client.play();
    await framesUntil(client, ({ stage }) => stage !== 'positive');
    await client.pause();
    const frame = await client.frame({ after: 0, wants: {} });
    expect(frame).toMatchObject({ playing: false, update: 0 });
    expect(frame.stage).not.toBe('positive');
  });

  it('rejects in the words of the session', async () => {
    const client = connect();
    await client.open(digits);
    await expect(client.configure({ learningRate: 7 })).rejects.toThrow('expected 0.0001..1');
  });

  it('says which file could not be fetched, and opens what needs none', async () => {
    const client = connect({ base: new URL('/nowhere/', location.href).href });
    await expect(client.open(digits)).rejects.toThrow(/optdigits/);
    const bars = { ...digits.settings, dataSet: 'bars' as const };
    expect(await client.open({ settings: bars, moves: [] })).toMatchObject({ visible: 16 });
  });
});

describe('a worker that dies', () => {
  const spawnBroken = (source: string) => () =>
    new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });

  it('rejects what waits for it with WorkerDied, and another can be started', async () => {
    const client = connect({
      spawn: spawnBroken('setTimeout(() => { throw new Error("out of luck"); }, 50);'),
    });
    const heard = new Promise<Error>((resolve) => client.onDeath(resolve));
    await expect(client.open(digits)).rejects.toMatchObject({ name: 'WorkerDied' });
    expect((await heard).message).toContain('out of luck');
    await expect(client.play()).rejects.toMatchObject({ name: 'WorkerDied' });
    expect(await connect().open(digits)).toMatchObject({ visible: 64 });
  });

  it('is noticed where the worker cannot even be loaded', async () => {
    const client = connect({ spawn: spawnBroken('import "/there-is-no-such-file.js";') });
    await expect(client.open(digits)).rejects.toMatchObject({ name: 'WorkerDied' });
  });
});
