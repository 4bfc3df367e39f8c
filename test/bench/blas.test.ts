import { expect, test } from 'vitest';
import { blasChoices, fastestChoice, runnable } from './blas';

const labels = (choices: readonly { label: string }[]) => choices.map((choice) => choice.label);

test('blasChoices begins with what OpenBLAS chooses itself and keeps every peer on one thread', () => {
  const choices = blasChoices({});
  expect(labels(choices)).toEqual([
    'OpenBLAS as it chooses itself',
    'OPENBLAS_CORETYPE=Haswell',
    'OPENBLAS_CORETYPE=SkylakeX',
  ]);
  for (const { environment } of choices) {
    expect(environment).toMatchObject({ OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' });
  }
});

test('blasChoices tries what the environment sets with and without each part of it', () => {
  const given = labels(blasChoices({ OPENBLAS_CORETYPE: 'Zen', OPENBLAS_L2_SIZE: '512' }));
  expect(given).toHaveLength(8);
  expect(given).toContain('OpenBLAS as it chooses itself');
  expect(given).toContain('OPENBLAS_L2_SIZE=512');
  expect(given).toContain('OPENBLAS_CORETYPE=Zen');
  expect(given).toContain('OPENBLAS_CORETYPE=Zen OPENBLAS_L2_SIZE=512');
});

test('blasChoices unsets what it leaves out, since a child inherits the rest', () => {
  const [own] = blasChoices({ OPENBLAS_CORETYPE: 'Zen' });
  expect('OPENBLAS_CORETYPE' in own.environment).toBe(true);
  expect(own.environment.OPENBLAS_CORETYPE).toBeUndefined();
});

test('runnable leaves out AVX-512 code on a processor without it', () => {
  expect(labels(runnable(blasChoices({}), 'flags: avx2'))).not.toContain('OPENBLAS_CORETYPE=SkylakeX');
  expect(labels(runnable(blasChoices({}), 'flags: avx2 avx512f'))).toContain('OPENBLAS_CORETYPE=SkylakeX');
});

const [own, haswell, skylake] = blasChoices({});
const timer = (times: ReadonlyMap<unknown, number>) => async (choice: unknown) => {
  const seconds = times.get(choice);
  if (seconds === undefined) throw new Error('wrong products');
  return seconds;
};

test('fastestChoice takes the least time', async () => {
  const times = new Map([
    [own, 2],
    [haswell, 1],
    [skylake, 3],
  ]);
  expect(await fastestChoice([own, haswell, skylake], timer(times))).toBe(haswell);
});

test('fastestChoice prefers the earlier of two that are as good as equal', async () => {
  const times = new Map([
    [own, 1],
    [haswell, 0.98],
  ]);
  expect(await fastestChoice([own, haswell], timer(times))).toBe(own);
});

test('fastestChoice leaves out a choice with wrong results, and rejects where none is right', async () => {
  expect(await fastestChoice([own, haswell], timer(new Map([[haswell, 5]])))).toBe(haswell);
  await expect(fastestChoice([own], timer(new Map()))).rejects.toThrow('wrong products');
});
