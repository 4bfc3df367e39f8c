/** What the study of the gradient has found along a run: one curve a number, bounded like all curves. */
import type { GradientResult } from '../engine/study';
import { Curve } from './curves';
import type { LabState, Slice } from './store';

export const gradientCurveNames = [
  'angle',
  'meanAngle',
  'ratio',
  'meanRatio',
  'relativeBias',
  'secondEigenvalue',
] as const;
export type GradientCurveName = (typeof gradientCurveNames)[number];
/** `angle` and `ratio` of all parameters together in one update; `mean…` those of the expectation. */
export type GradientCurves = { readonly [N in GradientCurveName]: Curve };

export interface GradientHistorySlice {
  /** Mutated by every result; the object changes only with the run. Read it when the result changes. */
  gradientCurves: GradientCurves;
  /** Curves of the last run that was studied when it was left, for `undo`. */
  previousGradientCurves?: { readonly run: number; readonly curves: GradientCurves };
}

const empty = (): GradientCurves =>
  Object.fromEntries(gradientCurveNames.map((name) => [name, new Curve()])) as unknown as GradientCurves;

export const gradientHistory: Slice<GradientHistorySlice> = (set, get, store) => {
  store.subscribe((state, before) => {
    if (state.summary?.run !== before.summary?.run) set(turnTo(state, before));
    const { result, about } = state.studies.gradient;
    if (!result || result === before.studies.gradient.result) return;
    if (about?.run === state.summary?.run) record(get().gradientCurves, result);
  });
  return { gradientCurves: empty() };
};

/** Another run is open: its curves begin, or are those that it had before. */
function turnTo(
  { summary, gradientCurves, previousGradientCurves }: LabState,
  before: LabState,
): GradientHistorySlice {
  const left = before.summary;
  const studied = left && gradientCurveNames.some((name) => gradientCurves[name].latest);
  const returned = previousGradientCurves?.run === summary?.run;
  return {
    gradientCurves: returned ? previousGradientCurves!.curves : empty(),
    ...(studied && { previousGradientCurves: { run: left.run, curves: gradientCurves } }),
  };
}

/** NaN and infinities, as where the exact gradient is zero, are left out by the curves themselves. */
function record(curves: GradientCurves, { update, estimate, expected, sweep }: GradientResult): void {
  if (estimate) {
    curves.angle.push(update, estimate.against.all.angle);
    curves.ratio.push(update, estimate.against.all.ratio);
  }
  if (expected) {
    curves.meanAngle.push(update, expected.against.all.angle);
    curves.meanRatio.push(update, expected.against.all.ratio);
    curves.relativeBias.push(update, expected.relativeBias.value);
  }
  if (sweep) curves.secondEigenvalue.push(update, sweep.secondEigenvalue);
}
