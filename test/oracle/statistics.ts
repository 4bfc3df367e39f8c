/** How far a sample may stray by chance. */

/** Mean and standard error of independent values. */
export function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(square / values.length) };
}

/**
 * Mean and standard error of a series whose neighbours resemble each other: the error is that of `blocks` block
 * means, which holds once a block is much longer than the autocorrelation.
 */
export function blockedMeanAndError(series: readonly number[], blocks = 50) {
  const length = Math.floor(series.length / blocks);
  return meanAndError(
    Array.from({ length: blocks }, (_, n) => meanAndError(series.slice(n * length, (n + 1) * length)).mean),
  );
}

/** ½ Σ |count/N − p|, and its expectation where the counts are N independent draws from p. */
export function totalVariation(counts: ArrayLike<number>, p: ArrayLike<number>) {
  const samples = Array.from(counts).reduce((sum, x) => sum + x, 0);
  let found = 0;
  let floor = 0;
  for (let s = 0; s < p.length; s++) {
    found += Math.abs(counts[s] / samples - p[s]) / 2;
    floor += Math.sqrt((p[s] * (1 - p[s])) / (2 * Math.PI * samples));
  }
  return { found, floor };
}

/** The state that u in [0, 1) picks from probabilities p. */
export function pick(p: ArrayLike<number>, u: number): number {
  let sum = 0;
  for (let s = 0; s < p.length; s++) {
    sum += p[s];
    if (u < sum) return s;
  }
  return p.length - 1;
}
