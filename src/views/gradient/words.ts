/** What the numbers about the gradient mean, in sentences. */
import { formatCount, formatValue } from '../../chart/numbers';
import type { GradientResult } from '../../engine/study';

/** Below this share of the exact gradient's length a bias is called small, and an expected gradient next to nothing. */
const small = 0.1;

const algorithmNames: Record<GradientResult['algorithm'], string> = {
  cd: 'CD',
  pcd: 'PCD',
  tempering: 'Parallel tempering',
  meanField: 'Mean field',
  tap2: 'TAP-2',
  exact: 'The exact gradient',
};

/** "CD-1", "PCD-10", "TAP-2". */
export function methodName({ algorithm, gibbsSteps }: GradientResult): string {
  const name = algorithmNames[algorithm];
  return algorithm === 'cd' || algorithm === 'pcd' ? `${name}-${formatCount(gibbsSteps)}` : name;
}

const degrees = (angle: number) => `${formatValue(angle, 0)}°`;

/** Whether the estimate errs by noise or by bias, and what helps; nothing where it isn't known. */
export function wordedBias(result: GradientResult): string {
  const { estimate, expected, algorithm } = result;
  if (!expected) return '';
  const { angle, ratio } = expected.against.all;
  const name = methodName(result);
  if ((Number.isNaN(angle) && ratio !== 0) || Number.isNaN(expected.relativeBias.value))
    return 'The exact gradient is zero: there is no direction to compare with.';
  if (expected.relativeBias.value < small)
    return algorithm === 'cd'
      ? `On average ${name} points where the exact gradient does: what is off in one update is noise, which larger batches and momentum even out.`
      : `${name} points where the exact gradient does, and draws nothing: there is no noise to even out.`;
  if (algorithm === 'cd' && ratio < small)
    return `On average ${name} sees next to nothing of the exact gradient: its chains come back to the data they began at, so that dreams look like data and learning stands still, whatever the machine dreams elsewhere.`;
  const cure = curedBy(result);
  if (angle > 90)
    return `Even on average ${name} points away from where the likelihood rises: its updates now make the machine worse. ${cure}`;
  const part =
    algorithm === 'cd' && estimate && estimate.against.all.angle > angle
      ? `Of the ${degrees(estimate.against.all.angle)} that this update is off, ${degrees(angle)} would be left after averaging`
      : `Averaging leaves ${degrees(angle)}`;
  return `${part}: that is bias, and not chance. ${cure}`;
}

/** Sweeps that nobody would make. */
const tooLong = 1000;

function curedBy({ algorithm, sweep }: GradientResult): string {
  if (algorithm !== 'cd') return 'Neither larger batches nor more sweeps mend it.';
  if (sweep && sweep.relaxationTime > tooLong)
    return 'Larger batches don’t mend it, and more sweeps hardly do: with λ₂ so near 1 each leaves next to all of it.';
  return 'Larger batches don’t mend it; more sweeps do, since each in the end leaves only a share of about λ₂ of it.';
}

/** How much k sweeps leave of the slowest mode, λ₂^k, beside the 1/e that a relaxation time leaves. */
export function wordedForgetting({ sweep, algorithm, gibbsSteps }: GradientResult): string {
  if (!sweep) return '';
  const { relaxationTime: time } = sweep;
  if (time === 0) return 'One sweep forgets everything: without weights that matter CD-1 has no bias.';
  if (time === Number.POSITIVE_INFINITY)
    return 'As good as never does the chain forget where it began: λ₂ is 1 but for rounding, and some states are hardly ever reached from others.';
  if (algorithm === 'cd' || algorithm === 'pcd' || algorithm === 'tempering') {
    const left = wordedShare(Math.exp(-gibbsSteps / time));
    return `k = ${formatCount(gibbsSteps)} leaves ${left} of what the chain forgets slowest${algorithm === 'tempering' ? ', swaps aside' : ''}; one relaxation time leaves 37 %.`;
  }
  return `No chain is run; after ${formatValue(time, 1)} sweeps one would keep 37 % of what it forgets slowest.`;
}

function wordedShare(share: number): string {
  if (share > 0.995) return 'nearly all';
  return share < 0.005 ? 'next to nothing' : `${formatValue(100 * share, 0)} %`;
}

/** What the picture of the angles shows. */
export function wordedAngles({ estimate, expected }: GradientResult): string {
  const one = (name: string, { angle, ratio }: { readonly angle: number; readonly ratio: number }) =>
    `${name} ${formatValue(angle, 1)} degrees from the exact gradient and ${formatValue(ratio, 2)} times as long`;
  const parts = [
    ...(estimate ? [one('this update', estimate.against.all)] : []),
    ...(expected ? [one('on average', expected.against.all)] : []),
  ];
  return parts.length === 0 ? 'nothing to compare' : parts.join('; ');
}
