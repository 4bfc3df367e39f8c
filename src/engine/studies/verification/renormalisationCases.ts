/** The construction that keeps Z beside its references: every number of it, and each function of v as a whole. */
import { type Renormalised, renormalise } from '../../../core/renormalisation/renormalise';
import { exactTolerance, largestDeviation, type Pending } from './check';
import kadanoff from './kadanoff.json';

export const renormalisationCases = (): Pending[] => kadanoff.cases.flatMap(casesOf);

function casesOf(known: (typeof kadanoff.cases)[number], index: number): Pending[] {
  let found: Renormalised | undefined;
  const get = () => {
    found ??= renormalise(Float64Array.from(known.H), Float64Array.from(known.K));
    return found;
  };
  const make = (what: string, reference: number, value: () => number, ...summands: number[]): Pending => ({
    group: 'Renormalisation',
    name: `${known.units} units, case ${index + 1}, ${what}`,
    by: 'f64, all joint states',
    reference,
    value,
    tolerance: exactTolerance(reference, ...summands),
  });
  const deltas = known.traceConditionLogResidual.map(Math.abs);
  return [
    make('ln Z', known.lnZ, () => get().logZ),
    make('ln Z̃', known.lnZTilde, () => get().logZTilde),
    make('ln Z_RG', known.lnZRG, () => get().logZRg),
    // the reference holds −7e−17 where KL is 0: a KL is clipped at 0
    make('KL', Math.max(0, known.klPToPTilde), () => get().klDivergence),
    make('total variation', known.totalVariation, () => get().totalVariation),
    make('largest deviation of p', 0, () => largestDeviation(get().p, known.p)),
    make('largest deviation of p̃', 0, () => largestDeviation(get().pTilde, known.pTilde)),
    make(
      'largest deviation of δ',
      0,
      () => largestDeviation(get().residual, known.traceConditionLogResidual),
      ...deltas,
    ),
  ];
}
