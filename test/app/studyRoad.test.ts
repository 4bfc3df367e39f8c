/** Studies asked for in the store, with a pool and a session that are none, and a clock moved by hand. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StudyRoad } from '../../src/app/studyRoad';
import type { MixingAsk, SpectrumResult, Subject } from '../../src/engine/study';
import { createLabStore } from '../../src/state/store';
import { FakePool } from './fakePool';
import { frameOf, materialOf, subjectOf, summaryOf } from './fakeSession';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const result = (update: number) => ({ update, singularValues: new Float64Array() }) as SpectrumResult;

function lab({ opened = true } = {}) {
  const store = createLabStore();
  const pool = new FakePool();
  const world = {
    store,
    pool,
    time: 1000,
    hidden: false,
    update: 0,
    run: 1,
    pools: 0,
    subjects: 0,
    materials: 0,
    refuse: undefined as Error | undefined,
    beforeMaterial: () => {},
    open(run: number) {
      world.run = run;
      world.update = 0;
      store.getState().opened(summaryOf(run), { settings: store.getState().settings, moves: [] });
    },
    train(update: number) {
      world.update = update;
      store.getState().receive(frameOf({ run: world.run, update }));
    },
    /** Time passes, and everything that can go on goes on. */
    async wait(ms: number) {
      world.time += ms;
      await vi.advanceTimersByTimeAsync(ms);
      await turn();
    },
    get study() {
      return store.getState().studies.spectrum;
    },
  };
  new StudyRoad(store, {
    source: {
      subject: async (): Promise<Subject> => {
        world.subjects++;
        if (world.refuse) throw world.refuse;
        return subjectOf(world.run, world.update);
      },
      material: async () => {
        world.materials++;
        world.beforeMaterial();
        return materialOf(world.run);
      },
    },
    openPool: async () => {
      world.pools++;
      return pool;
    },
    host: { hidden: () => world.hidden },
    now: () => world.time,
  });
  if (opened) world.open(1);
  return world;
}
type World = ReturnType<typeof lab>;

const turn = () => vi.advanceTimersByTimeAsync(0);
/** Ends what the pool has, `ms` after it began. */
async function end(world: World, value: unknown, ms = 0) {
  world.time += ms;
  const [given] = world.pool.given;
  if (!given) throw new Error('the pool has nothing to do');
  world.pool.given.shift();
  given.resolve(value);
  await turn();
}

describe('ask()', () => {
  it('opens the pool at the first study, and only once', async () => {
    const world = lab();
    await turn();
    expect(world.pools).toBe(0);
    world.store.getState().ask('spectrum', {});
    await turn();
    await end(world, result(0));
    world.store.getState().ask('spectrum', {});
    await turn();
    expect(world.pools).toBe(1);
  });

  it('has the task of the study’s name done, about the model as it stands', async () => {
    const world = lab();
    world.train(30);
    const ask: MixingAsk = { chains: 4, sweeps: 99, start: 'data', beta: 1 };
    world.store.getState().ask('mixing', ask);
    await turn();
    const { name, ask: asked, subject, material, urgency } = world.pool.given[0];
    expect({ name, asked, update: subject.update, rows: material.run, urgency }).toEqual({
      name: 'mixing',
      asked: ask,
      update: 30,
      rows: 1,
      urgency: 'asked',
    });
  });

  it('tells the result, what it is about, and rests', async () => {
    const world = lab();
    world.train(30);
    world.store.getState().ask('spectrum', {});
    await turn();
    world.train(80);
    await end(world, result(30));
    expect(world.study).toMatchObject({
      mode: 'idle',
      result: { update: 30 },
      about: { run: 1, update: 30 },
    });
    expect(world.pool.given).toHaveLength(0);
  });

  it('tells how far it is, and what is left at that pace', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    await turn();
    world.time += 3000;
    world.pool.given[0].onProgress!(0.25);
    expect(world.study.progress).toEqual({ share: 0.25, secondsLeft: 9 });
  });

  it('tells what is left beside whatever else a task says', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    await turn();
    world.time += 3000;
    world.pool.given[0].onProgress!({ share: 0.25, layer: 2 });
    expect(world.study.progress).toEqual({ share: 0.25, layer: 2, secondsLeft: 9 });
    world.pool.given[0].onProgress!({ checks: 4 });
    expect(world.study.progress).toEqual({ checks: 4 });
  });

  it('gives up the one that runs for a newer one', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    await turn();
    const { signal } = world.pool.given[0];
    world.store.getState().ask('spectrum', {});
    await turn();
    expect(signal!.aborted).toBe(true);
    expect(world.pool.given).toHaveLength(1);
    await end(world, result(5));
    expect(world.study.result).toMatchObject({ update: 5 });
  });

  it('says in words what is refused, and goes back to rest', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    await turn();
    const [given] = world.pool.given.splice(0);
    given.reject(new RangeError('invalid chains: 0; expected 1..64'));
    await turn();
    expect(world.study).toMatchObject({ mode: 'idle', refused: 'Invalid chains: 0; expected 1..64.' });
  });

  it('in one breath with another is about the same model, and sends it once', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    world.store.getState().ask('gradient', {});
    await turn();
    const [one, other] = world.pool.given;
    expect(one.subject).toBe(other.subject);
    expect(world.subjects).toBe(1);
  });

  it('says why there is no model to study', async () => {
    const world = lab();
    world.refuse = new Error('the thread that trains has stopped');
    world.store.getState().ask('spectrum', {});
    await turn();
    expect(world.study.refused).toBe('The thread that trains has stopped.');
  });

  it('fetches the rows once a run', async () => {
    const world = lab();
    for (const run of [1, 1, 2]) {
      if (run !== world.run) world.open(run);
      world.store.getState().ask('spectrum', {});
      await turn();
      await end(world, result(0));
    }
    expect(world.materials).toBe(2);
    expect(world.subjects).toBe(3);
  });
});

