/** The heaviest rows of the walk so far, in a fixed list: what rounding does to them, it does to ln Z. */
const HEAVIEST: i32 = 16;
/** Bytes of a row in the list. */
const ROW: usize = 32;

/** f64 [16][4]: the bits of A as a number, mantissa and exponent of the row's weight, and what it is ordered by. */
const list = memory.data(16 * 32, 16);

let count: i32 = 0;
let lightest: i32 = 0;
let lightestKey: f64 = 0;

export function clearHeaviest(): void {
  count = 0;
}
export function heaviestAddress(): usize {
  return list;
}
export function heaviestCount(): i32 {
  return count;
}
/** Takes over a list that was written to the address. It is not to be added to. */
export function takeHeaviest(rows: i32): void {
  count = rows;
}
/** The bits of A of a noted row. */
export function placeOf(index: i32): i64 {
  return <i64>load<f64>(list + <usize>index * ROW);
}
export function weightOfRow(index: i32): f64 {
  return load<f64>(list + <usize>index * ROW, 8);
}
export function exponentOfRow(index: i32): f64 {
  return load<f64>(list + <usize>index * ROW, 16);
}

// @ts-ignore: decorator
@inline
function keyOf(index: i32): f64 {
  return load<f64>(list + <usize>index * ROW, 24);
}

/** Keeps a row of weight sum · 2^exponent where it is among the heaviest. */
export function noteRow(place: i64, sum: f64, exponent: f64): void {
  // Exponent and mantissa read as one number: log2 but for its curvature, and as monotonic.
  const key = <f64>reinterpret<i64>(sum) * 2.220446049250313e-16 + exponent;
  if (count < HEAVIEST) {
    put(count++, <f64>place, sum, exponent, key);
  } else if (key > lightestKey) {
    put(lightest, <f64>place, sum, exponent, key);
  } else {
    return;
  }
  lightestKey = Infinity;
  for (let i = 0; i < count; i++) {
    const other = keyOf(i);
    if (other >= lightestKey) continue;
    lightest = i;
    lightestKey = other;
  }
}

function put(index: i32, place: f64, sum: f64, exponent: f64, key: f64): void {
  const at = list + <usize>index * ROW;
  store<f64>(at, place);
  store<f64>(at, sum, 8);
  store<f64>(at, exponent, 16);
  store<f64>(at, key, 24);
}

/** Exchanges two rows of the list, which is then no longer to be added to. */
export function exchangeRows(i: i32, j: i32): void {
  const place = load<f64>(list + <usize>i * ROW);
  const sum = weightOfRow(i);
  const exponent = exponentOfRow(i);
  const key = keyOf(i);
  put(i, <f64>placeOf(j), weightOfRow(j), exponentOfRow(j), keyOf(j));
  put(j, place, sum, exponent, key);
}
