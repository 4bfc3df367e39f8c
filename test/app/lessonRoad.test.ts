/** The machine of the lab while the lessons are open. */
import { describe, expect, it, vi } from 'vitest';
import { LessonRoad } from '../../src/app/lessonRoad';
import type { KeptRun } from '../../src/engine/frame';
import { defaultSettings } from '../../src/settings';
import { createLabStore } from '../../src/state/store';
import { frameOf, summaryOf } from './fakeSession';

const request = { settings: defaultSettings(), moves: [] };
const kept: KeptRun = { request, update: 77, epoch: 1, savedAt: 0, state: {} };

function begun() {
  const store = createLabStore();
  store.getState().opened(summaryOf(1), request);
  store.getState().receive(frameOf({ update: 77 }));
  const connection = { keep: vi.fn(async () => kept), resume: vi.fn(async (_kept: KeptRun) => {}) };
  new LessonRoad(store, connection);
  return { store, connection };
}
const settled = () => new Promise((done) => setTimeout(done, 0));

describe('LessonRoad', () => {
  it('brings back the machine that stood in the lab, where a lesson has set up its own', async () => {
    const { store, connection } = begun();
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    expect(connection.keep).toHaveBeenCalledTimes(1);
    store.getState().opened(summaryOf(2), request);
    store.getState().closeLessons('the machine before');
    await settled();
    expect(connection.resume).toHaveBeenCalledWith(kept);
  });

  it('brings back what was painted in the lab, where a lesson has painted too', async () => {
    const { store } = begun();
    const own = { side: 2, count: 1, bytes: Uint8Array.of(1, 0, 0, 1) };
    store.getState().setPainting(own);
    store.getState().openLesson({ lesson: 'questions', step: 2 });
    store.getState().setPainting({ side: 2, count: 1, bytes: Uint8Array.of(0, 1, 1, 1) });
    store.getState().opened(summaryOf(2), request);
    store.getState().closeLessons('the machine before');
    await settled();
    expect(store.getState().painting).toBe(own);
  });

  it('leaves the machine alone where the lesson has, or the reader takes its own to the lab', async () => {
    const { store, connection } = begun();
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().closeLessons('the machine before');
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().opened(summaryOf(2), request);
    store.getState().closeLessons('this machine');
    await settled();
    expect(connection.resume).not.toHaveBeenCalled();
  });

  it('lets a machine that rested meanwhile go on', async () => {
    const { store } = begun();
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().setPlaying(false);
    store.getState().closeLessons('the machine before');
    await settled();
    expect(store.getState().playing).toBe(true);
  });

  it('keeps one machine from the first lesson to the last', async () => {
    const { store, connection } = begun();
    store.getState().openLesson({ lesson: 'contents', step: 1 });
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().openLesson({ lesson: 'trace', step: 2 });
    expect(connection.keep).toHaveBeenCalledTimes(1);
  });

  it('brings the lab’s machine back also where the lessons are opened again before it is there', async () => {
    const { store, connection } = begun();
    const resumed: (() => void)[] = [];
    connection.resume.mockImplementation(() => new Promise<void>((done) => resumed.push(done)));
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().opened(summaryOf(2), request);
    store.getState().closeLessons('the machine before');
    await settled();
    store.getState().openLesson({ lesson: 'energy', step: 2 });
    store.getState().setPlaying(false);
    resumed[0]!();
    await settled();
    // a lesson is open: it does not train because the lab did
    expect(store.getState().playing).toBe(false);
    expect(connection.keep).toHaveBeenCalledTimes(1);
    store.getState().closeLessons('the machine before');
    await settled();
    expect(connection.resume.mock.calls).toEqual([[kept], [kept]]);
    resumed[1]!();
    await settled();
    expect(store.getState().playing).toBe(true);
  });

  it('says nothing and goes on where the machine could not be kept', async () => {
    const { store, connection } = begun();
    connection.keep.mockRejectedValue(new Error('died'));
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().opened(summaryOf(2), request);
    store.getState().closeLessons('the machine before');
    await settled();
    expect(connection.resume).not.toHaveBeenCalled();
  });

  it('lets a machine begin that has not, where the page was opened at a lesson', async () => {
    const store = createLabStore();
    store.getState().openLesson({ lesson: 'contents', step: 1 });
    store.getState().setPlaying(false);
    new LessonRoad(store, { keep: vi.fn(async () => kept), resume: vi.fn() });
    store.getState().opened(summaryOf(1), request);
    store.getState().receive(frameOf({ update: 0 }));
    store.getState().closeLessons('the machine before');
    await settled();
    expect(store.getState().playing).toBe(true);
    // one that a lesson has trained stays as it is
    store.getState().openLesson({ lesson: 'energy', step: 1 });
    store.getState().setPlaying(false);
    store.getState().receive(frameOf({ update: 5 }));
    store.getState().closeLessons('this machine');
    await settled();
    expect(store.getState().playing).toBe(false);
  });
});
