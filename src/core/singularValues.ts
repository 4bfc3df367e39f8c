/**
 * Singular values of a matrix: Householder reflections to a bidiagonal matrix B (Golub & Kahan 1965), then the
 * eigenvalues ±σ of the tridiagonal matrix with zero diagonal that B stands in, by implicit QL (Martin & Wilkinson
 * 1968). WᵀW is never formed, so that small values keep their digits: errors are of the order of 1e-16 σ₁.
 */

/** Iterations of QL for one value: it takes about two. */
const mostIterations = 60;
/** Values found between two yields. */
const valuesPerYield = 16;

/**
 * All min(rows, columns) singular values, descending. `W` is row-major [rows × columns]. Yields often, at most
 * every few million operations, with the share done, 0..1. RangeError where W is not finite.
 */
export function* singularValues(
  W: ArrayLike<number>,
  rows: number,
  columns: number,
): Generator<number, Float64Array> {
  for (let n = 0; n < W.length; n++)
    if (!Number.isFinite(W[n])) throw new RangeError(`invalid W: ${W[n]} at ${n}; expected finite numbers`);
  const tall = rows >= columns ? Float64Array.from(W) : transposed(W, rows, columns);
  const [m, n] = [Math.max(rows, columns), Math.min(rows, columns)];
  const between = yield* bidiagonal(tall, m, n);
  return yield* positiveEigenvalues(between, n);
}

function transposed(W: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const out = new Float64Array(W.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = W[i * columns + j];
  return out;
}

/** Reduces A [m × n], m ≥ n, in place; returns diagonal and superdiagonal in turn: d₀ e₀ d₁ e₁ … d_{n−1}. */
function* bidiagonal(A: Float64Array, m: number, n: number): Generator<number, Float64Array> {
  const out = new Float64Array(Math.max(0, 2 * n - 1));
  for (let k = 0; k < n; k++) {
    out[2 * k] = clearColumn(A, m, n, k);
    if (k + 1 < n) out[2 * k + 1] = clearRow(A, m, n, k);
    // a step costs as much as the matrix that is left has entries
    yield 0.9 * (1 - (1 - (k + 1) / n) ** 3);
  }
  return out;
}

/** Reflects column k below the diagonal away; the size of what stands on the diagonal. */
function clearColumn(A: Float64Array, m: number, n: number, k: number): number {
  let square = 0;
  for (let i = k; i < m; i++) square += A[i * n + k] ** 2;
  const norm = Math.sqrt(square);
  if (norm === 0) return 0;
  const pivot = A[k * n + k];
  A[k * n + k] += pivot < 0 ? -norm : norm;
  const factor = 1 / (norm * (norm + Math.abs(pivot)));
  const sums = new Float64Array(n);
  for (let i = k; i < m; i++) {
    const u = A[i * n + k];
    for (let j = k + 1; j < n; j++) sums[j] += u * A[i * n + j];
  }
  for (let i = k; i < m; i++) {
    const u = factor * A[i * n + k];
    for (let j = k + 1; j < n; j++) A[i * n + j] -= u * sums[j];
  }
  return norm;
}

/** Reflects row k right of the superdiagonal away; the size of what stands on the superdiagonal. */
function clearRow(A: Float64Array, m: number, n: number, k: number): number {
  let square = 0;
  for (let j = k + 1; j < n; j++) square += A[k * n + j] ** 2;
  const norm = Math.sqrt(square);
  if (norm === 0) return 0;
  const pivot = A[k * n + k + 1];
  A[k * n + k + 1] += pivot < 0 ? -norm : norm;
  const factor = 1 / (norm * (norm + Math.abs(pivot)));
  const v = A.subarray(k * n, (k + 1) * n);
  for (let i = k + 1; i < m; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += A[i * n + j] * v[j];
    sum *= factor;
    for (let j = k + 1; j < n; j++) A[i * n + j] -= sum * v[j];
  }
  return norm;
}

/** The n eigenvalues ≥ 0, descending, of the symmetric tridiagonal matrix [2n] with diagonal 0 and this off it. */
function* positiveEigenvalues(between: Float64Array, n: number): Generator<number, Float64Array> {
  const size = 2 * n;
  const d = new Float64Array(size);
  const e = new Float64Array(size);
  e.set(between);
  const negligible = 2 ** -53 * between.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  for (let l = 0; l < size; l++) {
    for (let iteration = 0; ; iteration++) {
      let end = l;
      while (end < size - 1 && Math.abs(e[end]) > negligible) end++;
      if (end === l) break;
      if (iteration === mostIterations) throw new Error('singular values: no convergence');
      stepQL(d, e, l, end);
    }
    if (l % valuesPerYield === 0) yield 0.9 + (0.1 * l) / size;
  }
  return d.sort().reverse().slice(0, n).map(Math.abs);
}

/** One implicit QL step with Wilkinson's shift on the block [l, end] of the matrix with diagonal d and e off it. */
function stepQL(d: Float64Array, e: Float64Array, l: number, end: number): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.sqrt(half * half + 1);
  let g = d[end] - d[l] + e[l] / (half + (half < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = end - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[end] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const q = (d[i] - g) * s + 2 * c * b;
    p = s * q;
    d[i + 1] = g + p;
    g = c * q - b;
  }
  d[l] -= p;
  e[l] = g;
  e[end] = 0;
}
