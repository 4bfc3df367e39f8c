/**
 * The restricted Boltzmann machine itself. The vocabulary of the whole project is fixed here:
 *
 *   v, h     visible and hidden states, units in {0, 1}; lengths `visible` and `hidden`
 *   W, a, b  weights, visible bias, hidden bias
 *   E(v, h)  = −vᵀWh − aᵀv − bᵀh
 *   Z        = Σ_{v,h} e^{−E(v,h)}, always handled as ln Z (`logPartition`), in nats
 *   F_c(v)   = −ln Σ_h e^{−E(v,h)}, the free energy clamped to v (`clampedFreeEnergy`)
 */
export interface Rbm {
  readonly visible: number;
  readonly hidden: number;
  /** Row-major [visible × hidden]: W[i * hidden + j] joins visible i to hidden j. */
  readonly W: Float64Array;
  /** Visible bias, [visible]. */
  readonly a: Float64Array;
  /** Hidden bias, [hidden]. */
  readonly b: Float64Array;
}
