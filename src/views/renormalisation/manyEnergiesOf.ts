/** The machine of "many energies", drawn anew on demand, and what can be done to it while Z stays. */
import { drawnMachine } from '../../core/renormalisation/drawnMachine';
import { type Changed, energiesWithOneZ } from '../../core/renormalisation/manyEnergies';
import { energiesOfRbm, logPartitionOf, probabilitiesOf } from '../../core/renormalisation/stateEnergies';
import { energyUnits } from '../../state/renormalisationSlice';
import type { LabState } from '../../state/store';

export interface ManyEnergies {
  readonly visible: number;
  readonly logZ: number;
  /** By state of v. */
  readonly p: Float64Array;
  readonly changes: readonly Changed[];
}

/** Hidden units of the example; its visible ones are as many as the lab's energies have. */
export const hidden = 3;
/** The first machine is one on which a spike of K, and two states exchanged, show: state 0 is not rare there. */
const firstDraw = 1002;

/** The last one made, and what it was made of. */
let last: { readonly of: readonly unknown[]; readonly made: ManyEnergies } | undefined;

/** The same object for the same K, seed and draw. */
export function manyEnergiesOf({
  renormalisation,
  renormalisationFigures,
  settings,
}: LabState): ManyEnergies {
  const { K } = renormalisation.now;
  const { draw } = renormalisationFigures.manyEnergies;
  const of = [K, settings.seed, draw];
  if (last?.of.every((value, n) => value === of[n])) return last.made;
  const visible = energyUnits(K);
  const rbm = drawnMachine({ visible, hidden, deviation: 1, seed: settings.seed, draw: firstDraw + draw });
  const H = energiesOfRbm(rbm);
  const logZ = logPartitionOf(H);
  const made = {
    visible,
    logZ,
    p: probabilitiesOf(H, logZ),
    changes: energiesWithOneZ(rbm, Float64Array.from(K.values)),
  };
  last = { of, made };
  return made;
}
