/** The pool, with ports for workers: what is handed out when, and what becomes of it. */
import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { Pool, type PoolOptions, type Work } from '../../src/engine/pool';
import type { TaskRequest } from '../../src/engine/studyRunner';
import type { StudyWorkerApi } from '../../src/engine/studyWorker';
import { materialOf, subjectOf } from '../app/fakeSession';

/** A task in a fake worker, ended by hand. */
interface Running extends TaskRequest {
  readonly worker: number;
  readonly end: (result?: unknown) => void;
}

/** Spawns fake workers and keeps what they were told. */
class Workshop {
  readonly workers: Worker[] = [];
  readonly running: Running[] = [];
  readonly told: [worker: number, what: string, id?: number][] = [];
  readonly cancelled: number[] = [];
  terminated = 0;
  /** What `begin` of the next workers rejects with. */
  broken?: Error;
  reports: ((id: number, progress: unknown) => void)[] = [];

  spawn = (): Worker => {
    const { port1, port2 } = new MessageChannel();
    const number = this.workers.length;
    const worker = Object.assign(port1, {
      terminate: () => {
        this.terminated++;
        port2.close();
      },
    }) as unknown as Worker;
    this.workers.push(worker);
    const { broken } = this;
    const api: StudyWorkerApi = {
      begin: async (report) => {
        this.reports[number] = report;
        if (broken) throw broken;
      },
      alive: async () => undefined,
      setMaterial: async () => void this.told.push([number, 'material']),
      setSubject: async (id) => void this.told.push([number, 'subject', id]),
      forgetSubject: async (id) => void this.told.push([number, 'forget', id]),
      run: (request) => {
        if (broken) return Promise.reject(broken);
        return new Promise((end) => this.running.push({ ...request, worker: number, end }));
      },
      cancel: async (id) => {
        this.cancelled.push(id);
        this.take(id)?.end();
      },
    };
    expose(api, port2 as unknown as Parameters<typeof expose>[1]);
    return worker;
  };

  private take(id: number): Running | undefined {
    const index = this.running.findIndex((task) => task.id === id);
    return index < 0 ? undefined : this.running.splice(index, 1)[0];
  }

  /** Names of what runs, in the order it was begun. */
  get names(): string[] {
    return this.running.map(({ ask }) => String(ask));
  }

  async end(name: string, result: unknown = name): Promise<void> {
    const task = this.running.find(({ ask }) => ask === name)!;
    this.take(task.id)!.end(result);
    await settle();
  }

  async die(number: number): Promise<void> {
    const event = { message: 'out of memory', preventDefault: () => undefined };
    this.workers[number].onerror!(event as unknown as ErrorEvent);
    await settle();
  }
}

/** Until messages have gone back and forth: turns of the loop, not time, which a busy machine stretches. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}
const pools: Pool[] = [];
function poolOf(options: PoolOptions = {}) {
  const shop = new Workshop();
  const pool = new Pool({ spawn: shop.spawn, cores: 3, visible: () => true, ...options });
  pools.push(pool);
  return { shop, pool };
}
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

const subject = subjectOf(1);
const material = materialOf(1);
const work = (name: string, changes: Partial<Work> = {}): Work => ({
  name: 'spectrum',
  ask: name,
  subject,
  material,
  urgency: 'asked',
  ...changes,
});
/** Runs works, and notes how each one ends. */
async function begin(pool: Pool, ...works: Work[]) {
  const ends: Record<string, unknown> = {};
  for (const one of works) {
    pool.run(one).then(
      (result) => {
        ends[String(one.ask)] = result;
      },
      (error: Error) => {
        ends[String(one.ask)] = error.name === 'Error' ? error.message : error.name;
      },
    );
  }
  await settle();
  return ends;
}

