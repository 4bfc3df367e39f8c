/**
 * The directions in which rows of numbers differ most (Pearson 1901): the leading eigenvectors of their covariance,
 * by subspace iteration with Rayleigh-Ritz steps (Rutishauser 1970), the small problems by Jacobi's rotations.
 */

export interface PrincipalComponents {
  /** Mean of every column, [width]. */
  readonly mean: Float64Array;
  /** Directions of unit length, orthogonal, the leading one first: [components × width]. */
  readonly axes: Float64Array;
  /** Variance along each, descending, [components]. */
  readonly variances: Float64Array;
  /** Variance in all directions: the trace of the covariance. */
  readonly total: number;
  /** Coordinates of the rows along the axes, [rows × components]. */
  readonly coordinates: Float64Array;
  /** Largest |C q − λ q| of the axes over the largest λ. */
  readonly residual: number;
}

/** Vectors that are iterated beside those asked for: they keep close eigenvalues from slowing it down. */
const spare = 6;
const tolerance = 1e-11;
const mostIterations = 2000;
/** Multiply-adds between two yields. */
const piece = 2 ** 21;

/**
 * The first `components` of `rows` rows of `width` numbers, row-major. Covariances are means over the rows, which
 * are all there is. Of each axis the largest entry is positive, so that a picture doesn't turn over. Where there are
 * fewer columns than components the rest are zero. Yields between pieces of work. RangeError without rows, or
 * where a number is not finite.
 */
export function* principalComponents(
  values: ArrayLike<number>,
  rows: number,
  width: number,
  components: number,
): Generator<undefined, PrincipalComponents> {
  if (rows < 1) throw new RangeError(`invalid rows: ${rows}; expected 1 or more`);
  for (let n = 0; n < rows * width; n++)
    if (!Number.isFinite(values[n])) throw new RangeError(`invalid value: ${values[n]} at ${n}`);
  const mean = columnMeans(values, rows, width);
  const covariance = yield* covarianceOf(values, mean, rows, width);
  let total = 0;
  for (let j = 0; j < width; j++) total += covariance[j * width + j];
  const block = Math.min(width, components + spare);
  const found = yield* leadingEigenvectors(covariance, width, block, Math.min(components, width));
  const axes = new Float64Array(components * width);
  const variances = new Float64Array(components);
  for (let c = 0; c < Math.min(components, width); c++) {
    axes.set(pointingUp(found.vectors.subarray(c * width, (c + 1) * width)), c * width);
    variances[c] = Math.max(0, found.values[c]);
  }
  const coordinates = yield* along(values, mean, axes, rows, width, components);
  return { mean, axes, variances, total, coordinates, residual: found.residual };
}

function columnMeans(values: ArrayLike<number>, rows: number, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let n = 0; n < rows * width; n++) mean[n % width] += values[n] / rows;
  return mean;
}

function* covarianceOf(values: ArrayLike<number>, mean: Float64Array, rows: number, width: number) {
  const C = new Float64Array(width * width);
  const row = new Float64Array(width);
  const step = Math.max(1, Math.floor(piece / (width * width)));
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < width; j++) row[j] = values[n * width + j] - mean[j];
    for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) C[i * width + j] += (row[i] * row[j]) / rows;
    if (n % step === step - 1) yield undefined;
  }
  for (let i = 0; i < width; i++) for (let j = i + 1; j < width; j++) C[i * width + j] = C[j * width + i];
  return C;
}

/** Rows of `vectors` are the leading eigenvectors of C, [block × width]; the first `wanted` have converged. */
function* leadingEigenvectors(C: Float64Array, width: number, block: number, wanted: number) {
  let vectors = startingVectors(width, block);
  let values: Float64Array = new Float64Array(block);
  let residual = Infinity;
  for (let n = 0; n < mostIterations && residual > tolerance; n++) {
    const image = yield* imageOf(C, vectors, width, block);
    const small = new Float64Array(block * block);
    for (let p = 0; p < block; p++)
      for (let q = 0; q < block; q++) small[p * block + q] = product(vectors, p, image, q, width);
    const ritz = symmetricEigen(small, block);
    values = ritz.values;
    const rotated = combined(ritz.vectors, vectors, width, block);
    const moved = combined(ritz.vectors, image, width, block);
    residual = worstResidual(rotated, moved, values, width, wanted);
    vectors = residual > tolerance ? orthonormal(moved, width, block) : rotated;
  }
  return { vectors, values, residual };
}

/** Any vectors that no eigenvector is likely to be orthogonal to; the same each time. */
function startingVectors(width: number, block: number): Float64Array {
  const out = new Float64Array(block * width);
  for (let n = 0; n < out.length; n++) out[n] = (((n + 1) * 0.618033988749895) % 1) - 0.5;
  return orthonormal(out, width, block);
}

function* imageOf(C: Float64Array, vectors: Float64Array, width: number, block: number) {
  const out = new Float64Array(block * width);
  const step = Math.max(1, Math.floor(piece / (width * block)));
  for (let i = 0; i < width; i++) {
    for (let p = 0; p < block; p++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += C[i * width + j] * vectors[p * width + j];
      out[p * width + i] = sum;
    }
    if (i % step === step - 1) yield undefined;
  }
  return out;
}

