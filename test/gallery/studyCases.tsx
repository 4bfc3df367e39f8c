/** Situations of the studies' views, ordinary ones and bad ones: each brings the view that it is about. */
import type { ComponentType } from 'react';
import type { Check } from '../../src/engine/study';
import { receiveLattice, setLatticeKnobs, setSides, tellLattice } from '../../src/state/latticeSlice';
import { createLabStore, type LabStore } from '../../src/state/store';
import { Codes } from '../../src/views/codes/Codes';
import { Distribution } from '../../src/views/distribution/Distribution';
import { Inpainting } from '../../src/views/inpainting/Inpainting';
import { Ising } from '../../src/views/ising/Ising';
import { Kadanoff } from '../../src/views/kadanoff/Kadanoff';
import { Mixing } from '../../src/views/mixing/Mixing';
import { ManyEnergies } from '../../src/views/renormalisation/ManyEnergies';
import { Renormalisation } from '../../src/views/renormalisation/Renormalisation';
import { SizeFigure } from '../../src/views/renormalisation/SizeFigure';
import { TraceFigure } from '../../src/views/renormalisation/TraceFigure';
import { Spectrum } from '../../src/views/spectrum/Spectrum';
import { Classifier } from '../../src/views/stack/Classifier';
import { Features } from '../../src/views/stack/Features';
import { Stack } from '../../src/views/stack/Stack';
import { Verify } from '../../src/views/verify/Verify';
import { codesResult, unlabelledCodes } from '../views/codes/results';
import { studiedStore } from '../views/distribution/studied';
import { inpaintingResult } from '../views/inpainting/results';
import { curvesOf, frameOf, measuresOf } from '../views/ising/frames';
import { latticeStore } from '../views/kadanoff/latticeStore';
import { latticeResult, layerOf, picturesOf } from '../views/kadanoff/results';
import { mixingResult } from '../views/mixing/results';
import { onLattices } from '../views/renormalisation/onLattices';
import { sizeResult } from '../views/renormalisation/sizeResult';
import { spectrumResult } from '../views/spectrum/results';
import { classifierOf, featuresResult, stackResult } from '../views/stack/results';
import { requestOf, summaryOf } from './frames';

export interface StudyCase {
  readonly View: ComponentType<{ readonly store: LabStore }>;
  readonly makeStore: () => LabStore;
}

const about = { run: 1, update: 1741 };
const chainsShape = { rows: 2, columns: 3, hidden: 4 };
const square = { rows: 4, columns: 4, hidden: 8 };

/** A store with a machine of a shape, told something. */
function opened(shape: Parameters<typeof summaryOf>[0], tell?: (store: LabStore) => void): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf(shape), requestOf());
  tell?.(store);
  return store;
}

const check = (changes: Partial<Check> = {}): Check => ({
  group: 'ln Z',
  name: 'tiny',
  by: 'f64 kernel',
  value: 4.956986135849659,
  reference: 4.956986135849659,
  difference: 0,
  tolerance: 4.96e-11,
  passes: true,
  ...changes,
});
const checked = (checks: readonly Check[]) =>
  opened(square, (store) => {
    const result = { checks, passed: checks.filter(({ passes }) => passes).length, seconds: 2.7 };
    store.getState().tell('verification', { mode: 'idle', result });
  });

/** A lattice with everything that is known of it. */
function latticeSeen(): LabStore {
  const store = createLabStore();
  const { knobs, lattice } = frameOf();
  setSides(store, lattice);
  setLatticeKnobs(store, knobs);
  const point = { energy: -1.41, magnetisation: 0.7, heatCapacity: 1.5 };
  receiveLattice(
    store,
    frameOf({
      measures: measuresOf(),
      curves: curvesOf(),
      exact: {
        temperature: knobs.temperature,
        field: 0,
        finite: { how: 'Kaufman', logZ: 44.9, energy: point.energy, heatCapacity: point.heatCapacity },
        infinite: { how: 'Onsager and Yang', logZPerSpin: 0.93, ...point },
      },
      flow: {
        pictures: 120,
        points: [
          { lattice: { Lx: 8, Ly: 6 }, coupling: 0.445, error: 0.002 },
          { lattice: { Lx: 4, Ly: 3 }, coupling: Number.POSITIVE_INFINITY, error: Number.NaN },
        ],
      },
    }),
  );
  return store;
}

const allRight = classifierOf({
  after: 1,
  confusion: Uint32Array.of(6, 0, 0, 0, 7, 0, 0, 0, 7),
  mistakes: [],
});

