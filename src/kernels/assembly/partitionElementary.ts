/**
 * Elementary functions of the partition kernel, float64, the same bits on every engine: nothing but + − × ÷.
 * Relative errors about 1 ulp (exp) and 2 ulp (log).
 */

const LOG2E: f64 = 1.4426950408889634;
/** ln 2 in two parts; the upper has 21 trailing zero bits, so that k * LN2_HIGH is exact for |k| < 2^20 (fdlibm). */
const LN2_HIGH: f64 = 6.93147180369123816490e-01;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** 2^k for a whole k in −1022..1023. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(k: f64): f64 {
  return reinterpret<f64>((<i64>k + 1023) << 52);
}

/** x · 2^k for whole k: 0 far below the range, Infinity above it. */
export function scaled(x: f64, k: f64): f64 {
  if (k < -2000) return 0;
  if (k > 2000) return x * Infinity;
  const half = nearest(k * 0.5);
  return x * powerOfTwo(half) * powerOfTwo(k - half);
}

/** The nearest whole number of ln 2 in x nats. */
// @ts-ignore: decorator
@inline
export function wholeBits(x: f64): f64 {
  return nearest(x * LOG2E);
}

/** x − k ln 2, for k = wholeBits(x): −0.35..0.35. */
// @ts-ignore: decorator
@inline
export function restOfBits(x: f64, k: f64): f64 {
  return x - k * LN2_HIGH - k * LN2_LOW;
}

/** e^r for |r| ≤ 0.35: the Taylor polynomial of degree 13, whose next term is below 5e-18. */
export function expReduced(r: f64): f64 {
  let y: f64 = 1.0 / 6227020800.0;
  y = y * r + 1.0 / 479001600.0;
  y = y * r + 1.0 / 39916800.0;
  y = y * r + 1.0 / 3628800.0;
  y = y * r + 1.0 / 362880.0;
  y = y * r + 1.0 / 40320.0;
  y = y * r + 1.0 / 5040.0;
  y = y * r + 1.0 / 720.0;
  y = y * r + 1.0 / 120.0;
  y = y * r + 1.0 / 24.0;
  y = y * r + 1.0 / 6.0;
  y = y * r + 0.5;
  y = y * r + 1.0;
  return y * r + 1.0;
}

/** e^x · 2^k for whole k. */
export function expScaled(x: f64, k: f64): f64 {
  if (x == -Infinity) return 0;
  const whole = wholeBits(x);
  return scaled(expReduced(restOfBits(x, whole)), whole + k);
}

/** ln x for a positive normal x, by ln m = 2 artanh((m − 1)/(m + 1)) with m in √½..√2. */
export function log(x: f64): f64 {
  if (!(x > 0) || x == Infinity) return x == 0 ? -Infinity : x == Infinity ? x : NaN;
  const bits = reinterpret<i64>(x);
  let k = <f64>((bits >> 52) - 1023);
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let y: f64 = 1.0 / 23.0;
  for (let odd: f64 = 21; odd > 1; odd -= 2) y = y * z + 1.0 / odd;
  return k * LN2_HIGH + (2 * s + (2 * s * z * y + k * LN2_LOW));
}

/** ln(e^x + e^y). */
export function logAdd(x: f64, y: f64): f64 {
  const high = max(x, y);
  const difference = min(x, y) - high;
  return high + log(1 + expScaled(difference, 0));
}

/** k ln 2 + ln m, rounded once at the size of the result. */
export function logOfScaled(m: f64, k: f64): f64 {
  return k * LN2_HIGH + (log(m) + k * LN2_LOW);
}

/** e^x for x ≤ 0, two lanes. */
// @ts-ignore: decorator
@inline
export function expNegativeLanes(x: v128): v128 {
  // Below −745 the result is 0 in any case; the bound keeps the exponent within its field.
  const bounded = f64x2.max(x, f64x2.splat(-708.5));
  const k = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(LOG2E)));
  const r = f64x2.sub(f64x2.sub(bounded, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  let y = f64x2.splat(1.0 / 6227020800.0);
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 479001600.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 39916800.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 3628800.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 362880.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 40320.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 5040.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 720.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 120.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 24.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0 / 6.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(0.5));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0));
  y = f64x2.add(f64x2.mul(y, r), f64x2.splat(1.0));
  return f64x2.mul(y, powerLanes<f64>(k));
}

/**
 * 2^k per lane, 0 where k is below the normal range. Whole numbers k ≤ 127 as i32 lanes for f32,
 * k ≤ 1023 as f64 lanes for f64.
 */
// @ts-ignore: decorator
@inline
export function powerLanes<T>(k: v128): v128 {
  if (sizeof<T>() == 4) {
    return i32x4.shl(i32x4.add(i32x4.max_s(k, i32x4.splat(-127)), i32x4.splat(127)), 23);
  }
  // Adding 2^52 puts the whole number into the low bits of the mantissa.
  return i64x2.shl(f64x2.add(f64x2.max(k, f64x2.splat(-1023)), f64x2.splat(4503599627370496.0 + 1023.0)), 52);
}

/** The exponents of positive normal numbers, in the representation of `powerLanes`. */
// @ts-ignore: decorator
@inline
export function exponentLanes<T>(x: v128): v128 {
  if (sizeof<T>() == 4) return i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127));
  const biased = v128.or(i64x2.shr_u(x, 52), i64x2.splat(0x4330000000000000));
  return f64x2.sub(biased, f64x2.splat(4503599627370496.0 + 1023.0));
}

/** x / 2^exponent: 1 ≤ mantissa < 2. */
// @ts-ignore: decorator
@inline
export function mantissaLanes<T>(x: v128): v128 {
  if (sizeof<T>() == 4) return v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
  return v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
}
