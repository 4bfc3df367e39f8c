/**
 * e^−x for four f32 lanes and 2^x for one f64, from plain arithmetic alone, so that every engine gives the same
 * bits. The relative error of `expMinus` is below 1.2e-7 within its range.
 */

/**
 * Inputs are held to ±44: e^44 keeps every product with a rate or a sum of a thousand rows inside the normal
 * range of f32, so that a saturated unit costs no subnormal arithmetic. σ(44) is 1 in f32.
 */
const limit: f32 = 44;

/** 1.5 · 2^23: adding it leaves the nearest whole number in the low bits of the sum. */
const magic: f32 = 12582912;
const log2e: f32 = 1.4426950408889634;
/** ln 2 in two parts; n times the first is exact for |n| < 2^9. */
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440e-4;

/** e^−x, lane by lane. NaN gives NaN. */
// @ts-ignore: decorator
@inline
export function expMinus(input: v128): v128 {
  // pmin and pmax are one instruction each and keep a NaN where it stands second.
  const x = f32x4.pmax(f32x4.pmin(input, f32x4.splat(limit)), f32x4.splat(-limit));
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(-log2e)), f32x4.splat(magic));
  const n = f32x4.sub(shifted, f32x4.splat(magic));
  // r = x + n ln 2 = −(−x − n ln 2), so odd powers change their sign below.
  const r = f32x4.add(
    f32x4.add(x, f32x4.mul(n, f32x4.splat(ln2High))),
    f32x4.mul(n, f32x4.splat(ln2Low)),
  );
  // Minimax for (e^−r − 1 + r) / r² on |r| ≤ ½ ln 2, found by iterated weighted least squares: error 3e-9.
  const square = f32x4.mul(r, r);
  let series = f32x4.sub(f32x4.mul(r, f32x4.splat(0.0013814589474350214)), f32x4.splat(0.0083687212318182));
  series = f32x4.add(f32x4.mul(r, series), f32x4.splat(0.04166838899254799));
  series = f32x4.sub(f32x4.mul(r, series), f32x4.splat(0.1666652113199234));
  series = f32x4.add(f32x4.mul(r, series), f32x4.splat(0.4999999403953552));
  const fraction = f32x4.add(f32x4.sub(f32x4.mul(square, series), r), f32x4.splat(1));
  return i32x4.add(fraction, i32x4.shl(shifted, 23));
}

/** 2^x for −1022 < x ≤ 0, within 2 ulp. */
export function powerOfTwo(x: f64): f64 {
  if (x <= -1022) return 0;
  const whole = nearest(x);
  const r = (x - whole) * 0.6931471805599453;
  let sum: f64 = 1;
  // Taylor's series of e^r, |r| ≤ ½ ln 2: the 14th term is below 1e-17.
  for (let n = 14; n >= 1; n--) sum = 1 + (r / <f64>n) * sum;
  return sum * reinterpret<f64>((<i64>whole + 1023) << 52);
}
