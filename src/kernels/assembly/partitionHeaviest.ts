/** The heaviest rows of the walk so far, in a fixed list: what rounding does to them, it does to ln Z. */
const HEAVIEST: i32 = 16;

const places = memory.data(16 * 8, 16);
const weights = memory.data(16 * 8, 16);
const exponents = memory.data(16 * 8, 16);
const keys = memory.data(16 * 8, 16);

let count: i32 = 0;
let lightest: i32 = 0;
let lightestKey: f64 = 0;

export function clearHeaviest(): void {
  count = 0;
}
export function heaviestCount(): i32 {
  return count;
}
/** The bits of A of a noted row. */
export function placeOf(index: i32): i64 {
  return load<i64>(places + (<usize>index << 3));
}
export function weightOfRow(index: i32): f64 {
  return load<f64>(weights + (<usize>index << 3));
}
export function exponentOfRow(index: i32): f64 {
  return load<f64>(exponents + (<usize>index << 3));
}

/** Keeps a row of weight sum · 2^exponent where it is among the heaviest; of equals the first stays. */
export function noteRow(place: i64, sum: f64, exponent: f64): void {
  // Exponent and mantissa read as one number: log2 but for its curvature, and as monotonic.
  const key = <f64>reinterpret<i64>(sum) * 2.220446049250313e-16 + exponent;
  if (count < HEAVIEST) {
    put(count++, place, sum, exponent, key);
  } else if (key > lightestKey) {
    put(lightest, place, sum, exponent, key);
  } else {
    return;
  }
  lightestKey = Infinity;
  for (let i = 0; i < count; i++) {
    const other = load<f64>(keys + (<usize>i << 3));
    if (other >= lightestKey) continue;
    lightest = i;
    lightestKey = other;
  }
}

function put(index: i32, place: i64, sum: f64, exponent: f64, key: f64): void {
  store<i64>(places + (<usize>index << 3), place);
  store<f64>(weights + (<usize>index << 3), sum);
  store<f64>(exponents + (<usize>index << 3), exponent);
  store<f64>(keys + (<usize>index << 3), key);
}

/** Exchanges two rows of the list, which is then no longer to be added to. */
export function exchangeRows(i: i32, j: i32): void {
  const place = placeOf(i);
  const sum = weightOfRow(i);
  const exponent = exponentOfRow(i);
  const key = load<f64>(keys + (<usize>i << 3));
  put(i, placeOf(j), weightOfRow(j), exponentOfRow(j), load<f64>(keys + (<usize>j << 3)));
  put(j, place, sum, exponent, key);
}
