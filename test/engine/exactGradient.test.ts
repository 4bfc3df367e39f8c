/** The exact gradient: the session enumerates the means that the trainer waits for. */
import { describe, expect, it } from 'vitest';
import { until } from './fakeHost';
import { framesUntil, laboratory, openLaboratory, requestWith } from './fakeSession';

describe('the exact gradient', () => {
  it('is supplied with the means whenever the trainer waits for them', async () => {
    const { session, kernels } = await openLaboratory({ algorithm: 'exact' });
    await session.play();
    await framesUntil(session, ({ update }) => update > 50);
    await session.pause();
    const { supplied } = kernels.trainers[0];
    expect(supplied.length).toBeGreaterThan(50);
    expect(new Set(supplied.map(({ weight }) => weight)).size).toBeGreaterThan(40);
    for (const { mean, weight } of supplied) expect(mean).toBe(weight);
  });

  it('lets messages in while an enumeration takes long', async () => {
    const { session, host } = await openLaboratory({ algorithm: 'exact' }, [], {
      row: 0.01,
      measuredRow: 0.001,
      chunk: 9,
    });
    await session.play();
    await framesUntil(session, ({ update }) => update > 5);
    const { time, turns } = host;
    await framesUntil(session, ({ update }) => update > 25);
    await session.pause();
    expect((host.time - time) / (host.turns - turns)).toBeLessThan(21);
  });

  it('has half sweeps of its own: positive, means, learn', async () => {
    const { session } = await openLaboratory({ algorithm: 'exact' });
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      await session.step('halfSweep');
      const { stage, update } = await session.frame({ after: 0, wants: {} });
      seen.push(`${update} ${stage}`);
    }
    expect(seen).toEqual(['0 means', '0 learn', '1 positive', '1 means']);
  });

  it('is refused in words where the smaller layer has more than 20 units', async () => {
    const words =
      'the exact gradient needs the exact ln Z, and the smaller layer has 21 units; up to 20 are enumerated live';
    const large = { barsSide: 5, hiddenUnits: 21 };
    const { session } = laboratory();
    await expect(session.open(requestWith({ ...large, algorithm: 'exact' }))).rejects.toThrow(words);
    const later = [{ update: 9, name: 'algorithm', value: 'exact' }] as const;
    await expect(session.open(requestWith(large, later))).rejects.toThrow(words);
    await session.open(requestWith(large));
    await expect(session.configure({ algorithm: 'exact' })).rejects.toThrow(words);
    await session.step('update');
    expect((await session.frame({ after: 0, wants: {} })).update).toBe(1);
  });

  it('forgets an enumeration under way when the run goes back', async () => {
    const { session, kernels, host } = await openLaboratory({ algorithm: 'exact', batchSize: 32 }, [], {
      row: 0.01,
      measuredRow: 0.001,
      chunk: 50,
    });
    const [trainer] = kernels.trainers;
    for (let i = 0; i < 3; i++) await session.step('update');
    await session.step('halfSweep');
    const step = session.step('halfSweep');
    const { version } = await session.frame({ after: 0, wants: {} });
    const { turns } = host;
    await until(() => host.turns > turns + 2);
    await session.goBack(0);
    await step;
    expect((await session.frame({ after: version, wants: {} })).stage).toBe('positive');
    await session.step('update');
    expect(trainer.position().update).toBe(1);
    expect(trainer.supplied.at(-1)).toEqual(trainer.supplied[0]);
  });
});
