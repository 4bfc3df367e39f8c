/** The study of p(v) by the road of the page: the registry, the runner of a study worker, the WebAssembly kernels. */
import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import { digits } from '../../../src/core/data/digits';
import { descend } from '../../../src/core/descent';
import { logPartition } from '../../../src/core/partition';
import { clampedFreeEnergy, type Rbm } from '../../../src/core/rbm';
import { type Rows, row } from '../../../src/core/rows';
import { registry } from '../../../src/engine/studies/registry';
import type { Tools } from '../../../src/engine/studies/task';
import type { DistributionAsk, DistributionResult, Material, Subject } from '../../../src/engine/study';
import { StudyRunner } from '../../../src/engine/studyRunner';
import { transferablesOf } from '../../../src/engine/transferables';
import { digitsText } from '../../oracle/fixtures';
import { rugged } from '../../oracle/rugged';
import { nodeHost, realKernels } from '../realKernels';

const host = nodeHost();
const tools: Tools = Object.assign({ now: () => host.now() }, realKernels());

/** A runner that has one subject, and what it answers. */
function runnerOf(rbm: Rbm, training: Rows) {
  const runner = new StudyRunner(host, tools, registry, () => {});
  const shape = { rows: 1, columns: rbm.visible };
  const heldOut = { count: 0, width: rbm.visible, bytes: new Uint8Array(0) };
  const material: Material = { run: 3, training, heldOut, shape };
  runner.setMaterial(material);
  const subject = { run: 3, update: 12, parameters: rbm, seed: 8 } as Partial<Subject> as Subject;
  runner.setSubject(1, subject);
  let id = 0;
  const run = async (ask: DistributionAsk = {}) =>
    (await runner.run({ id: ++id, name: 'distribution', ask, subject: 1 })) as DistributionResult;
  return { runner, run };
}

describe('the road of the distribution', () => {
  it('run({ name: "distribution" }) answers for 16 visible units with ln Z over all states', async () => {
    const rbm = rugged(16, 5, 4, 1);
    const { run } = runnerOf(rbm, barsAndStripes(4).training);
    const result = await run();
    expect(result).toMatchObject({ update: 12, visible: 16 });
    expect(result.logPartition).toBeCloseTo(logPartition(rbm), 9);
    expect(result.whole!.p).toHaveLength(2 ** 16);
  });
  it('what it answers can leave the thread, and leaves the subject whole for the next task', async () => {
    const rbm = rugged(6, 3, 2);
    const { run } = runnerOf(rbm, { count: 1, width: 6, bytes: new Uint8Array(6) });
    const first = await run();
    const sent = structuredClone(first, { transfer: transferablesOf(first) });
    expect(first.whole!.p).toHaveLength(0);
    expect(rbm.W).toHaveLength(18);
    expect(await run()).toEqual(sent);
  });
  it('run({ name: "distribution" }) of digits finds minima by the fast chains, and the exact ln Z', async () => {
    const { training } = digits(digitsText());
    const rbm = rugged(64, 6, 1, 0.5);
    const { run } = runnerOf(rbm, training);
    const result = await run();
    // the enumeration is in float32: 3e-7 at 64 units
    expect(result.logPartition).toBeCloseTo(logPartition(rbm), 6);
    expect(result.search).toMatchObject({ rows: 256, chains: 64 });
    for (const { bits, freeEnergy } of result.minima.slice(0, 10)) {
      expect(descend(rbm, bits)).toEqual(bits);
      expect(freeEnergy).toBe(clampedFreeEnergy(rbm, bits));
    }
    const lowest = Math.min(...[0, 500, 1000].map((n) => clampedFreeEnergy(rbm, row(training, n))));
    expect(result.states[0]!.freeEnergy).toBeLessThanOrEqual(lowest);
    expect(await run()).toEqual(result);
  });
  it('cancel gives a search up between two pieces', async () => {
    const { training } = digits(digitsText());
    const { runner, run } = runnerOf(rugged(64, 40, 1, 0.5), training);
    const answer = run();
    setImmediate(() => runner.cancel(1));
    await expect(answer).rejects.toMatchObject({ name: 'Cancelled' });
  });
  it('a model that cannot be is refused in words', async () => {
    const { run } = runnerOf(rugged(5, 2, 1), { count: 1, width: 5, bytes: new Uint8Array(5) });
    await expect(run({ edited: rugged(4, 2, 1) })).rejects.toThrow('expected 5, as the data has');
  });
});
