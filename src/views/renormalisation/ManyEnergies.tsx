/** Many energies, one Z: what can be done to a small machine while Z stays, and what of it keeps p. */
import { useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { Changed } from '../../core/renormalisation/manyEnergies';
import { probabilitiesOf } from '../../core/renormalisation/stateEnergies';
import type { EnergyChange } from '../../state/renormalisationFiguresSlice';
import type { LabStore } from '../../state/store';
import { setText } from '../followLab';
import { hidden, manyEnergiesOf } from './manyEnergiesOf';
import { paintProbabilities } from './paintProbabilities';
import '../views.css';
import './renormalisation.css';

interface Props {
  readonly store: LabStore;
  /** Also what the changes do to p: what a prediction is about. */
  readonly revealed?: boolean;
}

const said: Record<EnergyChange, { readonly label: string; readonly why: string }> = {
  relabelVisible: {
    label: 'Number the visible units the other way round',
    why: 'The same probabilities, of other states.',
  },
  relabelHidden: {
    label: 'Number the hidden units the other way round',
    why: 'h is summed over: nobody sees the numbering.',
  },
  flipVisible: {
    label: 'Swap on and off of the first visible unit',
    why: 'W, a and b make up for it, up to a constant, but every state has another name.',
  },
  flipHidden: {
    label: 'Swap on and off of the first hidden unit',
    why: 'Seen from v nothing has happened.',
  },
  exchangeStates: {
    label: 'Exchange the energies of two states',
    why: 'The sum does not know which term is whose.',
  },
  addEnergies: {
    label: 'Add K(v), and ln Z̃ − ln Z',
    why: 'The essay’s construction, summed over h: K of the renormalisation lab.',
  },
  addConstant: { label: 'Add a constant K', why: 'ln Z̃ − ln Z takes it away again.' },
};

const noSubscription = (): (() => void) => () => {};

export function ManyEnergies({ store, revealed = true }: Props) {
  const { change, draw } = useLab(store, (state) => state.renormalisationFigures.manyEnergies);
  const { visible, logZ, p, changes } = useLab(store, manyEnergiesOf);
  const { setManyEnergies } = store.getState();
  const shown = changes.find((one) => one.change === change)!;
  return (
    <div className="renormalisation many-energies">
      <div className="renormalisation-head">
        <span className="figure-note">
          A machine of {visible} × {hidden} units, drawn at random:{' '}
          <span data-symbol="ln Z of the machine">ln Z = {formatValue(logZ, 4)}</span>
        </span>
        <Button onClick={() => setManyEnergies({ draw: draw + 1 })}>Draw another</Button>
      </div>
      <ChangeTable
        changes={changes}
        logZ={logZ}
        chosen={change}
        revealed={revealed}
        onChoose={(next) => setManyEnergies({ change: next })}
      />
      {revealed && <ChangePicture p={p} shown={shown} units={visible} />}
      <p className="figure-caption">
        All of these have one <Term name="partitionFunction">Z</Term>.{' '}
        {revealed
          ? 'Only what h alone sees, and a constant, keep p as well.'
          : 'What becomes of p is shown once you have predicted.'}
      </p>
    </div>
  );
}

interface TableProps {
  readonly changes: readonly Changed[];
  readonly logZ: number;
  readonly chosen: EnergyChange;
  readonly revealed: boolean;
  readonly onChoose: (change: EnergyChange) => void;
}

function ChangeTable({ changes, logZ, chosen, revealed, onChoose }: TableProps) {
  const name = useId();
  return (
    <table className="change-table">
      <thead>
        <tr>
          <th scope="col">Change</th>
          <th scope="col">ln Z′ − ln Z</th>
          <th scope="col">
            <Term name="totalVariation">Total variation</Term>
          </th>
          <th scope="col">keeps p</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ change, logZ: after, totalVariation, keepsP }) => (
          <tr key={change} data-change={change}>
            <th scope="row">
              <label>
                <input
                  type="radio"
                  name={name}
                  checked={change === chosen}
                  onChange={() => onChoose(change)}
                />
                {said[change].label}
              </label>
            </th>
            <td>
              <output
                aria-label={`ln Z′ − ln Z, ${said[change].label}`}
                data-value={after - logZ}
                data-method="exact"
              >
                {formatValue(after - logZ, 3)}
              </output>
            </td>
            <td>
              {revealed ? (
                <output
                  aria-label={`Total variation, ${said[change].label}`}
                  data-value={totalVariation}
                  data-method="exact"
                >
                  {formatValue(totalVariation, 3)}
                </output>
              ) : (
                '?'
              )}
            </td>
            {revealed ? (
              <td className={keepsP ? 'agrees' : 'differs'}>{keepsP ? '✓ yes' : '✗ no'}</td>
            ) : (
              <td>?</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PictureProps {
  readonly p: Float64Array;
  readonly shown: Changed;
  readonly units: number;
}

/** p before as bars, p after as the line over them. */
function ChangePicture({ p, shown, units }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const after = probabilitiesOf(shown.energies);
  return (
    <Figure
      name="p before and after"
      className="state-figure"
      picture={canvas}
      title="p before and after"
      note={said[shown.change].label}
      legend={
        <span className="legend keys">
          <span className="key data">bars: before</span>
          <span className="key model">line: after</span>
        </span>
      }
      caption={said[shown.change].why}
    >
      <Picture
        name="p before and after"
        canvas={canvas}
        paint={(context, size, theme) =>
          paintProbabilities(context, { p, pTilde: after, units, chosen: undefined }, size, theme)
        }
        subscribe={noSubscription}
        descriptionId={id}
        description={(element) =>
          setText(
            element,
            `${said[shown.change].label}: ${p.length} states, total variation ${formatValue(shown.totalVariation, 3)}`,
          )
        }
      />
    </Figure>
  );
}
