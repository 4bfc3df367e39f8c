/** What frames carry, and that nothing is missing from them. */
import { describe, expect, it } from 'vitest';
import { measureNames } from '../../src/engine/frame';
import { framesUntil, openLaboratory, requestWith } from './fakeSession';

describe('frame({ after })', () => {
  it('waits for something newer', async () => {
    const { session } = await openLaboratory();
    const [first] = (
      await framesUntil(
        session,
        ({ readings, update }) =>
          readings.pseudoLikelihood.update === update && readings.pseudoLikelihood.value !== undefined,
      )
    ).slice(-1);
    let answered = false;
    const pull = session.frame({ after: first.version, wants: {} }).then((frame) => {
      answered = true;
      return frame;
    });
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    await session.step('update');
    expect((await pull).version).toBeGreaterThan(first.version);
  });

  it('waits for a run to be opened', async () => {
    const { session } = await openLaboratory();
    expect((await session.frame({ after: 0, wants: {} })).run).toBe(1);
  });

  it('answers a number of another worker’s at once', async () => {
    const { session } = await openLaboratory();
    expect((await session.frame({ after: 123_456, wants: {} })).update).toBe(0);
  });

  it('answers at once where a view asks for a picture that the last frame did not carry', async () => {
    const { session } = await openLaboratory();
    const frames = await framesUntil(
      session,
      ({ readings }) => readings.pseudoLikelihood.value !== undefined,
    );
    const after = frames.at(-1)!.version;
    const frame = await session.frame({ after, wants: { weights: true } });
    expect(frame.version).toBe(after);
    expect(frame.weights?.W).toHaveLength(16 * 5);
  });
});

describe('frame({ wants })', () => {
  it('carries what is asked for and computes nothing else', async () => {
    const { session, kernels } = await openLaboratory();
    const bare = await session.frame({ after: 0, wants: {} });
    expect([bare.weights, bare.hidden, bare.chains, bare.walkthrough]).toEqual(Array(4).fill(undefined));
    const shown = kernels.evaluators[1];
    expect(shown.hiddenAsked).toBe(0);
    const full = await session.frame({
      after: 0,
      wants: { weights: true, hidden: true, chains: true, walkthrough: true },
    });
    expect(full.weights?.a).toHaveLength(16);
    expect(full.hidden).toMatchObject({ samples: 32 });
    expect(full.hidden!.means).toHaveLength(32 * 5);
    expect([...full.hidden!.activity]).toEqual(Array(5).fill(0.25));
    expect(full.walkthrough?.hPlus).toHaveLength(5);
    expect(full.chains!.films).toHaveLength(full.chains!.count * full.chains!.length * 16);
    expect(shown.hiddenAsked).toBe(1);
  });

  it('copies: a picture does not change after it was sent', async () => {
    const { session } = await openLaboratory();
    const { weights } = await session.frame({ after: 0, wants: { weights: true } });
    const before = weights!.W[0];
    await session.step('update');
    expect(weights!.W[0]).toBe(before);
  });

  it('leaves costly activations out of most frames while training, and brings them at rest', async () => {
    const { session, kernels } = await openLaboratory({ barsSide: 8, hiddenUnits: 600 });
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update > 2000, { hidden: true });
    const brought = frames.filter(({ hidden }) => hidden !== undefined).length;
    expect(brought).toBeGreaterThan(0);
    expect(brought).toBeLessThan(frames.length / 4);
    await session.pause();
    const { version } = frames.at(-1)!;
    expect((await session.frame({ after: version, wants: { hidden: true } })).hidden).toBeDefined();
    expect(kernels.evaluators[1].hiddenAsked).toBe(brought + 1);
  });

  it('uses the buffers that came back', async () => {
    const { session } = await openLaboratory();
    const { weights } = await session.frame({ after: 0, wants: { weights: true } });
    const buffer = weights!.W.buffer as ArrayBuffer;
    const next = await session.frame({ after: 0, wants: { weights: true }, recycle: [buffer] });
    expect(next.weights!.W.buffer).toBe(buffer);
  });
});

