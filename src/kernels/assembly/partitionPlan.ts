/**
 * Shape, split and memory of one enumeration: n enumerated bits, m units in the other layer.
 *
 * The bits of a state are split into B (the low ones, across SIMD lanes), A (rows within a chunk) and the
 * chunk's number. The split depends on (n, m) and the precision alone, so that the same sums are formed in the
 * same order however the work is cut.
 */

/** Entries of the table over B: 2^18 floats are 1 MiB, half of the second-level cache of the machine measured. */
const TABLE_BITS: i32 = 18;
/** With moments there are up to three such tables. */
const MOMENT_TABLE_BITS: i32 = 16;
/** States × units of one chunk: 0.2 ms in f32 on the machine of src/kernels/README.md. */
const CHUNK_BITS: i32 = 22;
/** The same for log-sum-exp, which takes twenty times as long for a state and unit. */
const LOG_CHUNK_BITS: i32 = 20;
/** Bits that a block of 4 rows × 8 states needs. Smaller models get free units, which only multiply Z by 2. */
const FEWEST_BITS: i32 = 5;

/** Enumerated bits, with the free ones. */
export let bits: i32 = 0;
/** Free bits added to reach `FEWEST_BITS`. */
export let freeBits: i32 = 0;
/** Units of the other layer. */
export let units: i32 = 0;
export let innerBits: i32 = 0;
export let rowBits: i32 = 0;
export let chunkBits: i32 = 0;

/** Units rounded up to a whole vector of f64: the distance between rows of numbers, one per unit. */
export let stride: i32 = 0;

/** f64 [bits][stride]: weight between enumerated bit k and unit i of the other layer; 0 beyond the last unit. */
export let weights: usize = 0;
/** f64 [stride]: bias of the other layer. */
export let otherBias: usize = 0;
/** f64 [bits]: bias of the enumerated layer. */
export let enumeratedBias: usize = 0;

/** f64 [stride]: whole powers of two taken out of P and Q of each unit, which centre the running product. */
export let shifts: usize = 0;
/** i32 [groups]: one past the last unit of each group whose product stays in range. */
export let groupEnds: usize = 0;
/** f64 [bits]: slopes of the group under way, and of the rows' weights. */
export let groupSlopes: usize = 0;
export let slopes: usize = 0;
/** f64 [bits][stride]: what a state without the bit and with it multiplies P (bits of A) or Q (of B) by. */
export let lowerFactors: usize = 0;
export let upperFactors: usize = 0;
/** f64 [unit][4]: factors of the lowest two bits of A. f64 [unit][8 or 4]: of the bits of B within a tile. */
export let rowCombinations: usize = 0;
export let innerCombinations: usize = 0;
/** f64 [2^rowBits / 4][stride] and [tile][stride]: P and Q at the start of every block of rows and tile. */
export let rowBase: usize = 0;
export let innerBase: usize = 0;
/** T [2^innerBits]: e^(bias · B), centred. */
export let innerFactors: usize = 0;
/** T [tile][unit][32 bytes of states]: Q. */
export let innerTable: usize = 0;
/** T [unit][row][16 bytes, the same value]: P of a block of 4 rows. */
export let rowTable: usize = 0;
/** f64 [2^rowBits][stride]: what a row adds to the input of every unit; what B adds is in innerInputs. */
export let rowSums: usize = 0;
/** T [tile][unit][32 bytes of states]; for log-sum-exp f64 [pair of B][unit][2]. */
export let innerInputs: usize = 0;
/** T [unit][row][16 bytes, the same value]: rowSums of a block of 4 rows. */
export let rowInputs: usize = 0;
/** f64 [2^rowBits], [2^innerBits]: d_A·A, d_B·B. */
export let rowBiases: usize = 0;
export let innerBiases: usize = 0;
/** f64 [2^rowBits] each: the weight of a row is rowMantissa · 2^rowExponent. */
export let rowMantissas: usize = 0;
export let rowExponents: usize = 0;
/** T [row][4 or 2 lanes]: sums over B of a block of 4 rows, and their reference exponents. */
export let blockSums: usize = 0;
export let blockReferences: usize = 0;
/** T [tile][row][32 bytes]: products of a block of 4 rows over all of B, and their exponents. */
export let rowProducts: usize = 0;
export let rowProductExponents: usize = 0;

