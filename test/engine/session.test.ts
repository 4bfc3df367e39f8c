/** What the session does with time: slices, pace, steps. */
import { describe, expect, it } from 'vitest';
import { fastest } from '../../src/settings';
import { until } from './fakeHost';
import { framesUntil, laboratory, openLaboratory, requestWith } from './fakeSession';

describe('open()', () => {
  it('rejects a setting out of its range and keeps the present run', async () => {
    const { session } = await openLaboratory();
    await expect(session.open(requestWith({ hiddenUnits: 0 }))).rejects.toThrow(
      'invalid hiddenUnits: 0; expected 1..1024',
    );
    expect((await session.frame({ after: 0, wants: {} })).run).toBe(1);
  });

  it('goes on playing if the run before did, and stays paused if not', async () => {
    const { session } = await openLaboratory();
    await session.open(requestWith({ hiddenUnits: 3 }));
    expect((await session.frame({ after: 0, wants: {} })).playing).toBe(false);
    await session.play();
    await session.open(requestWith({ hiddenUnits: 4 }));
    const frames = await framesUntil(session, (frame) => frame.run === 3 && frame.update > 10);
    expect(frames.at(-1)!.playing).toBe(true);
    await session.pause();
  });

  it('says what the run is about', async () => {
    const { session } = laboratory();
    const summary = await session.open(requestWith({ barsSide: 3, hiddenUnits: 5 }));
    expect(summary).toMatchObject({
      run: 1,
      visible: 9,
      hidden: 5,
      shape: { rows: 3, columns: 3 },
      trainingRows: 16,
      heldOutRows: 0,
      exact: true,
      sampleCount: 16,
    });
    // 16 points, all-0 and all-1 twice: entropy ln 16 − ¼ ln 2; every pixel is on half the time.
    expect(summary.bestPossible).toBeCloseTo(-(Math.log(16) - 0.25 * Math.log(2)), 12);
    expect(summary.baseRate).toBeCloseTo(-9 * Math.log(2), 12);
    expect(summary.samples).toHaveLength(16 * 9);
    expect(summary).not.toHaveProperty('labels');
  });

  it('counts the labels that the rows of a run bear', async () => {
    const { session } = laboratory();
    // shifted to the left, to the right, or not at all
    expect(await session.open(requestWith({ dataSet: 'shifter', hiddenUnits: 5 }))).toMatchObject({
      labels: 3,
    });
  });
});

describe('play()', () => {
  it('trains on and answers each pull with something newer', async () => {
    const { session } = await openLaboratory();
    await session.play();
    const frames = await framesUntil(session, (frame) => frame.update >= 500);
    await session.pause();
    expect(frames.length).toBeGreaterThan(5);
    for (let i = 1; i < frames.length; i++) {
      expect(frames[i].version).toBeGreaterThan(frames[i - 1].version);
      expect(frames[i].update).toBeGreaterThanOrEqual(frames[i - 1].update);
    }
    expect(frames.at(-1)!.playing).toBe(true);
  });

  it('rejects before a run is open', async () => {
    await expect(laboratory().session.play()).rejects.toThrow('no run is open yet');
  });

  it('lets messages in about every 10 ms, once it knows how fast the kernel is', async () => {
    const { host, session, kernels } = await openLaboratory();
    await session.play();
    await until(() => kernels.trainers[0].position().update > 500);
    const start = { time: host.time, turns: host.turns };
    await until(() => kernels.trainers[0].position().update > 5000);
    await session.pause();
    const perTurn = (host.time - start.time) / (host.turns - start.turns);
    expect(perTurn).toBeLessThan(12);
    expect(perTurn).toBeGreaterThan(6);
  });

  it('keeps slices short where the clock moves only every 100 ms', async () => {
    const { host, session, kernels } = await openLaboratory();
    host.resolution = 100;
    await session.play();
    await until(() => kernels.trainers[0].position().update > 20_000);
    const start = { time: host.time, turns: host.turns };
    await until(() => kernels.trainers[0].position().update > 40_000);
    await session.pause();
    expect((host.time - start.time) / (host.turns - start.turns)).toBeLessThan(40);
  });

  it('shows whole updates where they are short', async () => {
    const { session } = await openLaboratory({ gibbsSteps: 2 });
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update >= 500);
    await session.pause();
    expect(new Set(frames.slice(-10).map(({ stage }) => stage))).toEqual(new Set(['positive']));
  });

  it('cuts an update that takes longer than a slice', async () => {
    const prices = { row: 5, measuredRow: 0.001, chunk: 0.1 };
    const { host, session, kernels } = await openLaboratory({ batchSize: 32 }, [], prices);
    await session.play();
    await until(() => kernels.trainers[0].position().update > 20);
    const { turns, time } = host;
    await until(() => kernels.trainers[0].position().update > 22);
    await session.pause();
    expect(host.turns - turns).toBeGreaterThan(20);
    expect((host.time - time) / (host.turns - turns)).toBeLessThan(20);
  });
});

