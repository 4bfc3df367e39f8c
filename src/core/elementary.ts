/**
 * exp, log and their kin from + − × ÷ and bit operations alone: ECMAScript leaves the last bits of `Math.exp`,
 * `log` and `cos` to each engine, and whatever reaches the weights or the data must be the same bits in all.
 * exp, log and the cosine follow fdlibm (Sun Microsystems 1993), which is within 1 ulp.
 */

const double = new Float64Array(1);
/** The same 8 bytes as [low word, high word]; every engine that runs WebAssembly is little-endian. */
const words = new Uint32Array(double.buffer);

/** 2^k for a whole k in −1022..1023. */
export function powerOfTwo(k: number): number {
  words[0] = 0;
  words[1] = (k + 1023) << 20;
  return double[0];
}

/** ln 2 in two parts: the first ends in 32 zero bits, so that its product with a whole number is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** fdlibm's minimax coefficients, constant term first; those of exp and log by name, since they are used most. */
const [e0, e1, e2, e3, e4] = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
  4.1381367970572385e-8,
];
const [l0, l1, l2, l3, l4, l5, l6] = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
];
const cosineSeries = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
];
const sineSeries = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6,
  -2.5050760253406863e-8, 1.58969099521155e-10,
];

/** Σ_n c_n z^n by Horner's rule. */
function polynomial(c: readonly number[], z: number): number {
  let sum = 0;
  for (let n = c.length - 1; n >= 0; n--) sum = c[n] + z * sum;
  return sum;
}

/** e^x. Infinity above 709.78, 0 below −745.13, NaN for NaN. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  if (!(Math.abs(x) > 2 ** -28)) return 1 + x;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const z = r * r;
  const c = r - z * (e0 + z * (e1 + z * (e2 + z * (e3 + z * e4))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k > -1022 && k < 1024) return y * powerOfTwo(k);
  // Two factors, where 2^k alone would leave the normal range; only the last product can round.
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** ln x. −Infinity at 0, NaN below 0 and for NaN. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const subnormal = x < 2 ** -1022;
  double[0] = subnormal ? x * 2 ** 54 : x;
  const exponent = (words[1] >>> 20) - 1023 - (subnormal ? 54 : 0);
  words[1] = (words[1] & 0xfffff) | (1023 << 20);
  // The mantissa, moved from [1, 2) to [√½, √2) so that ln is small where it must be precise.
  const above = double[0] > Math.SQRT2;
  const k = above ? exponent + 1 : exponent;
  const f = (above ? double[0] / 2 : double[0]) - 1;
  const s = f / (2 + f);
  const square = 0.5 * f * f;
  const z = s * s;
  const series = z * (l0 + z * (l1 + z * (l2 + z * (l3 + z * (l4 + z * (l5 + z * l6))))));
  return k * ln2High - (square - (s * (square + series) + k * ln2Low) - f);
}

/** ln(1 + x), precise near 0: the rounding of 1 + x is divided out (Kahan). −Infinity at −1, NaN below. */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Infinity) return x;
  return u > 0 ? log(u) * (x / (u - 1)) : log(u);
}

/** σ(x) = 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** ln(1 + e^x), the integral of σ; x itself where e^x would overflow. */
export const softplus = (x: number): number => (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)));

/** ln(p / (1 − p)), the inverse of `sigmoid`: −Infinity at 0 and Infinity at 1. */
export const logit = (p: number): number => log(p) - log1p(-p);

/** ln Σ_s e^{x_s}, at any magnitude; −Infinity for no terms. */
export function logSumExp(x: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let s = 0; s < x.length; s++) if (!(x[s] <= largest)) largest = x[s];
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let s = 0; s < x.length; s++) sum += exp(x[s] - largest);
  return largest + log(sum);
}

/** cos(2πu) for u in [0, 1]: the argument in whole turns, so that reducing it is exact. */
export function cosOfTurn(u: number): number {
  const turn = Math.abs(0.5 - u);
  // cos(2πu) = −cos(2π turn) with turn in [0, ½]; the nearest multiple of a quarter decides cosine or sine.
  if (turn <= 0.125) return -cosine(2 * Math.PI * turn);
  if (turn >= 0.375) return cosine(2 * Math.PI * (0.5 - turn));
  return sine(2 * Math.PI * (turn - 0.25));
}

/** sin(2πu) for u in [0, 1]. */
export const sinOfTurn = (u: number): number => cosOfTurn(u < 0.25 ? u + 0.75 : u - 0.25);

/** cos x for |x| ≤ π/4. */
function cosine(x: number): number {
  const z = x * x;
  return 1 - (0.5 * z - z * z * polynomial(cosineSeries, z));
}

/** sin x for |x| ≤ π/4. */
function sine(x: number): number {
  const z = x * x;
  return x + x * z * polynomial(sineSeries, z);
}
