/** The three ways to fill a picture in, sweep by sweep. */
import { annealedBeta, type ChainPlace, type Posterior, PosteriorChain } from '../../core/inpainting';
import { StationarySearch } from '../../core/meanField';
import type { InpaintingAsk, InpaintingResult } from '../study';

/** How far a picture is: arrays that the next step overwrites, over the open pixels. */
export interface Filling {
  readonly sweep: number;
  readonly beta: number;
  /** 0..1 of the work. */
  readonly share: number;
  readonly state: ArrayLike<number>;
  readonly estimate: Float64Array;
  readonly warmUp: number;
  readonly convergence?: InpaintingResult['convergence'];
}

/** Far below what turns a pixel over, and soon reached. */
const tolerance = 1e-6;
const mostIterations = 500;

/** Yields the start, then the picture after every sweep or iteration; the last one is the answer. */
export function fill(
  posterior: Posterior,
  { mode, sweeps }: Pick<InpaintingAsk, 'mode' | 'sweeps'>,
  place: ChainPlace,
): Generator<Filling, void> {
  if (mode === 'meanField') return findPoint(posterior);
  return mode === 'annealed' ? cool(posterior, sweeps, place) : wander(posterior, sweeps, place);
}

/** A fifth of the sweeps: what the chain still remembers of its start is left out of the mean. */
export const warmUpOf = (sweeps: number): number => Math.ceil(sweeps / 5);

/** Gibbs sweeps; the estimate is the mean of p(v|h), which strays less than the mean of the states. */
function* wander(posterior: Posterior, sweeps: number, place: ChainPlace): Generator<Filling, void> {
  const chain = new PosteriorChain(posterior, place);
  const warmUp = warmUpOf(sweeps);
  const estimate = chain.means.slice();
  yield { sweep: 0, beta: 1, share: 0, state: chain.v, estimate, warmUp };
  let counted = 0;
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    chain.sweep();
    if (sweep === warmUp + 1) counted = 0;
    counted++;
    for (let i = 0; i < estimate.length; i++) estimate[i] += (chain.means[i] - estimate[i]) / counted;
    yield { sweep, beta: 1, share: sweep / sweeps, state: chain.v, estimate, warmUp };
  }
}

/** Gibbs sweeps at rising β; the estimate is the state itself. */
function* cool(posterior: Posterior, sweeps: number, place: ChainPlace): Generator<Filling, void> {
  const chain = new PosteriorChain(posterior, place);
  const estimate = Float64Array.from(chain.v);
  yield { sweep: 0, beta: annealedBeta(1, sweeps), share: 0, state: chain.v, estimate, warmUp: 0 };
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    const beta = annealedBeta(sweep, sweeps);
    chain.sweep(beta);
    estimate.set(chain.v);
    yield { sweep, beta, share: sweep / sweeps, state: chain.v, estimate, warmUp: 0 };
  }
}

/** Naive mean field in the posterior, from every magnetisation at ½. */
function* findPoint({ rbm }: Posterior): Generator<Filling, void> {
  const search = new StationarySearch(rbm, 'meanField', { tolerance, mostIterations });
  const now = (share: number): Filling => ({
    ...{ sweep: search.iterations, beta: 1, share, warmUp: 0 },
    state: search.v.map((m) => Number(m > 0.5)),
    estimate: search.v,
    convergence: {
      converged: search.converged,
      iterations: search.iterations,
      residual: search.residual,
    },
  });
  yield now(0);
  for (let over = false; !over; ) {
    over = search.iterate();
    yield now(over ? 1 : search.iterations / mostIterations);
  }
}