describe('Pool', () => {
  it('spawns no worker before there is work, and no more than it needs', async () => {
    const { pool, shop } = poolOf();
    expect(shop.workers).toHaveLength(0);
    const ends = await begin(pool, work('a'));
    expect(shop.workers).toHaveLength(1);
    await shop.end('a', 42);
    await begin(pool, work('b'));
    expect(shop.workers).toHaveLength(1);
    expect(ends).toEqual({ a: 42 });
  });

  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [4, 3, 4],
    [64, 8, 8],
  ])(
    'on %i cores has %i workers busy while the page trains, %i while it rests',
    (cores, training, resting) => {
      const { pool } = poolOf({ cores });
      expect(pool.size).toBe(training);
      pool.setTraining(false);
      expect(pool.size).toBe(resting);
    },
  );

  it('run waits until a worker is free; more are when training rests', async () => {
    const { pool, shop } = poolOf();
    await begin(pool, work('a'), work('b'), work('c'));
    expect(shop.names).toEqual(['a', 'b']);
    pool.setTraining(false);
    await settle();
    expect(shop.names).toEqual(['a', 'b', 'c']);
  });

  it('run begins the urgent first, else what came first', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    await begin(pool, work('a'));
    await begin(
      pool,
      work('part 1', { urgency: 'parts' }),
      work('b'),
      work('part 2', { urgency: 'parts' }),
      work('c'),
    );
    const order: string[] = [];
    for (const name of ['a', 'b', 'c', 'part 1']) {
      await shop.end(name);
      order.push(shop.names.join());
    }
    expect(order).toEqual(['b', 'c', 'part 1', 'part 2']);
  });

  it('run puts a live study beside a long one, two live ones never', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    await begin(pool, work('long'), work('live', { urgency: 'live' }), work('other', { urgency: 'live' }));
    expect(shop.names).toEqual(['long', 'live']);
    expect(shop.workers).toHaveLength(1);
  });

  it('run gives each worker of short tasks one to do and one in line, and no more', async () => {
    const { pool, shop } = poolOf();
    const parts = [1, 2, 3, 4, 5].map((part) => work(`part ${part}`, { urgency: 'parts', short: true }));
    await begin(pool, ...parts);
    expect(shop.running.map(({ worker, ask }) => `${ask} by ${worker}`).sort()).toEqual([
      'part 1 by 0',
      'part 2 by 1',
      'part 3 by 0',
      'part 4 by 1',
    ]);
    expect(shop.running.every(({ inLine }) => inLine)).toBe(true);
    await shop.end('part 2');
    expect(shop.running.at(-1)).toMatchObject({ ask: 'part 5', worker: 1 });
  });

  it('run hands out no more parts than before where training takes a core back', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    pool.setTraining(false);
    const parts = [1, 2, 3, 4, 5, 6, 7, 8].map((part) => work(`${part}`, { urgency: 'parts', short: true }));
    await begin(pool, ...parts);
    pool.setTraining(true);
    for (const name of ['1', '2', '3']) await shop.end(name);
    expect(shop.names).toEqual(['4', '5']);
    expect(new Set(shop.running.map(({ worker }) => worker)).size).toBe(1);
  });

  it('sends rows and model once to each worker', async () => {
    const { pool, shop } = poolOf();
    await begin(pool, work('a'), work('b'));
    await shop.end('a');
    await begin(pool, work('c'));
    expect(shop.told).toEqual([
      [0, 'material'],
      [0, 'subject', 1],
      [1, 'material'],
      [1, 'subject', 1],
    ]);
    expect(shop.running.map(({ subject }) => subject)).toEqual([1, 1]);
  });

  it('lets a worker forget all but the three subjects that were used last', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    const [second, third, fourth] = [subjectOf(1, 2), subjectOf(1, 3), subjectOf(1, 4)];
    for (const [index, about] of [subject, second, third, subject, fourth].entries()) {
      await begin(pool, work(`${index}`, { subject: about }));
      await shop.end(`${index}`);
    }
    expect(shop.told.filter(([, what]) => what === 'forget')).toEqual([[0, 'forget', 2]]);
  });

  it('passes on what a task says of its progress, and nothing after its end', async () => {
    const { pool, shop } = poolOf();
    const heard: unknown[] = [];
    await begin(pool, work('a', { onProgress: (progress) => heard.push(progress) }));
    const { id } = shop.running[0];
    shop.reports[0](id, 0.25);
    await settle();
    await shop.end('a');
    shop.reports[0](id, 0.5);
    await settle();
    expect(heard).toEqual([0.25]);
  });
});

describe('giving up', () => {
  it('abort of work that runs rejects at once with Cancelled and tells the worker', async () => {
    const { pool, shop } = poolOf();
    const controller = new AbortController();
    const ends = await begin(pool, work('a', { signal: controller.signal }));
    const { id } = shop.running[0];
    controller.abort();
    await Promise.resolve();
    expect(ends).toEqual({ a: 'Cancelled' });
    await settle();
    expect(shop.cancelled).toEqual([id]);
  });

  it('abort of work that waits takes it from the queue, and other work goes on', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    const controller = new AbortController();
    const ends = await begin(pool, work('a'), work('b', { signal: controller.signal }), work('c'));
    controller.abort();
    await shop.end('a');
    expect(shop.names).toEqual(['c']);
    expect(shop.cancelled).toEqual([]);
    expect(ends).toEqual({ a: 'a', b: 'Cancelled' });
  });

  it('run refuses what was given up beforehand', async () => {
    const { pool, shop } = poolOf();
    expect(await begin(pool, work('a', { signal: AbortSignal.abort() }))).toEqual({ a: 'Cancelled' });
    expect(shop.workers).toHaveLength(0);
  });
});

describe('workers that die', () => {
  it('are replaced, and their work is done by another', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    const ends = await begin(pool, work('a'));
    await shop.die(0);
    shop.running.shift();
    expect(shop.workers).toHaveLength(2);
    expect(shop.running.map(({ worker, ask }) => [worker, ask])).toEqual([[1, 'a']]);
    await shop.end('a');
    expect(ends).toEqual({ a: 'a' });
  });

  it('twice over the same work: it rejects', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    const ends = await begin(pool, work('a'));
    await shop.die(0);
    await shop.die(1);
    expect(ends).toEqual({ a: 'WorkerDied' });
    expect(shop.workers).toHaveLength(2);
  });

  it('that cannot begin say why, and the next work gets another', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    shop.broken = new Error('partition.wasm could not be fetched (404)');
    expect(await begin(pool, work('a'))).toEqual({ a: 'partition.wasm could not be fetched (404)' });
    shop.broken = undefined;
    await begin(pool, work('b'));
    expect(shop.names).toEqual(['b']);
    expect(shop.terminated).toBe(1);
  });
});

describe('close()', () => {
  it('ends the workers and rejects what runs, what waits, and what comes', async () => {
    const { pool, shop } = poolOf({ cores: 2 });
    const ends = await begin(pool, work('a'), work('b'));
    pool.close();
    Object.assign(ends, await begin(pool, work('c')));
    expect(ends).toEqual({ a: 'WorkerDied', b: 'WorkerDied', c: 'WorkerDied' });
    expect(shop.terminated).toBe(1);
  });
});
