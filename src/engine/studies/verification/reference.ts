/** The reference values, computed elsewhere: what each file holds, and the machines that it is about. */
import { createRbm, type Rbm } from '../../../core/rbm';
import { type Rows, rowsFrom } from '../../../core/rows';
import golden from './golden-family.json';
import exact from './rbm-exact.json';

interface GradientValues {
  readonly W: readonly (readonly number[])[];
  readonly a: readonly number[];
  readonly b: readonly number[];
}
interface StationaryValues {
  readonly lnZ: number;
  readonly visible: readonly number[];
  readonly hidden: readonly number[];
}

/** A machine with everything that is known about it. */
export interface ExactCase {
  readonly name: string;
  readonly visible: number;
  readonly hidden: number;
  readonly W: readonly (readonly number[])[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly lnZ: number;
  readonly U: number;
  readonly C: number;
  readonly S: number;
  readonly meanVisible: readonly number[];
  readonly meanHidden: readonly number[];
  readonly meanVisibleHidden: readonly (readonly number[])[];
  readonly data: readonly (readonly number[])[];
  readonly clampedFreeEnergy: readonly number[];
  readonly logLikelihood: readonly number[];
  readonly gradient: GradientValues;
  readonly lnZAtBeta: Readonly<Record<string, number>>;
  readonly expectedCdGradient?: Readonly<Record<string, GradientValues>>;
  readonly gibbs?: { readonly secondEigenvalue: number };
  readonly meanField?: StationaryValues;
  readonly tap2?: StationaryValues;
}

export interface GoldenCase {
  readonly name: string;
  readonly nv: number;
  readonly nh: number;
  readonly scale: number;
  readonly logZ: number;
  readonly kernel_lambda2?: number;
  readonly expected_CD?: Readonly<Record<string, { readonly W00: number; readonly bias_fro: number }>>;
}

export const exactCases = exact.cases as unknown as readonly ExactCase[];
export const goldenCases = golden.cases as unknown as readonly GoldenCase[];

export const rbmOf = ({ visible, hidden, W, a, b }: ExactCase): Rbm =>
  createRbm(visible, hidden, { W: W.flat(), a, b });
export const rowsOf = ({ data, visible }: ExactCase): Rows => rowsFrom(data, visible);

/** The machine of the golden family: W_ij = s sin(1+3i+7j), a_i = ½ cos(2+5i), b_j = ½ sin(3+11j). */
export function goldenRbm({ nv, nh, scale }: GoldenCase): Rbm {
  const W = Array.from({ length: nv * nh }, (_, n) => {
    const [i, j] = [Math.floor(n / nh), n % nh];
    return scale * Math.sin(1 + 3 * i + 7 * j);
  });
  const a = Array.from({ length: nv }, (_, i) => 0.5 * Math.cos(2 + 5 * i));
  const b = Array.from({ length: nh }, (_, j) => 0.5 * Math.sin(3 + 11 * j));
  return createRbm(nv, nh, { W, a, b });
}
