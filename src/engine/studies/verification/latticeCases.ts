/** Ising lattices and rings beside their references: counted, by transfer matrix, by Kaufman's formula, and decimated. */

import { infiniteLogPartition } from '../../../core/ising/infiniteLattice';
import { kaufmanMoments } from '../../../core/ising/kaufman';
import { decimate, ringLogPartition } from '../../../core/ising/ring';
import { countStates, momentsOfCount } from '../../../core/ising/stateCount';
import { transferMoments } from '../../../core/ising/transferMatrix';
import { exactTolerance, type Pending } from './check';
import ising from './ising.json';

const group = 'Ising lattices';

export const latticeCases = (): Pending[] => [
  ...ising.bruteForce2d.flatMap(countedCases),
  ...ising.transferMatrix2d.flatMap(formulaCases),
  ...ising.ring1d.map(({ n, K, lnZ }) =>
    one(`ring of ${n}, K = ${round(K)}, ln Z`, 'two eigenvalues', lnZ, () => ringLogPartition(n, K)),
  ),
  ...ising.decimation1d.flatMap(decimationCases),
  ...ising.onsagerLnZPerSpin.map(({ K, value }) =>
    one(`without end, K = ${round(K)}, ln Z per spin`, 'Onsager', value, () => infiniteLogPartition(K)),
  ),
];

/** All states counted; a variance is what is left of the mean square. */
function countedCases(known: (typeof ising.bruteForce2d)[number]): Pending[] {
  const name = `${known.Lx}×${known.Ly}, K = ${round(known.K)}`;
  const found = () => momentsOfCount(countStates(known), known.K);
  const square = known.meanBondSum ** 2 + known.varBondSum;
  const by = 'all states counted';
  return [
    one(`${name}, ln Z`, by, known.lnZ, () => found().logZ),
    one(`${name}, mean bond sum`, by, known.meanBondSum, () => found().meanBondSum),
    one(`${name}, variance of the bond sum`, by, known.varBondSum, () => found().varBondSum, square),
    one(`${name}, |m|`, by, known.meanAbsMagnetisation, () => found().meanAbsMagnetisation),
  ];
}

function formulaCases(known: (typeof ising.transferMatrix2d)[number]): Pending[] {
  const name = `${known.Lx}×${known.Ly}, K = ${round(known.K)}, ln Z`;
  return [
    one(
      `${name} by transfer matrix`,
      'transfer matrix',
      known.lnZ,
      () => transferMoments(known, known.K).logZ,
    ),
    one(`${name} by Kaufman’s formula`, 'Kaufman', known.lnZ, () => kaufmanMoments(known, known.K).logZ),
  ];
}

function decimationCases({
  K,
  Kprime,
  lnCostPerRemovedSpin,
}: (typeof ising.decimation1d)[number]): Pending[] {
  const by = '½ ln cosh 2K';
  return [
    one(`decimated at K = ${round(K)}, K′`, by, Kprime, () => decimate(K).K),
    one(
      `decimated at K = ${round(K)}, given to ln Z`,
      by,
      lnCostPerRemovedSpin,
      () => decimate(K).perRemovedSpin,
    ),
  ];
}

function one(name: string, by: string, reference: number, value: () => number, largest = reference): Pending {
  return { group, name, by, reference, value, tolerance: exactTolerance(reference, largest) };
}

/** K as it is named: the critical one has sixteen digits. */
const round = (K: number): string => String(Number(K.toFixed(4)));
