/** ising.json beyond what `oracle/fixtures` types, and how far a correlated series strays from the truth. */
import { readFileSync } from 'node:fs';
import { autocorrelation, integratedTime, pooledMoments } from '../../../src/core/mixing';

interface Reference {
  readonly bruteForce2d: {
    readonly Lx: number;
    readonly Ly: number;
    readonly K: number;
    readonly lnZ: number;
    readonly meanBondSum: number;
    readonly varBondSum: number;
    readonly meanAbsMagnetisation: number;
  }[];
  readonly transferMatrix2d: {
    readonly Lx: number;
    readonly Ly: number;
    readonly K: number;
    readonly lnZ: number;
  }[];
  readonly ring1d: { readonly n: number; readonly K: number; readonly lnZ: number }[];
  readonly decimation1d: {
    readonly K: number;
    readonly Kprime: number;
    readonly lnCostPerRemovedSpin: number;
  }[];
  readonly onsagerLnZPerSpin: { readonly K: number; readonly value: number }[];
}

export const reference: Reference = JSON.parse(
  readFileSync(new URL('../../fixtures/ising.json', import.meta.url), 'utf8'),
);

/** Longest autocorrelation that is looked at, in sweeps. */
const lags = 200;

/** Standard errors between a series' mean and the truth: √(τ variance / length), τ the integrated autocorrelation time. */
export function standardErrors(series: readonly number[], truth: number): number {
  const chain = { chains: 1, length: series.length, values: series };
  const { mean, variance } = pooledMoments(chain);
  const { time } = integratedTime(autocorrelation(chain, 0, lags), series.length);
  return Math.abs(mean - truth) / Math.sqrt((time * variance) / series.length);
}
