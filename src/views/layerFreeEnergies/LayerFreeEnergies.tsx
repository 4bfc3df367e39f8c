/** A small stack, trained here: ln Z of each layer as it comes out, or with one free energy for all. */
import { Term } from '../../chart/Term';
import { useLab } from '../../controls/useLab';
import type { StackAsk } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { Layers } from '../stack/Layers';
import { StudyBar } from '../study/StudyBar';
import '../views.css';
import '../stack/stack.css';

interface Props {
  readonly store: LabStore;
}

/** Small enough for every ln Z to be exact, and for seconds of training. */
const smallStack: StackAsk = {
  first: 12,
  further: [8, 5],
  epochs: 400,
  learningRate: 0.1,
  seed: 1,
  fineTuningEpochs: 0,
};

export function LayerFreeEnergies({ store }: Props) {
  const result = useLab(store, (state) => state.studies.stack.result);
  const ready = useLab(store, (state) => state.summary !== undefined);
  const { equal } = useLab(store, (state) => state.renormalisationFigures.layers);
  const { setLayers } = store.getState();
  return (
    <div className="study-view stack">
      <StudyBar
        store={store}
        kind="stack"
        start="Train three layers"
        ask={() => smallStack}
        about=""
        {...(!ready && { unavailable: 'The lab is not ready yet.' })}
      />
      <label className="stack-check">
        <input
          type="checkbox"
          checked={equal}
          onChange={(event) => setLayers({ equal: event.target.checked })}
        />
        <span>
          One <Term name="matchedLayers">free energy</Term> for all layers
        </span>
      </label>
      {result ? (
        <Layers {...result} equal={equal} />
      ) : (
        <p className="figure-caption">
          12, 8 and 5 hidden units, on bars and stripes: each layer learns what the hidden units of the one
          below make of the data.
        </p>
      )}
    </div>
  );
}
