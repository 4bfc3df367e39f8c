/**
 * The gradient of the mean log-likelihood: what the data say minus what the model says,
 * ∂ℓ/∂W = ⟨v hᵀ⟩⁺ − ⟨v hᵀ⟩⁻, and likewise ⟨v⟩ for a and ⟨h⟩ for b.
 */
import { logPartition, type ModelMeans, modelMeans } from './partition';
import { hiddenMean, type Rbm, type State } from './rbm';
import { type Rows, row } from './rows';

/** One number a parameter, laid out as in `Rbm`. */
export interface Gradient {
  readonly W: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

export const zeroGradient = ({ W, a, b }: Gradient): Gradient => ({
  W: new Float64Array(W.length),
  a: new Float64Array(a.length),
  b: new Float64Array(b.length),
});

/** Adds w · (v hᵀ, v, h) to the sums. */
export function addStatistics({ vh, v, h }: ModelMeans, visible: State, hidden: State, w: number): void {
  for (let j = 0; j < hidden.length; j++) h[j] += w * hidden[j];
  for (let i = 0; i < visible.length; i++) {
    if (visible[i] === 0) continue;
    const on = w * visible[i];
    v[i] += on;
    for (let j = 0; j < hidden.length; j++) vh[i * hidden.length + j] += on * hidden[j];
  }
}

export const zeroMeans = ({ visible, hidden }: Rbm): ModelMeans => ({
  vh: new Float64Array(visible * hidden),
  v: new Float64Array(visible),
  h: new Float64Array(hidden),
});

/** ⟨v hᵀ⟩, ⟨v⟩, ⟨h⟩ with v clamped to the rows and p(h|v) in place of samples. Zeros for no rows. */
export function clampedMeans(rbm: Rbm, rows: Rows): ModelMeans {
  const means = zeroMeans(rbm);
  const h = new Float64Array(rbm.hidden);
  for (let n = 0; n < rows.count; n++) {
    const v = row(rows, n);
    addStatistics(means, v, hiddenMean(rbm, v, h), 1 / rows.count);
  }
  return means;
}

/** Positive phase minus negative phase. */
export function difference(plus: ModelMeans, minus: ModelMeans): Gradient {
  return {
    W: plus.vh.map((x, n) => x - minus.vh[n]),
    a: plus.v.map((x, i) => x - minus.v[i]),
    b: plus.h.map((x, j) => x - minus.h[j]),
  };
}

/** The exact gradient of `logLikelihood(rbm, rows)`, by enumeration: the truth that CD and PCD approach. */
export function exactGradient(rbm: Rbm, rows: Rows, logZ = logPartition(rbm)): Gradient {
  return difference(clampedMeans(rbm, rows), modelMeans(rbm, logZ));
}

/**
 * The same step taken by a machine whose units count from their means μ and λ, said in our parameters (Melchior,
 * Fischer & Wiskott 2016, "How to center deep Boltzmann machines", algorithm 1):
 * ∇W = ⟨(v−μ)(h−λ)ᵀ⟩⁺ − ⟨(v−μ)(h−λ)ᵀ⟩⁻, ∇a = Δ⟨v⟩ − ∇W λ, ∇b = Δ⟨h⟩ − ∇Wᵀ μ.
 * Flipping every bit of the data then flips the machine and nothing else.
 */
export function centred({ W, a, b }: Gradient, mu: State, lambda: State): Gradient {
  const centre = { W: W.slice(), a: a.slice(), b: b.slice() };
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) {
      const n = i * b.length + j;
      centre.W[n] -= mu[i] * b[j] + a[i] * lambda[j];
      centre.a[i] -= centre.W[n] * lambda[j];
      centre.b[j] -= centre.W[n] * mu[i];
    }
  return centre;
}