describe('stop()', () => {
  it('aborts what runs and drops what still comes of it', async () => {
    const world = lab();
    world.pool.deaf = true;
    world.store.getState().ask('spectrum', {});
    await turn();
    const [given] = world.pool.given;
    world.store.getState().stop('spectrum');
    expect(given.signal!.aborted).toBe(true);
    given.resolve(result(9));
    given.onProgress!(0.5);
    await turn();
    expect(world.study).toMatchObject({ mode: 'stopped' });
    expect([world.study.result, world.study.progress]).toEqual([undefined, undefined]);
  });

  it('before the model has come begins nothing', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    world.store.getState().stop('spectrum');
    await turn();
    expect(world.pool.count).toBe(0);
  });
});

describe('follow()', () => {
  it('studies again when the model has changed, and not while it stands still', async () => {
    const world = lab();
    world.store.getState().follow('spectrum', {});
    await turn();
    expect(world.pool.given[0].urgency).toBe('live');
    await end(world, result(0));
    await world.wait(5000);
    expect(world.pool.count).toBe(1);
    world.train(7);
    await turn();
    expect(world.pool.given[0].subject.update).toBe(7);
  });

  it('studies at most five times a second', async () => {
    const world = lab();
    world.store.getState().setPlaying(false);
    world.store.getState().follow('spectrum', {});
    await turn();
    for (let update = 1; update <= 100; update++) {
      if (world.pool.given.length > 0) await end(world, result(update));
      world.train(update);
      await world.wait(10);
    }
    expect(world.pool.count).toBe(6);
  });

  it('takes a fifth of the time at most while the page trains, and all it needs at rest', async () => {
    const world = lab();
    world.store.getState().setPlaying(true);
    world.store.getState().follow('spectrum', {});
    await turn();
    await end(world, result(0), 300);
    // the first ran on cold code: what it took is no measure
    world.train(1);
    await world.wait(1);
    expect(world.pool.count).toBe(2);
    await end(world, result(1), 300);
    world.train(2);
    await world.wait(1100);
    expect(world.pool.count).toBe(2);
    world.store.getState().setPlaying(false);
    await world.wait(1);
    expect(world.pool.count).toBe(3);
    await end(world, result(2), 300);
    world.store.getState().setPlaying(true);
    world.train(3);
    await world.wait(1100);
    expect(world.pool.count).toBe(3);
    await world.wait(120);
    expect(world.pool.count).toBe(4);
  });

  it('answers another ask soon, however long the last took', async () => {
    const world = lab();
    const { follow, setPlaying } = world.store.getState();
    setPlaying(true);
    follow('spectrum', { x: 1 });
    await turn();
    await end(world, result(0), 300);
    world.train(1);
    await world.wait(1);
    await end(world, result(1), 300);
    follow('spectrum', { x: 2 });
    await world.wait(1);
    expect(world.pool.given.map(({ ask }) => ask)).toEqual([{ x: 2 }]);
  });

  it('lets a study end that is asked for otherwise meanwhile, then does the newest only', async () => {
    const world = lab();
    const { follow, setPlaying } = world.store.getState();
    setPlaying(false);
    follow('spectrum', { x: 1 });
    await turn();
    for (const x of [2, 3, 4]) follow('spectrum', { x });
    await end(world, result(0), 100);
    expect(world.study.result).toMatchObject({ update: 0 });
    await world.wait(200);
    expect(world.pool.given.map(({ ask }) => ask)).toEqual([{ x: 4 }]);
    expect(world.pool.count).toBe(2);
  });

  it('gives up a long one that is asked for otherwise', async () => {
    const world = lab();
    const { follow } = world.store.getState();
    follow('spectrum', { x: 1 });
    await turn();
    await world.wait(100);
    follow('spectrum', { x: 2 });
    await world.wait(301);
    expect(world.pool.given.map(({ ask }) => ask)).toEqual([{ x: 2 }]);
  });

  it('waits while the page is hidden', async () => {
    const world = lab();
    world.hidden = true;
    world.store.getState().follow('spectrum', {});
    await world.wait(5000);
    expect(world.pool.count).toBe(0);
    world.hidden = false;
    await world.wait(1000);
    expect(world.pool.count).toBe(1);
  });

  it('waits for the first run', async () => {
    const world = lab({ opened: false });
    world.store.getState().follow('spectrum', {});
    await world.wait(1000);
    expect(world.subjects).toBe(0);
    world.open(1);
    await turn();
    expect(world.pool.count).toBe(1);
  });

  it('says a refusal once, and tries again only when something has changed', async () => {
    const world = lab();
    world.train(1);
    world.store.getState().follow('spectrum', {});
    await turn();
    const [given] = world.pool.given.splice(0);
    given.reject(new RangeError('too large'));
    await turn();
    await world.wait(5000);
    expect([world.study.mode, world.study.refused, world.pool.count]).toEqual(['following', 'Too large.', 1]);
    world.train(2);
    await turn();
    await end(world, result(2));
    expect(world.study.refused).toBeUndefined();
  });
});