/** T [unit][row][16 bytes]: Σ over B of p · mean, for the rows of a block. The last unit stands for 1. */
export let rowMeans: usize = 0;
/** T [tile][unit][32 bytes]: Σ over some rows of p · mean. */
export let innerMeans: usize = 0;
/** f64, as `innerMeans`: the sum over all rows of a part. */
export let innerTotals: usize = 0;
/** f64 [2^rowBits][units + 1]: sums of `rowMeans` for a whole chunk. */
export let chunkMeans: usize = 0;
/** f64 [bits][units + 1]: ⟨bit · unit⟩, the last column ⟨bit⟩. */
export let jointMeans: usize = 0;
/** f64 [units + 1]: ⟨unit⟩, the last Σ p. */
export let unitMeans: usize = 0;

function floorLog2(x: i32): i32 {
  return 31 - clz(x);
}

function unitBits(): i32 {
  return floorLog2(max(units, 1) * 2 - 1);
}

function cutRows(chunk: i32): void {
  rowBits = min(bits - innerBits, max(2, chunk - unitBits() - innerBits));
  chunkBits = bits - innerBits - rowBits;
}

/** Smaller chunks, for log-sum-exp; memory is laid out for the larger ones. */
export function shortenChunks(): void {
  cutRows(LOG_CHUNK_BITS);
}

let top: usize = 0;
function take(bytes: usize): usize {
  const at = top;
  top = (at + bytes + 63) & ~63;
  return at;
}

/** Whether means are asked for beside ln Z, and energies beside those. */
export let moments: bool = false;
export let energy: bool = false;

/** Lays out memory for a shape. `n` ≤ 36, `m` ≤ 1024. `asked`: 0 ln Z alone, 1 means, 2 means and energy. */
export function planFor(n: i32, m: i32, asked: i32): void {
  moments = asked > 0;
  energy = asked == 2;
  freeBits = max(FEWEST_BITS - n, 0);
  bits = n + freeBits;
  units = m;
  innerBits = max(3, min((bits + 1) >> 1, (moments ? MOMENT_TABLE_BITS : TABLE_BITS) - unitBits()));
  cutRows(CHUNK_BITS);
  const inner: usize = <usize>1 << innerBits;
  const rows: usize = <usize>1 << rowBits;

  top = (__heap_base + 63) & ~63;
  stride = (m + 1) & ~1;
  const vector = <usize>stride * 8;
  weights = take(vector * bits);
  otherBias = take(vector);
  enumeratedBias = take(<usize>bits * 8);
  const parametersEnd = top;
  shifts = take(vector);
  groupEnds = take(<usize>(m + 1) * 4);
  groupSlopes = take(<usize>bits * 8);
  slopes = take(<usize>bits * 8);
  lowerFactors = take(vector * bits);
  upperFactors = take(vector * bits);
  rowCombinations = take(<usize>m * 32);
  innerCombinations = take(<usize>m * 64);
  rowBase = take((rows >> 2) * vector);
  innerBase = take(max((inner >> 2) * vector, inner * 8));
  innerFactors = take(inner * 8);
  innerTable = take(inner * m * 8);
  rowTable = take(<usize>m * 64);
  rowSums = take(rows * vector);
  innerInputs = energy ? take(inner * m * 8) : innerTable;
  rowInputs = take(<usize>m * 64);
  rowBiases = take(rows * 8);
  innerBiases = take(inner * 8);
  rowMantissas = take(rows * 8);
  rowExponents = take(rows * 8);
  blockSums = take(64);
  blockReferences = take(64);
  rowProducts = take(inner * 32);
  rowProductExponents = take(inner * 32);
  if (moments) {
    rowMeans = take(<usize>(m + 1) * 64);
    innerMeans = take(inner * (m + 1) * 8);
    innerTotals = take(inner * (m + 1) * 8);
    chunkMeans = take(rows * (m + 1) * 8);
    jointMeans = take(<usize>bits * (m + 1) * 8);
    unitMeans = take(<usize>(m + 1) * 8);
  }
  const pages = <i32>((top + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
  memory.fill(weights, 0, parametersEnd - weights);
}

/** Empties the sums of the means. */
export function clearMeans(): void {
  memory.fill(innerTotals, 0, (<usize>(units + 1) << innerBits) * 8);
  memory.fill(jointMeans, 0, <usize>bits * (units + 1) * 8);
  memory.fill(unitMeans, 0, <usize>(units + 1) * 8);
}

// @ts-ignore: decorator
@inline
export function weightOf(unit: i32, bit: i32): f64 {
  return load<f64>(weights + ((<usize>bit * stride + unit) << 3));
}
