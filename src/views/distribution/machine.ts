/** The machine that the walker stands in, in float64: the copy in hand, or what the newest result is about. */
import { flipRises } from '../../core/descent';
import { clampedFreeEnergy, createRbm, type Rbm } from '../../core/rbm';
import { type EditedParameters, heldOf, probeOf } from '../../state/editSlice';
import type { LabState } from '../../state/store';
import { resultOf } from './useDistribution';

/** By their parameters, which every frame and every edit brings anew. */
const machines = new WeakMap<object, Rbm>();

/** Made once for the same parameters. */
export function machineFrom(parameters: EditedParameters): Rbm {
  let machine = machines.get(parameters);
  if (!machine) {
    machine = createRbm(parameters.visible, parameters.hidden, parameters);
    machines.set(parameters, machine);
  }
  return machine;
}

/** Undefined before the first result. */
export function machineOf(state: LabState): Rbm | undefined {
  const parameters = heldOf(state)?.parameters ?? resultOf(state)?.parameters;
  return parameters && machineFrom(parameters);
}

/** What is known of the state looked at, from the parameters alone. */
export interface ProbeReading {
  readonly bits: Uint8Array;
  /** F_c(v), nats. */
  readonly freeEnergy: number;
  /** F_c with a unit flipped, less F_c, [visible], nats. */
  readonly rises: Float64Array;
}

/** The last reading of each machine: many components ask for it, at 784 × 500 each would take some ms. */
const readings = new WeakMap<Rbm, ProbeReading>();

/** Undefined before the first result. */
export function readProbe(state: LabState): ProbeReading | undefined {
  const machine = machineOf(state);
  const bits = probeOf(state);
  if (!machine || bits.length !== machine.visible) return undefined;
  let reading = readings.get(machine);
  if (reading?.bits !== bits) {
    reading = { bits, freeEnergy: clampedFreeEnergy(machine, bits), rises: flipRises(machine, bits) };
    readings.set(machine, reading);
  }
  return reading;
}
