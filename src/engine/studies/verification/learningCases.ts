/** Free energies, gradients, the bias of CD, the sweep's second eigenvalue. */
import { barsAndStripes } from '../../../core/data/barsAndStripes';
import { clampedMeans, difference, type Gradient } from '../../../core/gradient';
import type { Rbm } from '../../../core/rbm';
import { distinctRows, type Rows, rowsFrom } from '../../../core/rows';
import { expectedGradient, slowestEigenvalue, sweepOperator } from '../../../core/sweepOperator';
import { finished } from '../../../core/thermodynamics';
import type { Tools } from '../task';
import { largestDeviation, type Pending } from './check';
import {
  type ExactCase,
  exactCases,
  type GoldenCase,
  goldenCases,
  goldenRbm,
  rbmOf,
  rowsOf,
} from './reference';

export function learningCases(tools: Tools): Pending[] {
  return [
    ...exactCases.flatMap((one) => [
      ...energyCases(tools, one),
      gradientCase(tools, one),
      ...contrastiveCases(one),
      ...eigenvalueCases(one),
    ]),
    ...goldenCases.flatMap(goldenBias),
  ];
}

/** F_c by the evaluator in single precision, and ln p(v) from it. */
function energyCases(tools: Tools, one: ExactCase): Pending[] {
  const energies = () => {
    const evaluator = tools.createEvaluator();
    evaluator.setRows('reference', rowsOf(one));
    evaluator.setModel(rbmOf(one));
    return one.data.map((_, n) => evaluator.clampedFreeEnergySum('reference', n, n + 1));
  };
  const size = Math.max(1, ...one.clampedFreeEnergy.map(Math.abs));
  return [
    {
      group: 'Clamped free energy',
      by: 'f32 kernel',
      name: `${one.name}, largest error over ${one.data.length} rows`,
      reference: 0,
      tolerance: 1e-6 * size,
      value: () => largestDeviation(energies(), one.clampedFreeEnergy),
    },
    {
      group: 'Log-likelihood',
      by: 'f32 and f64 kernels',
      name: `${one.name}, largest error over ${one.data.length} rows`,
      reference: 0,
      tolerance: 1e-6 * size,
      value: () => {
        const job = tools.createPartition().begin(rbmOf(one), { precision: 'f64' });
        while (!job.advance(1 << 20));
        const { logPartition } = job.result();
        return largestDeviation(
          energies().map((energy) => -energy - logPartition),
          one.logLikelihood,
        );
      },
    },
  ];
}

const flat = ({ W, a, b }: Gradient): number[] => [...W, ...a, ...b];

function gradientCase(tools: Tools, one: ExactCase): Pending {
  const { W, a, b } = one.gradient;
  return {
    group: 'Exact gradient',
    by: 'f64 kernel',
    name: `${one.name}, largest error of ∂W, ∂a, ∂b`,
    reference: 0,
    tolerance: 1e-11,
    value: () => {
      const rbm = rbmOf(one);
      const job = tools.createPartition().begin(rbm, { precision: 'f64', means: true });
      while (!job.advance(1 << 20));
      const { means } = job.result();
      if (!means) return Number.NaN;
      return largestDeviation(flat(difference(clampedMeans(rbm, rowsOf(one)), means)), [
        ...W.flat(),
        ...a,
        ...b,
      ]);
    },
  };
}

/** By the operator that the gradient's own view uses. */
const meanOfCd = (rbm: Rbm, rows: Rows, k: number): Gradient =>
  finished(expectedGradient(finished(sweepOperator(rbm)), rows, k));

function contrastiveCases(one: ExactCase): Pending[] {
  return Object.entries(one.expectedCdGradient ?? {}).map(([k, { W, a, b }]) => ({
    group: 'Expected gradient of CD-k',
    by: 'formula, f64',
    name: `${one.name}, k = ${k}, largest error`,
    reference: 0,
    tolerance: 1e-11,
    value: () =>
      largestDeviation(flat(meanOfCd(rbmOf(one), rowsOf(one), Number(k))), [...W.flat(), ...a, ...b]),
  }));
}

function eigenvalueCases(one: ExactCase): Pending[] {
  if (!one.gibbs) return [];
  return [
    {
      group: 'Second eigenvalue of the sweep',
      by: 'formula, f64',
      name: one.name,
      reference: one.gibbs.secondEigenvalue,
      tolerance: 1e-11,
      value: () => finished(slowestEigenvalue(finished(sweepOperator(rbmOf(one))))),
    },
  ];
}

/** The published bias of CD, on machines whose sweep can be applied in a moment. */
function goldenBias(one: GoldenCase): Pending[] {
  if (!one.expected_CD || one.nv + one.nh > 14) return [];
  const side = Math.sqrt(one.nv);
  const rbm = goldenRbm(one);
  return Object.entries(one.expected_CD).map(([k, { W00 }]) => ({
    group: 'Expected gradient of CD-k, published',
    by: 'formula, f64',
    name: `${one.name}, k = ${k}, ∂W₁₁`,
    reference: W00,
    tolerance: 1e-11,
    value: () => meanOfCd(rbm, distinctBars(side), Number(k)).W[0],
  }));
}

/** The distinct bars and stripes, once each. */
function distinctBars(side: number): Rows {
  const texts = [...distinctRows(barsAndStripes(side).training).keys()];
  return rowsFrom(texts.map((text) => Array.from(text, Number)));
}