function product(a: Float64Array, p: number, b: Float64Array, q: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += a[p * width + j] * b[q * width + j];
  return sum;
}

/** Row p of the result is Σ_q turn[p][q] · row q. */
function combined(turn: Float64Array, rows: Float64Array, width: number, block: number): Float64Array {
  const out = new Float64Array(block * width);
  for (let p = 0; p < block; p++)
    for (let q = 0; q < block; q++)
      for (let j = 0; j < width; j++) out[p * width + j] += turn[p * block + q] * rows[q * width + j];
  return out;
}

function worstResidual(
  vectors: Float64Array,
  images: Float64Array,
  values: Float64Array,
  width: number,
  wanted: number,
): number {
  let worst = 0;
  for (let p = 0; p < wanted; p++) {
    let square = 0;
    for (let j = 0; j < width; j++) {
      const off = images[p * width + j] - values[p] * vectors[p * width + j];
      square += off * off;
    }
    worst = Math.max(worst, Math.sqrt(square));
  }
  return values[0] > 0 ? worst / values[0] : 0;
}

/** Gram & Schmidt, twice over; a row that depends on those before becomes a unit vector of its own. */
function orthonormal(rows: Float64Array, width: number, block: number): Float64Array {
  const out = rows.slice();
  for (let p = 0; p < block; p++) {
    const before = Math.sqrt(product(out, p, out, p, width));
    let length = clearedLength(out, p, width);
    for (let unit = 0; !(length > 1e-10 * before) && unit < width; unit++) {
      out.fill(0, p * width, (p + 1) * width);
      out[p * width + unit] = 1;
      length = clearedLength(out, p, width);
      if (length > 1e-6) break;
    }
    for (let j = 0; j < width; j++) out[p * width + j] /= length;
  }
  return out;
}

function clearedLength(rows: Float64Array, p: number, width: number): number {
  for (let twice = 0; twice < 2; twice++)
    for (let q = 0; q < p; q++) {
      const share = product(rows, p, rows, q, width);
      for (let j = 0; j < width; j++) rows[p * width + j] -= share * rows[q * width + j];
    }
  return Math.sqrt(product(rows, p, rows, p, width));
}

function pointingUp(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const x of axis) if (Math.abs(x) > Math.abs(largest) + 1e-12) largest = x;
  return largest < 0 ? axis.map((x) => -x) : axis;
}

function* along(
  values: ArrayLike<number>,
  mean: Float64Array,
  axes: Float64Array,
  rows: number,
  width: number,
  components: number,
) {
  const out = new Float64Array(rows * components);
  const step = Math.max(1, Math.floor(piece / (width * components)));
  for (let n = 0; n < rows; n++) {
    for (let c = 0; c < components; c++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += (values[n * width + j] - mean[j]) * axes[c * width + j];
      out[n * components + c] = sum;
    }
    if (n % step === step - 1) yield undefined;
  }
  return out;
}

/**
 * All eigenvalues, descending, and eigenvectors (rows) of a small symmetric matrix [size × size], by cyclic Jacobi
 * rotations (Jacobi 1846; Golub & Van Loan, algorithm 8.5.2).
 */
export function symmetricEigen(
  matrix: ArrayLike<number>,
  size: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const A = Float64Array.from(matrix);
  const V = new Float64Array(size * size);
  for (let p = 0; p < size; p++) V[p * size + p] = 1;
  for (let round = 0; round < 60 && offDiagonal(A, size) > 0; round++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(A, V, size, p, q);
  const order = Array.from({ length: size }, (_, p) => p).sort((p, q) => A[q * size + q] - A[p * size + p]);
  return {
    values: Float64Array.from(order, (p) => A[p * size + p]),
    vectors: Float64Array.from(order.flatMap((p) => [...V.subarray(p * size, (p + 1) * size)])),
  };
}

/** The sum of squares off the diagonal, 0 once they are lost against the diagonal's. */
function offDiagonal(A: Float64Array, size: number): number {
  let [off, all] = [0, 0];
  A.forEach((x, n) => {
    all += x * x;
    if (Math.floor(n / size) !== n % size) off += x * x;
  });
  return off <= 1e-32 * all ? 0 : off;
}

/** Turns rows and columns p and q so that A[p][q] vanishes; the rows of V turn with them. */
function rotate(A: Float64Array, V: Float64Array, size: number, p: number, q: number): void {
  const across = A[p * size + q];
  if (across === 0) return;
  const theta = (A[q * size + q] - A[p * size + p]) / (2 * across);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) turn(A, k * size + p, k * size + q, c, s);
  for (let k = 0; k < size; k++) turn(A, p * size + k, q * size + k, c, s);
  for (let k = 0; k < size; k++) turn(V, p * size + k, q * size + k, c, s);
}

function turn(x: Float64Array, m: number, n: number, c: number, s: number): void {
  const [first, second] = [x[m], x[n]];
  x[m] = c * first - s * second;
  x[n] = s * first + c * second;
}