describe('another run', () => {
  it('takes away what was found and what runs', async () => {
    const world = lab();
    world.store.getState().ask('spectrum', {});
    await turn();
    await end(world, result(0));
    world.store.getState().ask('spectrum', {});
    await turn();
    const [given] = world.pool.given;
    world.open(2);
    expect(world.study).toEqual({ asked: {}, mode: 'idle' });
    expect(given.signal!.aborted).toBe(true);
    given.resolve(result(9));
    await turn();
    expect(world.study.result).toBeUndefined();
  });

  it('is followed at once', async () => {
    const world = lab();
    world.store.getState().follow('spectrum', {});
    await turn();
    await end(world, result(0));
    world.open(2);
    await turn();
    expect(world.pool.given[0].subject.run).toBe(2);
  });

  it('opened between model and rows is no mistake: the new one is studied', async () => {
    const world = lab();
    world.beforeMaterial = () => {
      world.run = 2; // the session is ahead of the store
    };
    world.store.getState().follow('spectrum', {});
    await turn();
    expect([world.pool.count, world.study.refused]).toEqual([0, undefined]);
    world.open(2);
    await world.wait(200);
    await end(world, result(0));
    expect(world.study).toMatchObject({ about: { run: 2 }, result: { update: 0 } });
  });

  it('is nothing to the verification', async () => {
    const world = lab();
    world.store.getState().ask('verification', {});
    await turn();
    world.open(2);
    await end(world, { checks: [], passed: 3, seconds: 1 });
    expect(world.store.getState().studies.verification.result).toMatchObject({ passed: 3 });
  });
});

describe('training', () => {
  it('tells the pool whether the page trains, from its start on', async () => {
    const world = lab();
    world.store.getState().setPlaying(false);
    world.store.getState().ask('spectrum', {});
    await turn();
    expect(world.pool.training).toBe(false);
    world.store.getState().setPlaying(true);
    await turn();
    expect(world.pool.training).toBe(true);
  });
});
