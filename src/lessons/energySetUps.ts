/** What lessons about energies begin with: a target, what is added to it, and the hidden layer. */
import type { EnergyList, EnergySet, EnergySource, EnergyTarget } from '../state/renormalisationSlice';
import type { LabState, LabStore } from '../state/store';
import { energiesBy } from '../views/renormalisation/energySources';
import { type Reading, readingOf } from '../views/renormalisation/reading';

interface Energies {
  readonly H?: EnergySource;
  readonly K: EnergySource;
  /** Absent: h has the energy H itself. */
  readonly H2?: { readonly source: EnergySource; readonly units: number };
  readonly units?: number;
}

const ring: EnergySource = { kind: 'ising', coupling: 0.5 };

/** The energies as the renormalisation lab holds them; H is a ring of four Ising spins unless another is named. */
export function energySet({ H = ring, K, H2, units = 4 }: Energies, seed = 0): EnergySet {
  const made = (target: EnergyTarget, source: EnergySource, size: number): EnergyList =>
    energiesBy(source, size, { seed, target })!;
  return {
    H: made('H', H, units),
    K: made('K', K, units),
    ...(H2 && { H2: made('H2', H2.source, H2.units) }),
    matched: false,
  };
}

/** Gives the renormalisation lab these energies. */
export const withEnergies =
  (energies: Energies) =>
  (store: LabStore): void => {
    const { setEnergies, chooseEnergyState, settings } = store.getState();
    const { H2 = null, ...others } = energySet(energies, settings.seed);
    setEnergies({ ...others, H2 });
    chooseEnergyState(0);
  };

/** What comes of the energies as they stand. */
export const readingIn = ({ renormalisation }: LabState): Reading => readingOf(renormalisation.now);

export const energiesIn = ({ renormalisation }: LabState): EnergySet => renormalisation.now;

/** Z_RG = Z as far as doubles reach. */
export const keepsZ = (state: LabState): boolean =>
  Math.abs(readingIn(state).construction.relativeDifference) < 1e-9;
