/** What ln Z(K) and its two derivatives say about a lattice: energy, heat and entropy per spin. */

export interface BondMoments {
  /** In nats, of the whole lattice. */
  readonly logZ: number;
  /** ⟨B⟩ = ∂lnZ/∂K, with B = Σ_bonds s_i s_j. */
  readonly meanBondSum: number;
  /** ⟨B²⟩ − ⟨B⟩² = ∂²lnZ/∂K². */
  readonly varBondSum: number;
}

export interface PerSpin {
  readonly logZ: number;
  /** −⟨B⟩/N, in units of J. */
  readonly energy: number;
  /** K² (⟨B²⟩ − ⟨B⟩²)/N, in units of k. */
  readonly heatCapacity: number;
  /** In nats, without a field: (ln Z − K⟨B⟩)/N. */
  readonly entropy: number;
}

export const perSpin = (
  { logZ, meanBondSum, varBondSum }: BondMoments,
  sites: number,
  K: number,
): PerSpin => ({
  logZ: logZ / sites,
  energy: -meanBondSum / sites,
  heatCapacity: (K * K * varBondSum) / sites,
  entropy: (logZ - K * meanBondSum) / sites,
});