describe('the speed limit', () => {
  it('spaces 50 updates a second evenly', async () => {
    const { host, session, kernels } = await openLaboratory({ speed: 50 });
    await session.play();
    const times: number[] = [];
    let last = 0;
    await until(() => {
      const { update } = kernels.trainers[0].position();
      if (update > last) times.push(host.time);
      expect(update - last).toBeLessThanOrEqual(1);
      last = update;
      return update >= 50;
    });
    await session.pause();
    const gaps = times.slice(1).map((time, i) => time - times[i]);
    expect(Math.max(...gaps)).toBeLessThan(26);
    expect(Math.min(...gaps)).toBeGreaterThan(14);
    expect(times.at(-1)! - times[0]).toBeCloseTo(980, -2);
  });

  it('sleeps rather than spins between two slow updates', async () => {
    const { host, session, kernels } = await openLaboratory({ speed: 1 });
    await session.play();
    await until(() => kernels.trainers[0].position().update >= 3);
    await session.pause();
    expect(host.time - 1000).toBeGreaterThan(2900);
    expect(host.turns).toBeLessThan(100);
  });

  it('shows half-steps one by one below 5 updates a second', async () => {
    const { session } = await openLaboratory({ speed: 2 });
    await session.play();
    const frames = await framesUntil(session, (frame) => frame.update >= 2);
    await session.pause();
    const seen = frames.filter(({ update }) => update === 1).map(({ stage }) => stage);
    expect([...new Set(seen)]).toEqual(['positive', 'down', 'up', 'learn']);
  });

  it('takes hold at once when it is moved', async () => {
    const { host, session, kernels } = await openLaboratory({ speed: 1 });
    await session.play();
    await until(() => host.waits.length > 3);
    const { time } = host;
    await session.configure({ speed: fastest });
    await until(() => kernels.trainers[0].position().update > 100);
    await session.pause();
    expect(host.time - time).toBeLessThan(300);
  });

  it('is told apart from what is reached: updates and samples a second', async () => {
    const { session } = await openLaboratory({ speed: 40, batchSize: 10 });
    await session.play();
    const frames = await framesUntil(session, (frame) => frame.update >= 120);
    await session.pause();
    const { updatesPerSecond, samplesPerSecond, updatesPerEpoch } = frames.at(-1)!;
    expect(updatesPerSecond).toBeGreaterThan(36);
    expect(updatesPerSecond).toBeLessThan(44);
    expect(updatesPerEpoch).toBe(4);
    expect(samplesPerSecond).toBeCloseTo(updatesPerSecond * 8, 6);
    expect((await session.frame({ after: 0, wants: {} })).updatesPerSecond).toBe(0);
  });
});

