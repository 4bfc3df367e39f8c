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
  y = y * z + 1.0 / 21.0;
  y = y * z + 1.0 / 19.0;
  y = y * z + 1.0 / 17.0;
  y = y * z + 1.0 / 15.0;
  y = y * z + 1.0 / 13.0;
  y = y * z + 1.0 / 11.0;
  y = y * z + 1.0 / 9.0;
  y = y * z + 1.0 / 7.0;
  y = y * z + 1.0 / 5.0;
  y = y * z + 1.0 / 3.0;
  return k * LN2_HIGH + (2 * s + (2 * s * z * y + k * LN2_LOW));
}

/** k ln 2 + ln m, rounded once at the size of the result. */
export function logOfScaled(m: f64, k: f64): f64 {
  return k * LN2_HIGH + (log(m) + k * LN2_LOW);
}

/**
 * The constants of `expNegativeLanes`, each twice: the bound, log2 e, ln 2 in two parts, 1/13! … 1/3!. From
 * memory, since V8 builds a vector constant anew at every use.
 */
const LANES = memory.data<f64>([
  -707, -707, 1.4426950408889634, 1.4426950408889634,
  6.93147180369123816490e-1, 6.93147180369123816490e-1, 1.90821492927058770002e-10, 1.90821492927058770002e-10,
  1.6059043836821613e-10, 1.6059043836821613e-10, // 1/13!
  2.08767569878681e-09, 2.08767569878681e-09, // 1/12!
  2.505210838544172e-08, 2.505210838544172e-08, // 1/11!
  2.755731922398589e-07, 2.755731922398589e-07, // 1/10!
  2.7557319223985893e-06, 2.7557319223985893e-06, // 1/9!
  2.48015873015873e-05, 2.48015873015873e-05, // 1/8!
  0.0001984126984126984, 0.0001984126984126984, // 1/7!
  0.001388888888888889, 0.001388888888888889, // 1/6!
  0.008333333333333333, 0.008333333333333333, // 1/5!
  0.041666666666666664, 0.041666666666666664, // 1/4!
  0.16666666666666666, 0.16666666666666666, // 1/3!
  0.5, 0.5, 1, 1, 4503599627371519, 4503599627371519, // 1/2!, 1, 2^52 + 1023
], 16);

/** e^x for x ≤ 0, two lanes; below −707 it is e^−707. */
// @ts-ignore: decorator
@inline
export function expNegativeLanes(x: v128): v128 {
  const bounded = f64x2.pmax(x, v128.load(LANES));
  const k = f64x2.nearest(f64x2.mul(bounded, v128.load(LANES, 16)));
  return f64x2.mul(expReducedLanes(bounded, k), i64x2.shl(f64x2.add(k, v128.load(LANES, 272)), 52));
}

/** e^x · 2^−shift, two lanes, for whole shift and a result below 2^1023; 0 where it is below the normal range. */
// @ts-ignore: decorator
@inline
export function expLanes(x: v128, shift: v128): v128 {
  const bounded = f64x2.pmax(x, f64x2.splat(-700000));
  const k = f64x2.nearest(f64x2.mul(bounded, v128.load(LANES, 16)));
  return f64x2.mul(expReducedLanes(bounded, k), powerLanes<f64>(f64x2.sub(k, shift)));
}

/** e^(x − k ln 2), two lanes. */
// @ts-ignore: decorator
@inline
function expReducedLanes(x: v128, k: v128): v128 {
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, v128.load(LANES, 32))), f64x2.mul(k, v128.load(LANES, 48)));
  let y = f64x2.add(f64x2.mul(v128.load(LANES, 64), r), v128.load(LANES, 80));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 96));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 112));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 128));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 144));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 160));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 176));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 192));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 208));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 224));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 240));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 256));
  y = f64x2.add(f64x2.mul(y, r), v128.load(LANES, 256));
  return y;
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
  return i64x2.shl(f64x2.add(f64x2.pmax(k, f64x2.splat(-1023)), f64x2.splat(4503599627370496.0 + 1023.0)), 52);
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
