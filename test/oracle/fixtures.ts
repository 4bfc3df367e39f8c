/** The reference values of `test/fixtures`, typed, and the tolerance that `published.md` gives them. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { createRbm, type Rbm } from '../../src/core/rbm';
import { distinctRows, type Rows, rowsFrom } from '../../src/core/rows';

interface GradientValues {
  readonly W: number[][];
  readonly a: number[];
  readonly b: number[];
}

export interface ExactCase {
  readonly name: string;
  readonly visible: number;
  readonly hidden: number;
  readonly W: number[][];
  readonly a: number[];
  readonly b: number[];
  readonly lnZ: number;
  readonly U: number;
  readonly C: number;
  readonly S: number;
  readonly meanVisible: number[];
  readonly meanHidden: number[];
  readonly meanVisibleHidden: number[][];
  readonly data: number[][];
  readonly clampedFreeEnergy: number[];
  readonly logLikelihood: number[];
  readonly gradient: GradientValues;
  readonly lnZAtBeta: Record<string, number>;
  readonly UAtBeta: Record<string, number>;
  readonly expectedCdGradient?: Record<string, GradientValues>;
  readonly gibbs?: { readonly secondEigenvalue: number; readonly relaxationTimeSweeps: number };
  readonly meanField?: StationaryValues;
  readonly tap2?: StationaryValues;
}
export interface StationaryValues {
  readonly lnZ: number;
  readonly visible: number[];
  readonly hidden: number[];
}

export interface GoldenCase {
  readonly name: string;
  readonly nv: number;
  readonly nh: number;
  readonly scale: number;
  readonly logZ: number;
  readonly meanFreeEnergy: number;
  readonly meanLL: number;
  readonly exactPLmean: number;
  readonly minF: number;
  readonly maxF: number;
  readonly vmean: number[];
  readonly hmean: number[];
  readonly gradW_fro: number;
  readonly gradW00: number;
  readonly gradW_last: number;
  readonly grada: number[];
  readonly gradb: number[];
  readonly entropy: number;
  readonly recon_mse: number;
  readonly logZ_beta?: Record<string, number>;
  readonly kernel_lambda2?: number;
  readonly expected_CD?: Record<string, { W00: number; fro: number; bias_fro: number; max_bias: number }>;
}

export interface IsingCase {
  readonly Lx: number;
  readonly Ly: number;
  readonly K: number;
  readonly meanBondSum: number;
  readonly varBondSum: number;
  readonly meanAbsMagnetisation: number;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url));
const json = (name: string) => JSON.parse(read(`../fixtures/${name}.json`).toString());

export const exactCases: ExactCase[] = json('rbm-exact').cases;
export const goldenCases: GoldenCase[] = json('golden-family').cases;
export const isingCases: IsingCase[] = json('ising').bruteForce2d;
export const barsCounts: { n: number; distinct: number; fischerIgelCount: number }[] =
  json('datasets').barsAndStripes;
export const digitsText = (): string => gunzipSync(read('../../public/data/optdigits-8x8.csv.gz')).toString();

export const rbmOf = ({ visible, hidden, W, a, b }: Omit<ExactCase, 'name'> | ExactCase): Rbm =>
  createRbm(visible, hidden, { W: W.flat(), a, b });
export const rowsOf = ({ data, visible }: ExactCase): Rows => rowsFrom(data, visible);

export function exactCase(name: string): ExactCase {
  const found = exactCases.find((one) => one.name === name);
  if (!found) throw new RangeError(`no case ${name} in rbm-exact.json`);
  return found;
}

/** The machine of the golden family's formula: W_ij = s sin(1+3i+7j), a_i = ½ cos(2+5i), b_j = ½ sin(3+11j). */
export function goldenRbm({ nv, nh, scale }: Pick<GoldenCase, 'nv' | 'nh' | 'scale'>): Rbm {
  const rbm = createRbm(nv, nh);
  for (let i = 0; i < nv; i++)
    for (let j = 0; j < nh; j++) rbm.W[i * nh + j] = scale * Math.sin(1 + 3 * i + 7 * j);
  for (let i = 0; i < nv; i++) rbm.a[i] = 0.5 * Math.cos(2 + 5 * i);
  for (let j = 0; j < nh; j++) rbm.b[j] = 0.5 * Math.sin(3 + 11 * j);
  return rbm;
}

/** The distinct bars and stripes, once each: the data of the golden family. */
export function distinctBars(side: number): Rows {
  const texts = [...distinctRows(barsAndStripes(side).training).keys()];
  return rowsFrom(texts.map((text) => Array.from(text, Number)));
}

/** |x − reference| over what `published.md` allows; at most 1 where the value holds. */
export function excess(x: number, reference: number, largestSummand = 1): number {
  return Math.abs(x - reference) / (1e-11 * Math.max(1, Math.abs(reference), largestSummand));
}

/** The largest excess over a whole array; Infinity where the lengths differ or a value is not a number. */
export function largestExcess(
  values: ArrayLike<number>,
  references: ArrayLike<number>,
  largestSummand = 1,
): number {
  if (values.length !== references.length) return Infinity;
  let largest = 0;
  for (let n = 0; n < values.length; n++) {
    const one = excess(values[n], references[n], largestSummand);
    if (!(one <= largest)) largest = Number.isNaN(one) ? Infinity : one;
  }
  return largest;
}
