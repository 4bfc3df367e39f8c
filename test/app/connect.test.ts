/** Store and session in step, with a session that is none. */
import { describe, expect, it } from 'vitest';
import { Connection } from '../../src/app/connect';
import { defaultSettings, type Settings } from '../../src/settings';
import { createLabStore } from '../../src/state/store';
import { FakeSession, settle } from './fakeSession';

const immediately = { nextFrame: () => Promise.resolve(), hidden: () => false };

/** A page that has opened its first run. */
async function lab(
  changes: Partial<Settings> = {},
  moves: { update: number; name: 'learningRate'; value: number }[] = [],
) {
  const sessions: FakeSession[] = [];
  const store = createLabStore();
  store.getState().change(changes);
  const connection = new Connection(
    store,
    () => {
      sessions.push(new FakeSession());
      return sessions.at(-1)!;
    },
    immediately,
  );
  await connection.start({ settings: store.getState().settings, moves });
  await settle();
  return { store, connection, sessions, session: sessions[0] };
}

describe('Connection', () => {
  it('start opens one worker, shows the chains, plays, and pulls frames one at a time', async () => {
    const { session, sessions, store } = await lab();
    expect(sessions).toHaveLength(1);
    expect(session.calls.map(([name]) => name)).toEqual(['open', 'showChains', 'play']);
    expect(session.pulls).toHaveLength(1);
    await session.send({ update: 8, version: 5 });
    expect(store.getState().frame?.update).toBe(8);
    expect(session.pulls.map(({ after }) => after)).toEqual([0, 5]);
  });

  it('start asks for the run at once, and changes nothing before the page stands', async () => {
    const session = new FakeSession();
    const store = createLabStore();
    const connection = new Connection(store, () => session, immediately);
    let stand = () => {};
    const stands = new Promise<void>((resolve) => {
      stand = resolve;
    });
    void connection.start({ settings: store.getState().settings, moves: [] }, stands);
    const before = { ...store.getState() };
    await settle();
    expect(session.calls.map(([name]) => name)).toEqual(['open']);
    expect(store.getState()).toEqual(before);
    stand();
    await settle();
    expect(session.calls.map(([name]) => name)).toEqual(['open', 'showChains', 'play']);
    expect(store.getState().summary?.run).toBe(1);
  });

  it('set of a live setting reaches the session alone and once', async () => {
    const { session, store } = await lab();
    store.getState().set('learningRate', 0.2);
    await settle();
    expect(session.named('configure')).toEqual([['configure', { learningRate: 0.2 }]]);
    expect(session.named('open')).toHaveLength(1);
  });

  it('abandon takes the settings back, silently, and the run before goes on', async () => {
    const { connection, session, store } = await lab();
    session.refuse.set('open', Object.assign(new Error('given up'), { name: 'Abandoned' }));
    store.getState().set('hiddenUnits', 9);
    connection.abandon();
    await settle();
    expect(session.named('abandon')).toHaveLength(1);
    expect(store.getState().settings.hiddenUnits).toBe(16);
    expect(store.getState().messages).toEqual([]);
    expect(store.getState().summary?.run).toBe(1);
  });

  it('change of a restart setting gives up the run that is being prepared', async () => {
    const { session, store } = await lab();
    store.setState({ preparation: { done: 3, total: 7 } });
    store.getState().set('hiddenUnits', 9);
    await settle();
    expect(session.named('abandon')).toHaveLength(1);
    expect(store.getState().summary?.run).toBe(2);
    expect(store.getState().preparation).toBeUndefined();
  });

  it('change of several restart settings opens one run', async () => {
    const { session, store } = await lab();
    store.getState().set('hiddenUnits', 9);
    store.getState().change({ dataSet: 'bars', barsSide: 3, learningRate: 0.3 });
    await settle();
    expect(session.named('open').at(-1)).toMatchObject([
      'open',
      { settings: { hiddenUnits: 9, barsSide: 3 } },
    ]);
    expect(session.named('open')).toHaveLength(2);
    expect(store.getState().summary?.run).toBe(2);
  });

  it('set while a run is being opened is kept, and passed on after it', async () => {
    const { session, store } = await lab();
    store.getState().set('hiddenUnits', 9);
    await Promise.resolve();
    store.getState().set('momentum', 0.9);
    await settle();
    expect(store.getState().settings).toMatchObject({ hiddenUnits: 9, momentum: 0.9 });
    const names = session.calls.map(([name]) => name);
    expect(names.lastIndexOf('configure')).toBeGreaterThan(names.lastIndexOf('open'));
  });

  it('set that the session refuses goes back, and says why', async () => {
    const { session, store } = await lab();
    session.refuse.set('configure', new RangeError('the exact gradient needs the exact ln Z'));
    store.getState().set('algorithm', 'exact');
    await settle();
    expect(store.getState().settings.algorithm).toBe('cd');
    expect(store.getState().messages[0].lines[0]).toContain('The exact gradient needs');
  });

  it('set that the session accepts takes the last refusal off the page', async () => {
    const { store, session } = await lab();
    session.refuse.set('configure', new RangeError('the exact gradient needs the exact ln Z'));
    store.getState().set('algorithm', 'exact');
    await settle();
    expect(store.getState().messages).toHaveLength(1);
    session.refuse.clear();
    store.getState().set('learningRate', 0.2);
    await settle();
    expect(store.getState().messages).toHaveLength(0);
  });

  it('open that the session refuses leaves the run and its settings', async () => {
    const { session, store } = await lab();
    session.refuse.set('open', new Error('too large'));
    store.getState().set('hiddenUnits', 1000);
    await settle();
    expect(store.getState().settings.hiddenUnits).toBe(defaultSettings().hiddenUnits);
    expect(store.getState().summary?.run).toBe(1);
    session.refuse.clear();
    store.getState().set('hiddenUnits', 4);
    await settle();
    expect(store.getState().summary?.run).toBe(2);
  });

  it('setPlaying passes the wish on', async () => {
    const { session, store } = await lab();
    store.getState().setPlaying(false);
    await settle();
    expect(session.calls.at(-1)).toEqual(['pause']);
  });

  it('step pauses first, then steps by the grain that is set', async () => {
    const { session, store, connection } = await lab({ stepBy: 'halfSweep' });
    await connection.step();
    expect(session.calls.slice(-2)).toEqual([['pause'], ['step', 'halfSweep']]);
    expect(store.getState().playing).toBe(false);
  });

  it('a run begins again on the store’s word, with the settings as they stand', async () => {
    const { session, store } = await lab({}, [{ update: 3, name: 'learningRate', value: 0.5 }]);
    store.getState().set('learningRate', 0.2);
    store.getState().beginAgain();
    await settle();
    expect(session.named('open')).toHaveLength(2);
    expect(session.named('open').at(-1)).toMatchObject([
      'open',
      { settings: { learningRate: 0.2 }, moves: [] },
    ]);
  });

  it('reset opens a run with the settings as they stand and no moves', async () => {
    const { session, store, connection } = await lab({}, [{ update: 3, name: 'learningRate', value: 0.5 }]);
    store.getState().set('learningRate', 0.2);
    await connection.reset();
    expect(session.named('open').at(-1)).toMatchObject([
      'open',
      { settings: { learningRate: 0.2 }, moves: [] },
    ]);
  });

  it('undo brings back the settings and curves of the run before', async () => {
    const { session, store, connection } = await lab();
    const { curves } = store.getState();
    store.getState().set('momentum', 0.7);
    await session.send({ update: 30 });
    store.getState().set('hiddenUnits', 9);
    await settle();
    expect(store.getState().curves).not.toBe(curves);
    await connection.undo();
    expect(store.getState().settings).toMatchObject({ hiddenUnits: 16, momentum: 0.7 });
    expect(store.getState().curves).toBe(curves);
    expect(session.named('open')).toHaveLength(2);
  });

  it('frames move the controls with the moves of a link, without making moves of their own', async () => {
    const moves = [{ update: 10, name: 'learningRate' as const, value: 0.5 }];
    const { session, store } = await lab({}, moves);
    await session.send({ update: 9, moves });
    expect(store.getState().settings.learningRate).toBe(0.05);
    await session.send({ update: 10 });
    expect(store.getState().settings.learningRate).toBe(0.5);
    expect(session.named('configure')).toEqual([]);
  });

  it('frames leave the controls alone once the person has moved one', async () => {
    const moves = [{ update: 10, name: 'learningRate' as const, value: 0.5 }];
    const { session, store } = await lab({}, moves);
    store.getState().set('learningRate', 0.1);
    await session.send({ update: 12, moves });
    expect(store.getState().settings.learningRate).toBe(0.1);
  });

  it('frames of another run change nothing', async () => {
    const { session, store } = await lab();
    await session.send({ update: 5 });
    await session.send({ update: 99, run: 7 });
    expect(store.getState().frame?.update).toBe(5);
  });

  it('frames give the buffers that they replace back to the session', async () => {
    const { session } = await lab();
    const weights = () => ({ W: new Float32Array(15), a: new Float32Array(5), b: new Float32Array(3) });
    const first = weights();
    await session.send({ weights: first });
    expect(session.pulls.at(-1)?.recycle).toEqual([]);
    await session.send({ weights: weights() });
    expect(session.pulls.at(-1)?.recycle).toEqual([first.W.buffer, first.a.buffer, first.b.buffer]);
  });

  it('want asks for its arrays though nothing else changes', async () => {
    const { session, store } = await lab();
    store.getState().want({ chains: true });
    expect(session.pulls.at(-1)).toMatchObject({ after: 0, wants: { chains: true } });
  });

  it('a failure in a frame pauses, is explained, and offers the way back', async () => {
    const { session, store, connection } = await lab();
    const failure = {
      kind: 'diverged' as const,
      message: 'W holds infinities',
      update: 70,
      lastGoodEpoch: 4,
    };
    await session.send({ failure, playing: false });
    const { messages, playing } = store.getState();
    expect(playing).toBe(false);
    expect(messages[0].title).toContain('update 70');
    expect(messages[0].offers).toEqual([
      { label: 'Back to the last good epoch', offer: 'go back to the last good epoch' },
    ]);
    connection.accept('go back to the last good epoch');
    await settle();
    expect(session.calls.at(-1)).toEqual(['goBack', 'last good']);
    await session.send({ update: 60, playing: false });
    expect(store.getState().messages).toEqual([]);
  });

  it('a worker that dies is explained, and another goes on from the kept run', async () => {
    const { session, sessions, store, connection } = await lab();
    await session.send({ update: 40 });
    await connection.keep();
    await session.die('out of memory');
    expect(store.getState().messages[0].lines.join(' ')).toContain('safe up to update 40');
    expect(store.getState().playing).toBe(false);
    connection.accept('start again');
    await settle();
    expect(sessions).toHaveLength(2);
    expect(sessions[1].named('resume')).toHaveLength(1);
    await sessions[1].send({ update: 41 });
    expect(store.getState().frame?.update).toBe(41);
    expect(store.getState().messages).toEqual([]);
  });

  it('calls after a death start another worker', async () => {
    const { session, sessions, connection } = await lab();
    await session.die('gone');
    await connection.reset();
    expect(sessions[1].calls[0][0]).toBe('open');
  });

  it('openModel takes the place of the run with the settings that the model was trained with', async () => {
    const { store, connection } = await lab();
    const settings = { ...defaultSettings(), hiddenUnits: 3, learningRate: 0.3 };
    await connection.openModel({ request: { settings, moves: [] } });
    expect(store.getState().settings).toEqual(settings);
    expect(store.getState().summary?.run).toBe(2);
  });

  it('openModel rejects in words where the session does, and what comes next is done', async () => {
    const { session, connection } = await lab();
    session.refuse.set('openModel', new TypeError('W has no rows'));
    await expect(connection.openModel({})).rejects.toThrow('W has no rows');
    await connection.reset();
    expect(session.calls.at(-1)).toEqual(['play']);
  });

  it('set of the data set File waits for the file', async () => {
    const { session, store } = await lab();
    store.getState().set('dataSet', 'file');
    await settle();
    expect(session.named('open')).toHaveLength(1);
    store.getState().setFileId(3);
    await settle();
    expect(session.named('open').at(-1)).toMatchObject(['open', { fileId: 3 }]);
  });

  it('setPainting opens a run on it, once and only while Painted is chosen', async () => {
    const { session, store } = await lab();
    const painting = { side: 2, count: 1, bytes: Uint8Array.of(1, 0, 0, 1) };
    store.getState().setPainting(painting);
    await settle();
    expect(session.named('open')).toHaveLength(1);
    store.getState().set('dataSet', 'painted');
    await settle();
    expect(session.named('open').at(-1)).toMatchObject(['open', { painting }]);
    expect(session.named('open')).toHaveLength(2);
  });

  it('set of the data set Painted starts from the patterns that are there, once', async () => {
    const { session, store } = await lab();
    store.getState().set('dataSet', 'painted');
    await settle();
    expect(session.named('open')).toHaveLength(2);
    expect(store.getState().painting?.count).toBeGreaterThan(0);
  });

  it('a worker that dies before its first run is explained too', async () => {
    const store = createLabStore();
    const session = new FakeSession();
    const connection = new Connection(store, () => session, immediately);
    session.open = () => new Promise(() => undefined);
    void connection.start({ settings: store.getState().settings, moves: [] });
    await settle();
    await session.die('it could not be loaded');
    expect(store.getState().messages[0].lines).toContain('It could not be loaded.');
  });
});