/** Each call makes a fresh store. */
export const studyCases: Record<string, StudyCase> = {
  'p(v) of 16 pixels': { View: Distribution, makeStore: () => studiedStore(square) },
  'states found among 20 pixels': {
    View: Distribution,
    makeStore: () => studiedStore({ rows: 4, columns: 5, hidden: 4 }),
  },
  'a machine not looked at yet': { View: Distribution, makeStore: () => opened(square) },
  'a stack and its layers': {
    View: Stack,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('stack', { mode: 'idle', result: stackResult(), about }),
      ),
  },
  'a stack as a classifier': {
    View: ({ store }) => <Classifier store={store} result={stackResult()} />,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('stack', { mode: 'idle', result: stackResult(), about }),
      ),
  },
  'a stack that names all rightly': {
    View: ({ store }) => <Classifier store={store} result={stackResult({ classifier: allRight })} />,
    makeStore: () =>
      opened(chainsShape, (store) => {
        const result = stackResult({ classifier: allRight });
        store.getState().tell('stack', { mode: 'idle', result, about });
      }),
  },
  'what features are worth': {
    View: Features,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('features', { mode: 'idle', result: featuresResult(), about }),
      ),
  },
  'a stuck chain': {
    View: Mixing,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('mixing', { mode: 'stopped', result: mixingResult(), about }),
      ),
  },
  'no chains yet': { View: Mixing, makeStore: () => opened(chainsShape) },
  'chains under way': {
    View: Mixing,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('mixing', { mode: 'running', progress: { share: 0.4, secondsLeft: 3 } }),
      ),
  },
  'a spectrum with spikes': {
    View: Spectrum,
    makeStore: () =>
      opened({ rows: 4, columns: 6, hidden: 12 }, (store) =>
        store.getState().tell('spectrum', { result: spectrumResult(), about }),
      ),
  },
  'no spectrum yet': { View: Spectrum, makeStore: () => opened(square) },
  'energies of four units': { View: Renormalisation, makeStore: () => opened(square) },
  'energies of eight units, and of a hidden layer': {
    View: Renormalisation,
    makeStore: () =>
      opened(square, (store) => {
        const wave = (count: number, size: number) => ({
          values: Array.from({ length: count }, (_, v) => size * ((v * 37) % 11) - 5),
          source: { kind: 'pasted' } as const,
        });
        store.getState().setEnergies({ H: wave(256, 0.7), K: wave(256, -1.3), H2: wave(64, 90) });
      }),
  },
  'codes in the plane': {
    View: Codes,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('codes', { mode: 'idle', result: codesResult(), about }),
      ),
  },
  'codes without labels': {
    View: Codes,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('codes', { mode: 'idle', result: unlabelledCodes(), about }),
      ),
  },
  'no codes yet': { View: Codes, makeStore: () => opened(square) },
  'a picture filled in': {
    View: Inpainting,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('inpainting', { mode: 'idle', result: inpaintingResult(), about }),
      ),
  },
  'mean field that did not settle': {
    View: Inpainting,
    makeStore: () =>
      opened(chainsShape, (store) =>
        store.getState().tell('inpainting', {
          mode: 'idle',
          result: inpaintingResult({
            mode: 'meanField',
            convergence: { converged: false, iterations: 500, residual: 0.1 },
          }),
          about,
        }),
      ),
  },
  'nothing filled in yet': { View: Inpainting, makeStore: () => opened(square) },
  'blocks beside hidden units': {
    View: Kadanoff,
    makeStore: () => latticeStore(latticeResult()),
  },
  'blocks beside a stack': {
    View: Kadanoff,
    makeStore: () => {
      const means = new Float32Array(10).fill(0.7);
      const pictures = picturesOf([means, means]);
      return latticeStore(
        latticeResult({
          stacked: true,
          layers: [layerOf(), layerOf()],
          pictures: { data: pictures, machine: pictures },
        }),
      );
    },
  },
  'lattices not compared yet': { View: Kadanoff, makeStore: () => latticeStore() },
  'no lattices to compare': { View: Kadanoff, makeStore: () => opened(square) },
  'an Ising lattice': { View: Ising, makeStore: latticeSeen },
  'no lattice yet': { View: Ising, makeStore: createLabStore },
  'a lattice refused': {
    View: Ising,
    makeStore: () => {
      const store = latticeSeen();
      tellLattice(store, { playing: false, refused: 'Invalid Lx: 300; expected a whole number 2..128.' });
      return store;
    },
  },
  'δ of a machine on lattices': { View: TraceFigure, makeStore: () => onLattices() },
  'δ where nothing is known': { View: TraceFigure, makeStore: () => opened(square) },
  'the 1×1 counterexample': {
    View: TraceFigure,
    makeStore: () => opened(square, (store) => store.getState().setTrace({ subject: 'counterexample' })),
  },
  'sizes compared': {
    View: SizeFigure,
    makeStore: () =>
      opened(square, (store) =>
        store.getState().tell('sizeConsistency', { mode: 'idle', result: sizeResult() }),
      ),
  },
  'sizes not compared yet': { View: SizeFigure, makeStore: () => createLabStore() },
  'many energies': { View: ManyEnergies, makeStore: () => createLabStore() },
  'all checks hold': { View: Verify, makeStore: () => checked([check(), check({ name: 'square' })]) },
  'a check that does not hold': {
    View: Verify,
    makeStore: () =>
      checked([check(), check({ name: 'square', value: 5.4, difference: 0.01, passes: false })]),
  },
};
