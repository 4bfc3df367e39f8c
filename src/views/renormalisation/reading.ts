/** What the construction comes to for one set of energies: computed once a set, however many views ask. */
import { type Renormalised, renormalise } from '../../core/renormalisation/renormalise';
import {
  type MapKind,
  mapKind,
  type Variational,
  variationalOfEnergies,
} from '../../core/renormalisation/variational';
import { type EnergySet, energyUnits } from '../../state/renormalisationSlice';

export interface Reading {
  readonly units: number;
  readonly hiddenUnits: number;
  readonly H: Float64Array;
  readonly K: Float64Array;
  readonly construction: Renormalised;
  /** The joint model as an RG map of H: ΔF and KL(p‖p̃), each both ways. */
  readonly map: Variational;
  readonly kind: MapKind;
}

const readings = new WeakMap<EnergySet, Reading>();

/** Rounding of sums of energies as large as these, with room to spare, in nats. */
const roundingOf = (H: Float64Array, K: Float64Array) =>
  [H, K].reduce((most, list) => list.reduce((large, x) => Math.max(large, Math.abs(x)), most), 1) * 1e-11;

/** The same object for the same set. */
export function readingOf(now: EnergySet): Reading {
  const known = readings.get(now);
  if (known) return known;
  const [H, K] = [Float64Array.from(now.H.values), Float64Array.from(now.K.values)];
  const construction = renormalise(H, K, {
    ...(now.H2 && { energies: Float64Array.from(now.H2.values) }),
    matched: now.matched,
  });
  // δ = H − F_c, with F_c(v) = −ln Σ_h e^{−E(v,h)} of the joint model
  const map = variationalOfEnergies(
    H,
    H.map((value, v) => value - construction.residual[v]!),
  );
  const reading: Reading = {
    units: energyUnits(now.H),
    hiddenUnits: energyUnits(now.H2 ?? now.H),
    H,
    K,
    construction,
    map,
    kind: mapKind(map, roundingOf(H, K)),
  };
  readings.set(now, reading);
  return reading;
}
