/** A sum of positive terms of any magnitude: mantissa · 2^exponent, with a reference exponent that moves up. */
import { logOfScaled, powerOfTwo, scaled } from './partitionElementary';

let sum: f64 = 0;
let reference: f64 = -1e300;

/** Of the chunk under way. */
export function clearSum(): void {
  sum = 0;
  reference = -1e300;
}

export function sumMantissa(): f64 {
  return sum;
}
export function sumExponent(): f64 {
  return reference;
}

/** Adds term · 2^exponent; term is 0 or a normal number. */
export function addTerm(term: f64, exponent: f64): void {
  if (term == 0) return;
  const bits = reinterpret<u64>(term);
  const own = <f64>(<i64>((bits >> 52) & 0x7ff) - 1023);
  const whole = own + exponent;
  if (!(whole <= reference)) {
    sum *= powerOfTwo(max(reference - whole, -1022));
    reference = whole;
  }
  // In 1..2 by its bits alone; NaN and Infinity stay what they are.
  const mantissa = own > 1023 ? term : reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  sum += mantissa * powerOfTwo(max(whole - reference, -1022));
}

let total: f64 = 0;
let totalReference: f64 = -1e300;

export function clearTotal(): void {
  total = 0;
  totalReference = -1e300;
}

/** Merges the chunk just done into the total: to be called in the order of the chunks. */
export function mergeSum(): void {
  const mantissa = sum;
  const exponent = reference;
  sum = total;
  reference = totalReference;
  addTerm(mantissa, exponent);
  total = sum;
  totalReference = reference;
  sum = mantissa;
  reference = exponent;
}

/** Takes over a total formed elsewhere. */
export function setTotal(mantissa: f64, exponent: f64): void {
  total = mantissa;
  totalReference = exponent;
}

/** Adds (after − before) · 2^exponent, small against the total. */
export function correctTotal(before: f64, after: f64, exponent: f64): void {
  total += scaled(after - before, exponent - totalReference);
}

export function totalMantissa(): f64 {
  return total;
}
export function totalExponent(): f64 {
  return totalReference;
}
export function logTotal(freeBits: i32): f64 {
  return logOfScaled(total, totalReference - <f64>freeBits);
}
