/** The numbers of a stack's layers as trained, or with energies raised so that all free energies are equal. */
import { matchingShift } from '../../core/stack';
import type { LayerMeasurements, StackEstimate } from '../../engine/study';

export interface ShownNumbers {
  /** By how much the layer's energy was raised, nats. */
  readonly shift: StackEstimate | undefined;
  readonly logPartition: StackEstimate | undefined;
  readonly meanFreeEnergy: number;
  readonly logLikelihood: StackEstimate | undefined;
}

/**
 * E → E + c in every layer above the first, with c = ln Z of the layer − ln Z of the first: F = −ln Z is the same in
 * all, F_c moves by c, and ℓ = −⟨F_c⟩ − ln Z stays. Where an ln Z is an estimate, so is c.
 */
export function shownNumbers(layers: readonly LayerMeasurements[], equal: boolean): ShownNumbers[] {
  const target = layers[0]?.logPartition;
  return layers.map((layer, k) => {
    const { logPartition, meanFreeEnergy, logLikelihood } = layer;
    const own = { shift: undefined, logPartition, meanFreeEnergy, logLikelihood };
    if (!equal || !target || !logPartition) return own;
    const shift = k === 0 ? { ...target, value: 0, low: 0, high: 0 } : shiftOf(logPartition, target);
    return {
      shift,
      logPartition: target,
      meanFreeEnergy: meanFreeEnergy + shift.value,
      logLikelihood,
    };
  });
}

function shiftOf(own: StackEstimate, target: StackEstimate): StackEstimate {
  const exact = own.method === 'exact' && target.method === 'exact';
  return {
    method: exact ? 'exact' : 'AIS',
    detail: exact ? 'both ln Z' : 'from the two ln Z',
    value: matchingShift(own.value, target.value),
    low: matchingShift(own.low, target.high),
    high: matchingShift(own.high, target.low),
  };
}
