/** Tasks driven in slices, by a clock that is moved by hand. */
import { describe, expect, it } from 'vitest';
import type { Tasks } from '../../src/engine/studies/registry';
import type { Tools } from '../../src/engine/studies/task';
import { StudyRunner } from '../../src/engine/studyRunner';
import { materialOf, subjectOf } from '../app/fakeSession';

/** A runner whose tasks take `ms` between yields; `turn` lets other messages in. */
function runnerOf(tasks: Tasks) {
  const reports: [number, unknown][] = [];
  const host = { time: 0, turns: 0, during: () => {}, now: () => host.time, yieldTurn: async () => turn() };
  const turn = () => {
    host.turns++;
    host.during();
  };
  const runner = new StudyRunner(host, {} as Tools, tasks, (id, progress) => reports.push([id, progress]));
  runner.setMaterial(materialOf(1));
  runner.setSubject(7, subjectOf(1));
  return { runner, host, reports };
}
type Lab = ReturnType<typeof runnerOf>;

/** A task of `steps` steps of `ms` each. */
const stepping = (lab: () => Lab, steps: number, ms: number, share?: boolean) =>
  function* () {
    for (let i = 0; i < steps; i++) {
      lab().host.time += ms;
      yield share ? i / steps : undefined;
    }
    return { steps };
  };

describe('StudyRunner', () => {
  it('run hands ask, subject and material to the task, and answers with what it returns', async () => {
    const { runner } = runnerOf({
      *spectrum(ask: { x: number }, subject, material) {
        yield undefined;
        return [ask.x, subject.update, material.run];
      },
    });
    expect(await runner.run({ id: 1, name: 'spectrum', ask: { x: 5 }, subject: 7 })).toEqual([5, 0, 1]);
  });

  it('run lets messages in every 15 ms of work', async () => {
    const lab: Lab = runnerOf({ spectrum: stepping(() => lab, 30, 5) });
    await lab.runner.run({ id: 1, name: 'spectrum', ask: {}, subject: 7 });
    expect(lab.host.turns).toBe(10);
  });

  it('run reports the newest progress, ten times a second at most', async () => {
    const lab: Lab = runnerOf({ spectrum: stepping(() => lab, 100, 10, true) });
    await lab.runner.run({ id: 3, name: 'spectrum', ask: {}, subject: 7 });
    expect(lab.reports.length).toBeGreaterThanOrEqual(8);
    expect(lab.reports.length).toBeLessThanOrEqual(10);
    expect(lab.reports[0]).toEqual([3, 0.09]);
  });

  it('cancel ends a task at its next turn with Cancelled, and its finally is run', async () => {
    let tidied = false;
    const lab: Lab = runnerOf({
      *spectrum() {
        try {
          for (;;) {
            lab.host.time += 20;
            yield undefined;
          }
        } finally {
          tidied = true;
        }
      },
    });
    lab.host.during = () => {
      if (lab.host.turns === 3) lab.runner.cancel(4);
    };
    const call = lab.runner.run({ id: 4, name: 'spectrum', ask: {}, subject: 7 });
    await expect(call).rejects.toMatchObject({ name: 'Cancelled' });
    expect([lab.host.turns, tidied]).toEqual([3, true]);
  });

  it('cancel of one task leaves another that runs beside it alone', async () => {
    const lab: Lab = runnerOf({ spectrum: stepping(() => lab, 20, 15), mixing: stepping(() => lab, 20, 15) });
    lab.host.during = () => {
      if (lab.host.turns === 5) lab.runner.cancel(1);
    };
    const [one, other] = await Promise.allSettled([
      lab.runner.run({ id: 1, name: 'spectrum', ask: {}, subject: 7 }),
      lab.runner.run({ id: 2, name: 'mixing', ask: {}, subject: 7 }),
    ]);
    expect([one.status, other.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('run in line begins when the one before has ended, however it did', async () => {
    const begun: string[] = [];
    const lab: Lab = runnerOf({
      *spectrum(name: string) {
        begun.push(name);
        for (let i = 0; i < 3; i++) {
          lab.host.time += 20;
          yield undefined;
        }
        if (name === 'failing') throw new Error('out of luck');
        begun.push(`${name} ends`);
      },
    });
    const run = (id: number, ask: string, inLine = true) =>
      lab.runner.run({ id, name: 'spectrum', ask, subject: 7, inLine });
    const given = [run(1, 'failing'), run(2, 'given up'), run(3, 'last'), run(4, 'beside', false)];
    lab.runner.cancel(2);
    const ends = await Promise.allSettled(given);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    expect(begun).not.toContain('given up');
    expect(begun.indexOf('last')).toBeGreaterThan(begun.indexOf('failing'));
    expect(begun.indexOf('beside')).toBeLessThan(begun.indexOf('last'));
  });

  it('run gives every task about a subject the same object', async () => {
    const seen = new Set<object>();
    const { runner } = runnerOf({
      *spectrum(_: object, subject) {
        yield seen.add(subject);
      },
    });
    for (const id of [1, 2]) await runner.run({ id, name: 'spectrum', ask: {}, subject: 7 });
    expect(seen.size).toBe(1);
  });

  it('run rejects with what the task throws, an unknown task, and what it has not been told', async () => {
    const { runner } = runnerOf({
      *spectrum() {
        yield undefined;
        throw new RangeError('invalid sweeps: 0; expected 1..9');
      },
    });
    const run = (name: 'spectrum' | 'mixing', subject: number) =>
      runner.run({ id: 1, name, ask: {}, subject });
    await expect(run('spectrum', 7)).rejects.toThrow('invalid sweeps: 0');
    await expect(run('mixing', 7)).rejects.toThrow('invalid task: mixing');
    await expect(run('spectrum', 8)).rejects.toThrow('come first');
    runner.setMaterial(materialOf(2));
    await expect(run('spectrum', 7)).rejects.toThrow('come first');
    runner.setMaterial(materialOf(1));
    runner.forgetSubject(7);
    await expect(run('spectrum', 7)).rejects.toThrow('come first');
  });
});
