/** What a session hands out to be studied. */
import { describe, expect, it } from 'vitest';
import { openLaboratory, requestWith } from './fakeSession';

describe('subject()', () => {
  it('is the model as it stands, with all that would train it further', async () => {
    const { session } = await openLaboratory({ seed: 11, gibbsSteps: 3 });
    await session.step('update');
    const subject = await session.subject();
    expect(subject).toMatchObject({ run: 1, update: 1, seed: 11, rule: { gibbsSteps: 3 } });
    expect(subject.parameters).toMatchObject({ visible: 16, hidden: 5 });
    expect(subject.parameters.W).toEqual(subject.state.W);
    expect(subject.state.position.update).toBe(1);
  });

  it('says where in an update the model stands', async () => {
    const { session } = await openLaboratory();
    await session.step('halfSweep');
    expect((await session.subject()).state.position.stage).not.toBe('positive');
  });

  it('is a copy: training leaves it, and what is done to it leaves training', async () => {
    const { session } = await openLaboratory();
    const before = await session.subject();
    const first = before.parameters.W[0];
    await session.step('update');
    expect(before.parameters.W[0]).toBe(first);
    const now = await session.subject();
    const weight = now.parameters.W[0];
    expect(weight).not.toBe(first);
    now.parameters.W[0] = 99;
    expect((await session.subject()).parameters.W[0]).toBe(weight);
  });

  it('carries the rule that binds next', async () => {
    const { session } = await openLaboratory();
    await session.configure({ learningRate: 0.25 });
    expect((await session.subject()).rule.learningRate).toBe(0.25);
  });
});

describe('material()', () => {
  it('is the rows of the present run, copied', async () => {
    const { session } = await openLaboratory();
    const { run, training, heldOut, shape } = await session.material();
    expect([run, training.width, training.bytes.length, shape]).toEqual([
      1,
      16,
      training.count * 16,
      { rows: 4, columns: 4 },
    ]);
    expect(heldOut.width).toBe(16);
    const first = training.bytes[0];
    training.bytes[0] = 1 - first;
    expect((await session.material()).training.bytes[0]).toBe(first);
    await session.open(requestWith({ barsSide: 3 }));
    expect(await session.material()).toMatchObject({ run: 2, training: { width: 9 } });
  });
});