describe('the scalars of epochs', () => {
  it('come in order with none missing, however many pass between two frames', async () => {
    const { session, kernels } = await openLaboratory({ batchSize: 32 });
    await session.play();
    const frames = await framesUntil(session, ({ epoch }) => epoch > 3000);
    for (let i = 0; i < 500; i++) await new Promise((resolve) => setImmediate(resolve));
    await session.pause();
    frames.push(await session.frame({ after: 0, wants: {} }));
    const epochs = frames.flatMap(({ epochs }) => [...epochs.epoch]);
    expect(epochs).toEqual(Array.from({ length: kernels.trainers[0].position().epoch }, (_, i) => i + 1));
    expect(frames.at(-1)!.epochs.epoch.length).toBeGreaterThan(100);
    const last = frames.at(-1)!;
    expect(last.epochs.update.at(-1)).toBe(last.epoch);
  });

  it('begin anew with another run', async () => {
    const { session } = await openLaboratory({ batchSize: 32 });
    await session.step('epoch');
    await session.open(requestWith({ batchSize: 32 }));
    await session.step('epoch');
    const { run, epochs } = await session.frame({ after: 0, wants: {} });
    expect([run, ...epochs.epoch]).toEqual([2, 1]);
  });
});

describe('measures', () => {
  it('carry the update that they belong to, in order', async () => {
    const { session } = await openLaboratory({}, [], { row: 0.01, measuredRow: 0.002, chunk: 0.05 });
    await session.play();
    const frames = await framesUntil(session, ({ update }) => update > 15_000);
    await session.pause();
    for (const name of measureNames.filter((measure) => !measure.startsWith('heldOut'))) {
      const updates = frames.flatMap(({ measures }) => [...(measures[name]?.update ?? [])]);
      expect(updates.length).toBeGreaterThan(5);
      for (let i = 1; i < updates.length; i++) expect(updates[i]).toBeGreaterThan(updates[i - 1]);
    }
    const { readings, update } = frames.at(-1)!;
    expect(readings.logPartition.update).toBeLessThanOrEqual(update);
  });
});

describe('chains on show', () => {
  it('go on while the page looks, and stop when it no longer does', async () => {
    const { session, kernels, host } = await openLaboratory({ speed: 20 });
    await session.play();
    await framesUntil(session, ({ chains }) => chains!.sweeps >= 15, { chains: true });
    const [, shown] = kernels.evaluators;
    const { time } = host;
    await framesUntil(session, () => host.time > time + 5000);
    expect(shown.sweeps).toBeLessThan(15 + 14);
    await session.pause();
  });

  it('fill their film once training rests, then rest too', async () => {
    const { session, kernels } = await openLaboratory();
    const frames = await framesUntil(session, ({ chains }) => chains?.length === 10, { chains: true });
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(kernels.evaluators[1].sweeps).toBe(frames.at(-1)!.chains!.sweeps);
    expect(frames.at(-1)!.chains!.sweeps).toBe(9);
  });

  it('keep the clamped half of the chosen sample', async () => {
    const { session } = await openLaboratory();
    await session.showChains({ mode: 'clamped', sample: 5, keep: 'left half', beta: 1 });
    const frames = await framesUntil(session, ({ chains }) => chains?.length === 10, { chains: true });
    const { films, count, length } = frames.at(-1)!.chains!;
    const { samples } = await session.open(requestWith());
    for (let state = 0; state < count * length; state++) {
      for (let pixel = 0; pixel < 16; pixel++) {
        if (pixel % 4 < 2) expect(films[state * 16 + pixel]).toBe(samples[5 * 16 + pixel]);
      }
    }
  });

  it.each([
    [{ beta: 4.5 }, /invalid beta: 4.5; expected 0..4/],
    [{ beta: Number.NaN }, /invalid beta/],
    [{ sample: 32 }, /invalid sample: 32; expected 0..31/],
    [{ mode: 'held' }, /invalid mode/],
    [{ keep: 'toString' }, /invalid keep/],
  ])('refuse %o', async (wrong, message) => {
    const { session } = await openLaboratory();
    const view = { mode: 'free', sample: 0, keep: 'upper half', beta: 1, ...wrong };
    await expect(session.showChains(view as Parameters<typeof session.showChains>[0])).rejects.toThrow(
      message,
    );
  });
});
