/** ln Z, its derivatives and the thermodynamics, by the kernels that the lab uses. */
import { mlpackRbm, pydeepRbm } from '../../../core/publishedMachines';
import { atInverseTemperature, type Rbm } from '../../../core/rbm';
import type { PartitionOptions, PartitionResult } from '../../../kernels/contract';
import type { Tools } from '../task';
import { exactTolerance, largestDeviation, type Pending } from './check';
import { type ExactCase, exactCases, goldenCases, goldenRbm, rbmOf } from './reference';

/** A whole enumeration at once: none of the cases takes longer than a few milliseconds. */
function enumerated(tools: Tools, rbm: Rbm, options: PartitionOptions): PartitionResult {
  const job = tools.createPartition().begin(rbm, options);
  while (!job.advance(1 << 20));
  return job.result();
}

/** What single precision may be wrong by, nats: 1e-5 at worst, far less for small machines. */
const singleTolerance = 1e-6;

export function partitionCases(tools: Tools): Pending[] {
  return [...exactCases.flatMap((one) => casesOf(tools, one)), ...publishedCases(tools)];
}

function casesOf(tools: Tools, one: ExactCase): Pending[] {
  const { name, lnZ, U, C, S } = one;
  const rbm = rbmOf(one);
  const whole = once(() => enumerated(tools, rbm, { precision: 'f64', energy: true }));
  const energy = () => whole().energy ?? { U: Number.NaN, C: Number.NaN, S: Number.NaN };
  const at = (group: string, by: string) => ({ group, by });
  const double = 'f64 kernel';
  return [
    {
      ...at('ln Z', double),
      name,
      reference: lnZ,
      tolerance: exactTolerance(lnZ),
      value: () => whole().logPartition,
    },
    {
      ...at('ln Z', 'f32 kernel'),
      name: `${name}, single precision`,
      reference: lnZ,
      tolerance: singleTolerance * Math.max(1, Math.abs(lnZ) / 100),
      value: () => enumerated(tools, rbm, { precision: 'f32' }).logPartition,
    },
    ...Object.entries(one.lnZAtBeta).map(([beta, reference]) => ({
      ...at('ln Z over β', double),
      name: `${name}, β = ${beta}`,
      reference,
      tolerance: exactTolerance(reference),
      value: () =>
        enumerated(tools, atInverseTemperature(rbm, Number(beta)), { precision: 'f64' }).logPartition,
    })),
    {
      ...at('U, C and S', double),
      name: `${name}, U`,
      reference: U,
      tolerance: exactTolerance(U, lnZ),
      value: () => energy().U,
    },
    {
      ...at('U, C and S', double),
      name: `${name}, C`,
      reference: C,
      tolerance: exactTolerance(U * U),
      value: () => energy().C,
    },
    {
      ...at('U, C and S', double),
      name: `${name}, S`,
      reference: S,
      tolerance: exactTolerance(U, lnZ),
      value: () => energy().S,
    },
    ...meansCases(one, whole),
  ];
}

/** The largest deviation of a whole array stands for all of its entries. */
function meansCases(one: ExactCase, whole: () => PartitionResult): Pending[] {
  const arrays = [
    ['⟨v⟩', one.meanVisible, () => whole().means?.v],
    ['⟨h⟩', one.meanHidden, () => whole().means?.h],
    ['⟨v hᵀ⟩', one.meanVisibleHidden.flat(), () => whole().means?.vh],
  ] as const;
  return arrays.map(([symbol, references, found]) => ({
    group: 'Means',
    by: 'f64 kernel',
    name: `${one.name}, largest error of ${symbol}`,
    reference: 0,
    tolerance: 1e-11,
    value: () => largestDeviation(found() ?? [], references),
  }));
}

function publishedCases(tools: Tools): Pending[] {
  const published: readonly (readonly [string, Rbm, number, number])[] = [
    ['PyDeep 4×4', pydeepRbm, 59.67490196521051, exactTolerance(59.7)],
    // published with twelve decimals
    ['mlpack 3×2', mlpackRbm, 2.07562612461, 5e-13],
    ...goldenCases.map((one) => [one.name, goldenRbm(one), one.logZ, 1e-10] as const),
  ];
  return published.map(([name, rbm, reference, tolerance]) => ({
    group: 'ln Z, published',
    by: 'f64 kernel',
    name,
    reference,
    tolerance,
    value: () => enumerated(tools, rbm, { precision: 'f64' }).logPartition,
  }));
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
