/** What the view needs: a machine of Ising lattices, and what is asked about it. */
import type { LatticeMachineAsk, StackAsk, StackLayers } from '../../engine/study';
import { fastest, type Settings } from '../../settings';

/**
 * A machine that learns its lattices well within half a minute: a little above T_c, where a 12×12 lattice shows clusters of
 * all sizes. Sparse decay keeps its fields to few sites; which sites those are is left to the data.
 */
export const latticeSetup: Partial<Settings> = {
  dataSet: 'ising',
  isingSide: 12,
  isingTemperature: 2.5,
  isingSpread: 1,
  isingSamples: 6000,
  hiddenUnits: 72,
  weightDeviation: 0.01,
  startingBiases: 'zero',
  algorithm: 'cd',
  gibbsSteps: 1,
  learningRate: 0.05,
  schedule: 'inverse',
  scheduleTime: 5000,
  momentum: 0.5,
  weightDecay: 0,
  weightDecayL1: 0.0005,
  batchSize: 50,
  sparsityCost: 0,
  centering: 'on',
  speed: fastest,
};

/** The same machine on lattices of nine temperatures, from deep order to deep disorder, as Iso, Shiba & Yokoo trained theirs. */
export const manyTemperatures: Partial<Settings> = {
  ...latticeSetup,
  isingSpread: 2.5,
  learningRate: 0.01,
  batchSize: 20,
};

/** Where the flow begins, J/k, and its steps. */
const flowStarts = [1, 1.8, 3.2, 6];
const flowSteps = 30;

/** Sides that blocks of a lattice may have: divisors that leave two blocks a side or more. */
export const blockSides = (side: number): number[] =>
  Array.from({ length: Math.floor(side / 2) }, (_, n) => n + 1).filter((b) => b >= 2 && side % b === 0);

/** What is asked about the run's lattices; `layers` in place of its machine. */
export function askOf(
  settings: Settings,
  options: { readonly block: number | undefined; readonly sweeps: number; readonly layers?: StackLayers },
): LatticeMachineAsk {
  const { block, sweeps, layers } = options;
  return {
    temperature: settings.isingTemperature,
    spread: settings.isingSpread,
    ...(block !== undefined && { block }),
    chains: 64,
    sweeps,
    starts: flowStarts,
    steps: flowSteps,
    ...(layers && { layers }),
  };
}

/** Passes over the rows and the rate of each further layer of a stack. */
const [stackEpochs, stackRate] = [20, 0.05];

/** A stack of `layers` in all, 2..4, on the machine as it stands; each layer has half the units of the one below. */
export function stackAskOf({ hiddenUnits, seed }: Settings, layers: number): StackAsk {
  return {
    first: 'machine',
    further: Array.from({ length: layers - 1 }, (_, n) =>
      Math.max(1, Math.round(hiddenUnits / 2 ** (n + 1))),
    ),
    epochs: stackEpochs,
    learningRate: stackRate,
    seed,
    fineTuningEpochs: 0,
  };
}
