/** Every value of ln Z that there is for the machine, with how it was found and how far it is from the exact one. */
import type { GlossaryName } from '../../chart/glossary';
import { formatCount, formatMany } from '../../chart/numbers';
import type { Reading } from '../../engine/frame';
import type { AisEstimate, FixedPoint, StudyMethod } from '../../engine/study';
import type { StudyStates } from '../../state/studySlice';

export interface EstimateRow {
  readonly name: string;
  readonly term: GlossaryName;
  readonly method: StudyMethod;
  /** More on how it was found. */
  readonly detail: string;
  readonly value: number;
  /** The interval that the true value lies in with all but certainty; `low` may be −∞. */
  readonly low?: number;
  readonly high?: number;
  /** Update of the machine that it is about. */
  readonly update: number;
  /** What keeps the value from being what its name says; part of `detail`. */
  readonly warning?: string;
  /** False for an iteration that has not come to rest: its value may be anything. */
  readonly settled: boolean;
  /** Value minus the exact one of the same machine. */
  readonly difference?: number;
}

type About = { readonly run: number; readonly update: number };

const annealed = ({ chains, betas }: AisEstimate) =>
  `${formatMany(chains, 'chain')} × ${formatCount(betas)} β`;

/** Exact values there are: enumerated on demand, and the live one of a small machine at rest. */
function exactRows({ enumeration }: StudyStates, live: Reading | undefined): EstimateRow[] {
  const { result, about } = enumeration;
  const exact = { name: 'Exact', term: 'logPartition', method: 'exact', settled: true } as const;
  const rows: EstimateRow[] = [];
  if (result && about)
    rows.push({ ...exact, value: result.logPartition, detail: result.precision, update: about.update });
  if (live?.method === 'exact' && live.value !== undefined)
    rows.push({ ...exact, value: live.value, detail: live.detail, update: live.update });
  return rows;
}

/** The one about the machine that was annealed, else the newest. */
function exactRow(studies: StudyStates, live: Reading | undefined): EstimateRow | undefined {
  const rows = exactRows(studies, live);
  const compared = studies.annealing.about?.update;
  return (
    rows.find(({ update }) => update === compared) ??
    rows.reduce<EstimateRow | undefined>(
      (best, row) => (best && best.update >= row.update ? best : row),
      undefined,
    )
  );
}

function aisRows({ annealing }: StudyStates): EstimateRow[] {
  const { result, about } = annealing;
  if (!result || !about) return [];
  const rowOf = (estimate: AisEstimate) => ({
    value: estimate.value,
    low: estimate.low,
    high: estimate.high,
    detail: annealed(estimate),
    update: about.update,
    settled: true,
  });
  const { forward, reverse } = result;
  const up: EstimateRow = { name: 'AIS', term: 'annealedImportance', method: 'AIS', ...rowOf(forward) };
  if (!reverse) return [up];
  const down: EstimateRow = {
    name: 'Reverse AIS',
    term: 'reverseAnnealing',
    method: 'reverse AIS',
    ...rowOf(reverse),
    detail: reverse.bound ? 'from exact samples' : 'no bound',
    ...(!reverse.bound && { warning: 'no bound' }),
  };
  return [up, down];
}

function fixedPointRow(
  name: string,
  term: GlossaryName,
  method: StudyMethod,
  { logPartition, converged, iterations }: FixedPoint,
  { update }: About,
): EstimateRow {
  const warning = converged ? undefined : `not converged after ${formatMany(iterations, 'step')}`;
  const detail = warning ?? formatMany(iterations, 'step');
  return {
    name,
    term,
    method,
    detail,
    value: logPartition,
    update,
    settled: converged,
    ...(warning && { warning }),
  };
}

/** `live`: the running measurement of ln Z, where the machine rests. */
export function estimateRows(studies: StudyStates, live: Reading | undefined): EstimateRow[] {
  const exact = exactRow(studies, live);
  const { result, about } = studies.approximations;
  const rows = [...aisRows(studies)];
  if (result && about) {
    rows.push(fixedPointRow('Mean field', 'meanFieldLogPartition', 'mean field', result.meanField, about));
    rows.push(fixedPointRow('TAP-2', 'tapLogPartition', 'TAP-2', result.tap2, about));
  }
  const compared = rows.map((row) =>
    exact?.update === row.update ? { ...row, difference: row.value - exact.value } : row,
  );
  return exact ? [exact, ...compared] : compared;
}
