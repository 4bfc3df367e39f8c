/** AIS conducted over a pool that does the real tasks itself. */
import { describe, expect, it } from 'vitest';
import { AnnealingConductor } from '../../src/app/annealingConductor';
import type { Errand } from '../../src/app/studyConductor';
import { secondsLeft } from '../../src/app/studyConductor';
import { logPartition } from '../../src/core/partition';
import type { AnnealingAsk, Subject, TimedProgress } from '../../src/engine/study';
import { normalModel } from '../kernels/partitionModels';
import { materialOf, subjectOf } from './fakeSession';
import { InlinePool } from './inlinePool';

const model = normalModel(5, 4, 0.5);
const subject: Subject = {
  ...subjectOf(1, 7),
  parameters: {
    visible: 5,
    hidden: 4,
    W: Float32Array.from(model.W),
    a: Float32Array.from(model.a),
    b: Float32Array.from(model.b),
  },
};
const ask: AnnealingAsk = { base: 'uniform', chains: 250, betas: 40, reverse: true };

function errandOf(changes: Partial<Errand<'annealing'>> = {}): Errand<'annealing'> {
  return {
    ask,
    subject,
    material: materialOf(1),
    pool: new InlinePool(),
    urgency: 'asked',
    signal: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
    ...changes,
  };
}

describe('AnnealingConductor', () => {
  it('conduct estimates ln Z both ways, whoever does what', async () => {
    const [one, four] = await Promise.all(
      [1, 4].map((size) => new AnnealingConductor().conduct(errandOf({ pool: new InlinePool(size) }))),
    );
    const { forward, reverse } = one.result;
    expect(four.result.forward).toEqual(forward);
    expect(four.result.reverse).toEqual(reverse);
    const exact = logPartition(model);
    expect(forward.low).toBeLessThan(exact);
    expect(forward.high).toBeGreaterThan(exact);
    expect(reverse!.bound).toBe(true);
  });

  it('conduct cuts the chains into parts, each with starts of its own for the way back', async () => {
    const pool = new InlinePool(2);
    await new AnnealingConductor().conduct(errandOf({ pool }));
    const namesOf = (name: string) => pool.begun.filter((work) => work.name === name).length;
    expect([namesOf('annealingPart'), namesOf('exactStarts')]).toEqual([6, 3]);
  });

  it('conduct goes only up where that is asked', async () => {
    const pool = new InlinePool();
    const { result } = await new AnnealingConductor().conduct(
      errandOf({ pool, ask: { ...ask, reverse: false } }),
    );
    expect(result.reverse).toBeUndefined();
    expect(pool.begun.every(({ name }) => name === 'annealingPart')).toBe(true);
  });

  it('conduct tells a share that grows to 1', async () => {
    const heard: TimedProgress[] = [];
    await new AnnealingConductor().conduct(errandOf({ onProgress: (progress) => heard.push(progress) }));
    const shares = heard.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares.at(-1)).toBeCloseTo(1, 12);
  });

  it('conduct refuses in words before anything is begun, and is given up when it is aborted', async () => {
    const pool = new InlinePool();
    const refused = new AnnealingConductor().conduct(errandOf({ pool, ask: { ...ask, chains: 0 } }));
    await expect(refused).rejects.toThrow('invalid chains: 0');
    expect(pool.begun).toHaveLength(0);
    const controller = new AbortController();
    const signal = controller.signal;
    const call = new AnnealingConductor().conduct(errandOf({ signal, onProgress: () => controller.abort() }));
    await expect(call).rejects.toMatchObject({ name: 'Cancelled' });
  });
});

describe('secondsLeft()', () => {
  it('is what the rest takes at the same pace', () => expect(secondsLeft(0.25, 3000)).toBe(9));

  it('makes no wild guess at the start', () => {
    expect(secondsLeft(0.001, 300)).toBe(Number.POSITIVE_INFINITY);
    expect(secondsLeft(0, 1e6)).toBe(Number.POSITIVE_INFINITY);
    expect(secondsLeft(0.001, 2000)).toBeCloseTo(1998, 6);
    expect(secondsLeft(0.5, 20)).toBe(0.02);
  });
});
