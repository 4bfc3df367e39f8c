/** An enumeration conducted over a pool that does the real tasks itself. */
import { describe, expect, it } from 'vitest';
import { EnumerationConductor } from '../../src/app/enumerationConductor';
import type { Errand } from '../../src/app/studyConductor';
import type { EnumerationAsk, EnumerationProgress, Subject } from '../../src/engine/study';
import { realKernels } from '../engine/realKernels';
import { enumerate, normalModel } from '../kernels/partitionModels';
import { materialOf, subjectOf } from './fakeSession';
import { InlinePool } from './inlinePool';

/** Eight parts, of 30 ms or so each. */
const [visible, usual, parts] = [27, 26, 8];

function subjectAt(update: number, run = 1, seed = 1, hidden = usual): Subject {
  const { W, a, b } = normalModel(visible, hidden, 0.5, seed);
  const arrays = { W: Float32Array.from(W), a: Float32Array.from(a), b: Float32Array.from(b) };
  return { ...subjectOf(run, update), parameters: { visible, hidden, ...arrays } };
}

const exact = enumerate(realKernels().createPartition(), subjectAt(7).parameters).logPartition;

type Changes = Partial<Errand<'enumeration'>>;
function errandOf(ask: EnumerationAsk, subject: Subject, changes: Changes = {}): Errand<'enumeration'> {
  return {
    ask,
    subject,
    material: materialOf(subject.run),
    pool: new InlinePool(),
    urgency: 'asked',
    signal: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
    ...changes,
  };
}

/** Begins, and gives up once some of it is done. */
async function interrupted(conductor: EnumerationConductor, subject: Subject, ask: EnumerationAsk = plain) {
  const controller = new AbortController();
  const pool = new InlinePool();
  pool.before = (work) => {
    if ((work.ask as { part?: number }).part === 2) controller.abort();
  };
  const call = conductor.conduct(errandOf(ask, subject, { pool, signal: controller.signal }));
  await expect(call).rejects.toMatchObject({ name: 'Cancelled' });
  return pool;
}
const plain = { moments: false };
const partsOf = (pool: InlinePool) =>
  pool.begun.flatMap(({ ask }) => (ask as { part?: number }).part ?? []).sort((x, y) => x - y);

describe('EnumerationConductor', () => {
  it('conduct does every part once and answers with ln Z, what it took, and what it is about', async () => {
    const pool = new InlinePool(2);
    const subject = subjectAt(7);
    const outcome = await new EnumerationConductor().conduct(errandOf(plain, subject, { pool }));
    expect(outcome.subject).toBe(subject);
    expect(outcome.result.logPartition).toBe(exact);
    expect(outcome.result).toMatchObject({ states: 2 ** usual, workers: 2, precision: 'f32' });
    expect(outcome.result.seconds).toBeGreaterThan(0);
    expect(partsOf(pool)).toEqual(Array.from({ length: parts }, (_, part) => part));
    expect(pool.begun.every(({ urgency }) => urgency === 'parts')).toBe(true);
  });

  it('conduct keeps two parts for each worker with the pool, and follows as that grows', async () => {
    const pool = new InlinePool(1);
    let [open, most] = [0, 0];
    const run = pool.run.bind(pool);
    pool.run = async (work) => {
      most = Math.max(most, ++open);
      if (pool.begun.length === 3) pool.size = 3;
      return run(work).finally(() => open--);
    };
    await new EnumerationConductor().conduct(errandOf(plain, subjectAt(7), { pool }));
    expect(most).toBe(6);
  });

  it('conduct tells a share that grows to the end, about the update it began with', async () => {
    const heard: EnumerationProgress[] = [];
    let time = 0;
    const changes = {
      onProgress: (progress: EnumerationProgress) => heard.push(progress),
      now: () => (time += 60),
    };
    await new EnumerationConductor().conduct(errandOf({ moments: true }, subjectAt(7, 1, 1, 20), changes));
    const shares = heard.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(heard.every(({ update }) => update === 7)).toBe(true);
    expect(heard.at(-1)!.secondsLeft).toBeLessThan(1);
  });

  it('goes on where it was given up, with the same bits, though training has gone on', async () => {
    const conductor = new EnumerationConductor();
    const subject = subjectAt(7);
    await interrupted(conductor, subject);
    expect(conductor.left()).toMatchObject({ update: 7 });
    const pool = new InlinePool();
    const later = subjectAt(900, 1, 2);
    const { result, subject: about } = await conductor.conduct(
      errandOf({ moments: false, resume: true }, later, { pool }),
    );
    expect(result.logPartition).toBe(exact);
    expect(about).toBe(subject);
    expect(partsOf(pool).length).toBeLessThan(parts);
    expect(conductor.left()).toBeUndefined();
  });

  it('goes on unasked while the model is still the same, not with other moments', async () => {
    const conductor = new EnumerationConductor();
    await interrupted(conductor, subjectAt(7));
    const pool = new InlinePool();
    await conductor.conduct(errandOf(plain, subjectAt(7), { pool }));
    expect(partsOf(pool).length).toBeLessThan(parts);
    await interrupted(conductor, subjectAt(7));
    expect(partsOf(await interrupted(conductor, subjectAt(7), { moments: true }))).toContain(0);
  });

  it('begins anew about a model that has changed, and after forget', async () => {
    const conductor = new EnumerationConductor();
    for (const forget of [false, true]) {
      await interrupted(conductor, subjectAt(7));
      if (forget) conductor.forget();
      const pool = new InlinePool();
      const subject = subjectAt(forget ? 7 : 8);
      const outcome = await conductor.conduct(errandOf(plain, subject, { pool }));
      expect(outcome.subject).toBe(subject);
      expect(partsOf(pool)).toContain(0);
    }
  });

  it('rejects with what a part fails of, and can be gone on with', async () => {
    const conductor = new EnumerationConductor();
    const pool = new InlinePool();
    pool.before = (work) => {
      if ((work.ask as { part?: number }).part === 2) throw new Error('out of memory');
    };
    await expect(conductor.conduct(errandOf(plain, subjectAt(7), { pool }))).rejects.toThrow('out of memory');
    const { result } = await conductor.conduct(errandOf(plain, subjectAt(7)));
    expect(result.logPartition).toBe(exact);
  });
});
