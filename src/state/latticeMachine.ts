/** Which lattices the lab can hold as a machine with one hidden unit a bond. */
import { settingSpecs } from '../settings';
import type { Sides } from './latticeSlice';

/** Why a lattice can't stand in the lab as a machine; undefined where it can. */
export function whyNoMachine({ Lx, Ly }: Sides): string | undefined {
  const { min } = settingSpecs.isingSide;
  const most = Math.floor(Math.sqrt(settingSpecs.hiddenUnits.max / 2));
  if (Lx === Ly && Lx >= min && Lx <= most) return undefined;
  return `the lab holds square lattices of ${min} to ${most} spins a side, one hidden unit for each bond; this one is ${Lx}×${Ly}`;
}
