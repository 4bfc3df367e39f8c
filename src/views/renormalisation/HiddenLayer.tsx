/** The hidden layer of the construction: H itself, or one of another size or energy, and the shift that matches it. */
import { useState } from 'react';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { withIndices } from '../../chart/withIndices';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { NumberRange } from '../../settings';
import { energyUnits, mostEnergyUnits } from '../../state/renormalisationSlice';
import type { LabStore } from '../../state/store';
import { EnergyPanel } from './EnergyPanel';
import { energiesBy } from './energySources';
import { readingOf } from './reading';

interface Props {
  readonly store: LabStore;
}

const layers = [
  { value: 'same', label: 'H again' },
  { value: 'other', label: 'Another' },
] as const;

const unitsSpec: NumberRange = {
  label: 'Hidden units m',
  unit: '',
  min: 0,
  max: mostEnergyUnits,
  integer: true,
  scale: 'linear',
};

export function HiddenLayer({ store }: Props) {
  const now = useLab(store, (state) => state.renormalisation.now);
  const [chosen, setChosen] = useState(0);
  const { setEnergies } = store.getState();
  const { H2, matched } = now;
  const { construction } = readingOf(now);
  const ring = (units: number) => {
    const { seed } = store.getState().settings;
    const source = H2?.source ?? ({ kind: 'ising', coupling: 0.5 } as const);
    const drawing = { seed, target: 'H2' } as const;
    return energiesBy(source, units, drawing) ?? energiesBy({ kind: 'constant', value: 0 }, units, drawing)!;
  };
  return (
    <section className="hidden-layer" aria-label="Hidden layer">
      <header className="figure-head">
        <h2>
          Energy of the <Term name="matchedLayers">hidden layer</Term>
        </h2>
        <span className="figure-controls">
          <Segments
            label="Energy of the hidden layer"
            options={layers}
            value={H2 ? 'other' : 'same'}
            onChange={(layer) =>
              setEnergies({ H2: layer === 'same' ? null : ring(Math.max(1, energyUnits(now.H) - 1)) })
            }
          />
        </span>
      </header>
      {H2 ? (
        <div className="hidden-body">
          <EnergyPanel
            store={store}
            target="H2"
            term="matchedLayers"
            size={0.5}
            chosen={Math.min(chosen, H2.values.length - 1)}
            onChoose={setChosen}
            caption="The construction needs Σ exp(−H₂(h)) to be Z. Any other layer misses it."
          />
          <div>
            <NumberBox
              spec={unitsSpec}
              value={energyUnits(H2)}
              onChange={(units) => setEnergies({ H2: ring(units) })}
            />
            <label className="matching">
              <input
                type="checkbox"
                checked={matched}
                onChange={(event) => setEnergies({ matched: event.target.checked })}
              />
              Shift H₂ until both layers have the same free energy
            </label>
            <div className="read-outs">
              <ReadOut
                name="Shift of H₂"
                term="matchedLayers"
                value={construction.shift}
                method="exact"
                unit="nats"
              />
            </div>
            <p className="figure-caption">
              {withIndices(
                matched
                  ? 'A constant is added to H₂. It changes no probability of h, and it makes Z_RG = Z. It says nothing of p̃.'
                  : 'Without the shift Z_RG is the hidden layer’s own sum, Σ exp(−H₂(h)), and not Z.',
              )}
            </p>
          </div>
        </div>
      ) : (
        <p className="figure-caption">
          h is as large as v and has the same energy, as in the essay: then Σ exp(−H(h)) = Z by itself.
        </p>
      )}
    </section>
  );
}