describe('pause()', () => {
  it('followed at once by play() leaves one loop training', async () => {
    const { host, session, kernels } = await openLaboratory({ speed: 100 });
    await session.play();
    for (let i = 0; i < 20; i++) {
      await session.pause();
      await session.play();
    }
    const [{ update }, { time }] = [kernels.trainers[0].position(), host];
    await until(() => kernels.trainers[0].position().update >= update + 100);
    await session.pause();
    expect(host.time - time).toBeGreaterThan(900);
  });

  it('lets the session fall silent once everything is measured', async () => {
    const { host, session, kernels } = await openLaboratory();
    await session.play();
    await until(() => kernels.trainers[0].position().update > 100);
    await session.pause();
    await framesUntil(session, ({ update, readings }) => readings.pseudoLikelihood.update === update);
    await until(() => true);
    const { turns, waits } = host;
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(host.turns).toBeLessThanOrEqual(turns + 3);
    expect(host.waits).toHaveLength(waits.length);
  });
});

describe('step()', () => {
  it.each([
    ['update', { update: 1, stage: 'positive' }],
    ['epoch', { epoch: 1, update: 4, stage: 'positive' }],
    ['halfSweep', { update: 0, stage: 'down', sweep: 0 }],
  ] as const)('does one %s and resolves', async (grain, expected) => {
    const { session } = await openLaboratory();
    await session.step(grain);
    const frame = await session.frame({ after: 0, wants: {} });
    expect(frame).toMatchObject({ ...expected, playing: false });
  });

  it('walks through an update half sweep by half sweep', async () => {
    const { session } = await openLaboratory({ gibbsSteps: 2 });
    const seen: string[] = [];
    for (let i = 0; i < 7; i++) {
      await session.step('halfSweep');
      const { stage, sweep, update } = await session.frame({ after: 0, wants: {} });
      seen.push(`${update} ${stage} ${sweep}`);
    }
    expect(seen).toEqual([
      '0 down 0',
      '0 up 0',
      '0 down 1',
      '0 up 1',
      '0 learn 2',
      '1 positive 0',
      '1 down 0',
    ]);
  });

  it('finishes the update under way, then the epoch', async () => {
    const { session } = await openLaboratory();
    await session.step('halfSweep');
    await session.step('update');
    expect((await session.frame({ after: 0, wants: {} })).update).toBe(1);
    await session.step('halfSweep');
    await session.step('epoch');
    expect(await session.frame({ after: 0, wants: {} })).toMatchObject({
      update: 4,
      epoch: 1,
      stage: 'positive',
    });
  });

  it('ends with the epoch also where a smaller batch was asked for within its last update', async () => {
    const { session } = await openLaboratory({ batchSize: 32 });
    await session.step('halfSweep');
    await session.configure({ batchSize: 4 });
    await session.step('epoch');
    expect(await session.frame({ after: 0, wants: {} })).toMatchObject({ update: 1, epoch: 1 });
  });

  it('lets messages in within a half sweep that takes long', async () => {
    const prices = { row: 2, measuredRow: 0.001, chunk: 0.1 };
    const { host, session, kernels } = await openLaboratory({ batchSize: 32, gibbsSteps: 3 }, [], prices);
    for (let i = 0; i < 4; i++) await session.step('halfSweep');
    const { turns, time } = host;
    for (let i = 0; i < 4; i++) await session.step('halfSweep');
    expect((host.time - time) / (host.turns - turns)).toBeLessThan(14);
    expect(kernels.trainers[0].position()).toMatchObject({ update: 1, stage: 'positive', row: 0 });
  });

  it('takes a half sweep of the update under way as it began, whatever was moved since', async () => {
    const { session, kernels } = await openLaboratory({ batchSize: 8 });
    await session.step('halfSweep');
    await session.configure({ batchSize: 32, algorithm: 'pcd' });
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      await session.step('halfSweep');
      seen.push(kernels.trainers[0].position().stage);
    }
    expect(seen).toEqual(['up', 'learn', 'positive', 'down']);
  });

  it('resolves when something else interrupts it', async () => {
    const { session } = await openLaboratory({ batchSize: 1, gibbsSteps: 100 });
    const step = session.step('epoch');
    await session.pause();
    await step;
    expect((await session.frame({ after: 0, wants: {} })).epoch).toBe(0);
  });

  it('rejects a grain that there is not', async () => {
    const { session } = await openLaboratory();
    await expect(session.step('sweep' as 'update')).rejects.toThrow('invalid grain: sweep');
  });
});
