import { expect, test } from 'vitest';
import { createPartitionKernel } from '../../src/kernels/partition';
import { enumerate, normalModel } from '../kernels/partitionModels';
import { wasmModule } from '../kernels/wasmModule';
import { nativeScaling } from './nativeThreads';
import { PartsTeam, type Thread } from './partsTeam';
import { PartsThread } from './partsThread';

/** A thread that is none: it answers after a turn. */
function localThread(log: string[], name: string): Thread {
  const thread = new PartsThread();
  return {
    async ask(request) {
      await Promise.resolve();
      log.push(`${name} ${'step' in request ? request.step.kind : 'model'}`);
      return thread.answer(request);
    },
    end: () => log.push(`${name} ends`),
  };
}

const module = wasmModule('partition');
const model = normalModel(900, 19, 0.05);

test('logPartition of a team has the bits of one kernel, however many threads share the parts', async () => {
  const expected = enumerate(createPartitionKernel(module), model).logPartition;
  for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    const log: string[] = [];
    const team = await PartsTeam.of(
      names.map((name) => localThread(log, name)),
      model,
      module,
    );
    expect(await team.logPartition('f32')).toBe(expected);
    const parts = log.filter((entry) => entry.endsWith('part'));
    expect(new Set(parts).size).toBe(Math.min(2, names.length));
    expect(log.filter((entry) => entry.endsWith('merge'))).toHaveLength(1);
    team.end();
    expect(log.slice(-names.length)).toEqual(names.map((name) => `${name} ends`));
  }
});

test('logPartition of a team is given up where another precision was taken', async () => {
  const team = await PartsTeam.of([localThread([], 'a')], normalModel(5, 4, 0.1), module);
  await expect(team.logPartition('f64')).rejects.toThrow('took the f32 path');
});

test('nativeScaling is between what one thread does and what two could', async () => {
  const scaling = await nativeScaling();
  expect(scaling).toBeGreaterThan(0.5);
  expect(scaling).toBeLessThan(4);
});
