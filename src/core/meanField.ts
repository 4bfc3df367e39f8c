/**
 * ln Z without sampling: the stationary points of a free energy of magnetisations alone, where every unit feels
 * only the means of the others. Naive mean field is Plefka's expansion to first order in W, TAP-2 to second
 * (Thouless, Anderson & Palmer 1977; Plefka 1982; for RBMs Gabrié, Tramel & Krzakala 2015, eqs 5-9):
 *
 *   ln Z ≈ S(v) + S(h) + aᵀv + bᵀh + vᵀWh  [ + ½ Σ_ij W_ij² v_i(1−v_i) h_j(1−h_j) ]
 *
 * with v, h in [0, 1] and S the entropy of independent units. The first line is a lower bound of ln Z for any
 * v and h, since no distribution over states has more entropy minus energy than the model; with the bracket it
 * is none.
 */
import { log, sigmoid } from './elementary';
import type { ModelMeans } from './partition';
import { dot, hiddenInputs, type Rbm, visibleInputs } from './rbm';

/** How far the expansion goes: first order in W, or second. */
export type Expansion = 'meanField' | 'tap2';

export interface IterationLimits {
  /** The point counts as found once no magnetisation moves by more in an iteration. */
  readonly tolerance?: number;
  readonly mostIterations?: number;
}

/** Weight of the old magnetisation in the new one. */
const damping = 0.5;

/** Far below what tells a magnetisation's effect on ln Z, and above the rounding of sums over a thousand units. */
export const preciseTolerance = 1e-13;
/** Enough for a gradient that is rounded to f32 anyway. */
export const learningTolerance = 1e-8;
/** What converges at all has converged long before. */
export const mostIterations = 500;

/**
 * The search for one stationary point, an iteration at a time so that a caller can stop in between. It starts
 * with every magnetisation at ½; an iteration moves v half-way to what h asks for, then h half-way to what that
 * v asks for. Keeps `rbm`, which must stand still.
 */
export class StationarySearch {
  readonly v: Float64Array;
  readonly h: Float64Array;
  iterations = 0;
  /** Largest change of a magnetisation in the last iteration; ∞ before the first. */
  residual = Infinity;
  private readonly tolerance: number;
  private readonly most: number;
  private readonly inputsV: Float64Array;
  private readonly inputsH: Float64Array;
  /** Σ_j W_ij² h_j(1−h_j) for each visible unit, and the same the other way: how strongly a unit meets itself. */
  private readonly echoV: Float64Array;
  private readonly echoH: Float64Array;

  constructor(
    private readonly rbm: Rbm,
    private readonly expansion: Expansion,
    limits: IterationLimits = {},
  ) {
    this.tolerance = limits.tolerance ?? preciseTolerance;
    this.most = limits.mostIterations ?? mostIterations;
    this.v = new Float64Array(rbm.visible).fill(0.5);
    this.h = new Float64Array(rbm.hidden).fill(0.5);
    this.inputsV = new Float64Array(rbm.visible);
    this.inputsH = new Float64Array(rbm.hidden);
    this.echoV = new Float64Array(rbm.visible);
    this.echoH = new Float64Array(rbm.hidden);
  }

  get converged(): boolean {
    return this.residual <= this.tolerance;
  }

  /** One iteration; true once there is nothing more to do, converged or not. */
  iterate(): boolean {
    if (this.over) return true;
    visibleInputs(this.rbm, this.h, this.inputsV);
    if (this.expansion === 'tap2') visibleEchoes(this.rbm, this.h, this.echoV);
    const moveV = follow(this.v, this.inputsV, this.echoV);
    hiddenInputs(this.rbm, this.v, this.inputsH);
    if (this.expansion === 'tap2') hiddenEchoes(this.rbm, this.v, this.echoH);
    const moveH = follow(this.h, this.inputsH, this.echoH);
    this.residual = Math.max(moveV, moveH);
    this.iterations++;
    return this.over;
  }

  private get over(): boolean {
    return this.converged || this.iterations >= this.most;
  }

  /** Iterates to the end. */
  run(): this {
    while (!this.iterate());
    return this;
  }

  /** ln Z as the expansion has it at these magnetisations, in nats. */
  logPartition(): number {
    const { rbm, v, h } = this;
    const first = entropy(v) + entropy(h) + dot(rbm.a, v) + dot(hiddenInputs(rbm, v), h);
    return this.expansion === 'tap2' ? first + onsager(rbm, v, h) / 2 : first;
  }

  /**
   * The derivatives of that ln Z with respect to W, a and b, which at a stationary point take the places of the
   * model's ⟨v hᵀ⟩, ⟨v⟩ and ⟨h⟩: v_i h_j, to second order with W_ij v_i(1−v_i) h_j(1−h_j).
   */
  means(): ModelMeans {
    const { rbm, v, h } = this;
    const { hidden, W } = rbm;
    const vh = new Float64Array(W.length);
    const varianceH = h.map((m) => m * (1 - m));
    for (let i = 0; i < v.length; i++) {
      const variance = this.expansion === 'tap2' ? v[i] * (1 - v[i]) : 0;
      for (let j = 0; j < hidden; j++) {
        const n = i * hidden + j;
        vh[n] = v[i] * h[j] + W[n] * variance * varianceH[j];
      }
    }
    return { vh, v: v.slice(), h: h.slice() };
  }
}

/**
 * Moves magnetisations half-way to σ(x + (½ − m) echo), where the derivative of the expansion is zero.
 * Returns the largest change; NaN where one is none.
 */
function follow(m: Float64Array, inputs: Float64Array, echo: Float64Array): number {
  let largest = 0;
  for (let n = 0; n < m.length; n++) {
    const change = (1 - damping) * (sigmoid(inputs[n] + (0.5 - m[n]) * echo[n]) - m[n]);
    m[n] += change;
    largest = Math.max(largest, Math.abs(change));
  }
  return largest;
}

function visibleEchoes({ visible, hidden, W }: Rbm, h: Float64Array, out: Float64Array): void {
  for (let i = 0; i < visible; i++) {
    let sum = 0;
    for (let j = 0; j < hidden; j++) sum += W[i * hidden + j] * W[i * hidden + j] * h[j] * (1 - h[j]);
    out[i] = sum;
  }
}

function hiddenEchoes({ visible, hidden, W }: Rbm, v: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let i = 0; i < visible; i++) {
    const variance = v[i] * (1 - v[i]);
    for (let j = 0; j < hidden; j++) out[j] += W[i * hidden + j] * W[i * hidden + j] * variance;
  }
}

/** Σ_ij W_ij² v_i(1−v_i) h_j(1−h_j), named after Onsager's reaction term. */
function onsager(rbm: Rbm, v: Float64Array, h: Float64Array): number {
  const echoes = new Float64Array(rbm.hidden);
  hiddenEchoes(rbm, v, echoes);
  let sum = 0;
  for (let j = 0; j < h.length; j++) sum += echoes[j] * h[j] * (1 - h[j]);
  return sum;
}

/** −Σ m ln m + (1−m) ln(1−m), in nats; a unit that is certain has none. */
function entropy(m: Float64Array): number {
  let sum = 0;
  for (const p of m) sum -= plogp(p) + plogp(1 - p);
  return sum;
}

const plogp = (p: number): number => (p === 0 ? 0 : p * log(p));
