/** Results of the thermodynamics study, made by the study itself with the plain kernels. */
import { createRbm, type Rbm } from '../../src/core/rbm';
import type { Tools } from '../../src/engine/studies/task';
import { thermodynamics } from '../../src/engine/studies/thermodynamics';
import type { Material, Subject, ThermodynamicsAsk, ThermodynamicsResult } from '../../src/engine/study';
import { createPlainAnnealing } from '../../src/kernels/plainAnnealing';
import { createPlainPartitionKernel } from '../../src/kernels/plainPartition';
import { fields, uniforms } from './frames';

/** Bumpy receptive fields on a picture of the given size. */
export function bumpyMachine(rows: number, columns: number, hidden: number): Rbm {
  const [next, visible] = [uniforms(7), rows * columns];
  return createRbm(visible, hidden, {
    W: fields({ rows, columns, hidden }, visible, next),
    a: Array.from({ length: visible }, () => 2 * next() - 1.5),
    b: Array.from({ length: hidden }, () => 2 * next() - 1.5),
  });
}

export const askOf = (changes: Partial<ThermodynamicsAsk> = {}): ThermodynamicsAsk => ({
  from: 0,
  to: 4,
  points: 41,
  at: 1,
  visibleUnit: 0,
  hiddenUnit: 0,
  chains: 20,
  betas: 100,
  ...changes,
});

export function thermodynamicsOf(rbm: Rbm, ask = askOf()): ThermodynamicsResult {
  const tools = {
    createPartition: createPlainPartitionKernel,
    createAnnealing: createPlainAnnealing,
    now: () => 0,
  } as Partial<Tools> as Tools;
  const subject = { run: 1, update: 1741, parameters: rbm, seed: 5 } as Partial<Subject> as Subject;
  const work = thermodynamics(ask, subject, { run: 1 } as Partial<Material> as Material, tools);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
