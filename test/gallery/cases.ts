/** Situations that the views must look right in, ordinary ones and bad ones. */
import { createLabStore, type LabStore } from '../../src/state/store';
import { frameOf, measuresOf, notComputed, requestOf, summaryOf } from './frames';

/** Fills a store as a run would; each call makes a fresh one. */
export const cases: Record<string, () => LabStore> = {
  'digits, learning': () => filled({ rows: 8, columns: 8, hidden: 16 }),
  'digits, a unit and a pixel pointed at': () => {
    const store = filled({ rows: 8, columns: 8, hidden: 16 });
    store.getState().setHovered({ unit: 6, pixel: 19, sample: 12 });
    return store;
  },
  'CD goes wrong': () =>
    filled({ rows: 4, columns: 4, hidden: 16 }, { measures: measuresOf(400, 'diverging') }),
  'clamped chains': () => {
    const store = filled({ rows: 8, columns: 8, hidden: 16 });
    store.getState().setChainView({ mode: 'clamped', sample: 3, keep: 'upper half' });
    return store;
  },
  'weights as a matrix': () => {
    const store = filled({ rows: 8, columns: 8, hidden: 16 });
    store.getState().setWeightView('matrix');
    store.getState().setSelected({ unit: 4 });
    return store;
  },
  'weights as a histogram': () => {
    const store = filled({ rows: 8, columns: 8, hidden: 16 });
    store.getState().setWeightView('histogram');
    store.getState().setSelected({ unit: 4 });
    return store;
  },
  '784 × 500, ln Z not computed': () =>
    filled(
      { rows: 28, columns: 28, hidden: 500 },
      {
        readings: notComputed,
        measures: measuresOf(50, 'learning', ['pseudoLikelihood', 'reconstructionError']),
      },
    ),
  '1,024 hidden units': () => filled({ rows: 32, columns: 32, hidden: 1024 }, { readings: notComputed }),
  'one unit each': () => filled({ rows: 1, columns: 1, hidden: 1 }),
  'one row of 19 units': () => filled({ rows: 1, columns: 19, hidden: 8 }),
  'a shape with units to spare': () => filled({ rows: 4, columns: 5, visible: 19, hidden: 3 }),
  'not a number': () => filled({ rows: 8, columns: 8, hidden: 16 }, { fill: Number.NaN }),
  'all zero': () => filled({ rows: 8, columns: 8, hidden: 16 }, { fill: 0 }),
  'one measurement only': () =>
    filled({ rows: 8, columns: 8, hidden: 16 }, { measures: measuresOf(1, 'learning') }),
  'nothing yet': () => createLabStore(),
  'opened, no frame yet': () => {
    const store = createLabStore();
    store.getState().opened(summaryOf({ rows: 8, columns: 8, hidden: 16 }), requestOf());
    return store;
  },
};

function filled(
  shape: Parameters<typeof summaryOf>[0],
  options: Parameters<typeof frameOf>[1] = {},
): LabStore {
  const store = createLabStore();
  const summary = summaryOf(shape);
  store.getState().opened(summary, requestOf());
  store.getState().receive(frameOf(summary, options));
  return store;
}
