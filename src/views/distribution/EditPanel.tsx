/** A copy of the model in hand: choose a parameter, drag or type its value, undo; training knows nothing of it. */
import { useId } from 'react';
import { formatCount, formatMany, formatSigned } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { NumberField } from '../../controls/NumberField';
import { Slider } from '../../controls/Slider';
import { useLab } from '../../controls/useLab';
import type { NumberSpec } from '../../settings';
import {
  type Change,
  type HeldModel,
  heldOf,
  type ParameterPlace,
  valueAtPlace,
} from '../../state/editSlice';
import type { LabStore } from '../../state/store';
import { nameOfPlace, ParameterTable } from './ParameterTable';
import { ProbeReadOuts } from './ProbeReadOuts';
import { beforeOf, resultOf } from './useDistribution';

const kinds = [
  { value: 'W', label: 'Weight W' },
  { value: 'a', label: 'Visible bias a' },
  { value: 'b', label: 'Hidden bias b' },
] as const;

/** Values reach at least this far on both sides of 0. */
const leastReach = 10;
/** The newest changes that are listed. */
const listed = 4;

/** Not a setting of the run: nothing here reaches the machine. */
const specOf = (label: string, min: number, max: number, integer: boolean): NumberSpec => ({
  kind: 'number',
  label,
  group: 'pace',
  applies: 'pace',
  key: 'edit',
  unit: '',
  min,
  max,
  default: min,
  integer,
  scale: 'linear',
  reason: '',
});

/** How far the slider reaches: twice the largest parameter of the copy as it was taken. */
function reachOf({ original: { W, a, b } }: HeldModel): number {
  let most = leastReach / 2;
  for (const part of [W, a, b]) for (const value of part) most = Math.max(most, Math.abs(value));
  return Math.ceil(2 * most);
}

export function EditPanel({ store }: { readonly store: LabStore }) {
  const held = useLab(store, heldOf);
  if (!held) return null;
  const { undoChange, redoChange, letGo } = store.getState();
  return (
    <section className="edit" aria-label="A copy in hand">
      <header className="figure-head">
        <h2>
          <Term name="heldModel">A copy in hand</Term>
        </h2>
        <span className="figure-controls">
          <Button onClick={undoChange} disabled={held.done.length === 0}>
            Undo change
          </Button>
          <Button onClick={redoChange} disabled={held.undone.length === 0}>
            Redo change
          </Button>
          <Button onClick={letGo}>Back to the machine</Button>
        </span>
      </header>
      <div className="edit-body">
        <div className="edit-table">
          <ParameterTable store={store} held={held} />
          <p className="figure-caption">
            Copied at update {formatCount(held.update)}. Training goes on untouched.
          </p>
        </div>
        <div className="edit-controls">
          <PlaceFields store={store} held={held} />
          <ValueSlider store={store} held={held} />
          <div className="read-outs">
            <EditedLogPartition store={store} held={held} />
            <ProbeReadOuts store={store} />
          </div>
          <Changes held={held} />
        </div>
      </div>
    </section>
  );
}

interface Props {
  readonly store: LabStore;
  readonly held: HeldModel;
}

/** The place of another kind that keeps as much of the old one as it can. */
function placeOfKind(kind: ParameterPlace['kind'], place: ParameterPlace): ParameterPlace {
  const i = place.kind === 'b' ? 0 : place.i;
  const j = place.kind === 'a' ? 0 : place.j;
  if (kind === 'W') return { kind, i, j };
  return kind === 'a' ? { kind, i } : { kind, j };
}

function PlaceFields({ store, held: { place, parameters } }: Props) {
  const { choosePlace } = store.getState();
  const { visible, hidden } = parameters;
  return (
    <div className="place-fields">
      <Segments
        label="Parameter"
        options={hidden > 0 ? kinds : kinds.slice(1, 2)}
        value={place.kind}
        onChange={(kind) => choosePlace(placeOfKind(kind, place))}
      />
      {place.kind !== 'b' && (
        <UnitField
          label="Visible unit i"
          count={visible}
          unit={place.i}
          onChange={(i) => choosePlace({ ...place, i })}
        />
      )}
      {place.kind !== 'a' && (
        <UnitField
          label="Hidden unit j"
          count={hidden}
          unit={place.j}
          onChange={(j) => choosePlace({ ...place, j })}
        />
      )}
    </div>
  );
}

interface UnitProps {
  readonly label: string;
  readonly count: number;
  /** 0-based; people count from 1. */
  readonly unit: number;
  readonly onChange: (unit: number) => void;
}

function UnitField({ label, count, unit, onChange }: UnitProps) {
  const id = useId();
  return (
    <span className="unit-field">
      <span id={id}>{label}</span>
      <NumberField
        spec={specOf(label, 1, count, true)}
        value={unit + 1}
        labelledBy={id}
        onCommit={(value) => onChange(value - 1)}
      />
    </span>
  );
}

function ValueSlider({ store, held }: Props) {
  const { setParameter, endStroke } = store.getState();
  const reach = reachOf(held);
  const value = valueAtPlace(held.parameters, held.place);
  return (
    // one drag, or one key held down, is one change
    <fieldset className="edit-value" onPointerUp={endStroke} onKeyUp={endStroke} onBlur={endStroke}>
      <Slider
        spec={specOf(`Value of ${nameOfPlace(held.place)}`, -reach, reach, false)}
        value={Number(value.toPrecision(6))}
        onChange={setParameter}
        reason={`from −${reach} to ${reach}; it was ${formatSigned(valueAtPlace(held.original, held.place), 3)}`}
      />
    </fieldset>
  );
}

/** ln Z of the copy, and by how much it has changed since it was taken. */
function EditedLogPartition({ store, held }: Props) {
  const result = useLab(store, resultOf);
  const ofCopy = result?.edit === undefined ? undefined : result;
  // the study of the copy as it was taken is what later ones are compared with
  const untouched = held.parameters === held.original && ofCopy?.edit === held.edit;
  const before = (untouched ? ofCopy : beforeOf(store.getState()))?.logPartition;
  const now = ofCopy?.logPartition;
  const behind = ofCopy !== undefined && ofCopy.edit !== held.edit;
  const detail = behind ? 'of the edit before' : undefined;
  const why = ofCopy?.whyNoLogPartition;
  return (
    <>
      <ReadOut
        name="ln Z (edited)"
        term="logPartition"
        value={now}
        method="exact"
        {...(detail && { detail })}
      />
      <ReadOut
        name="Change of ln Z"
        value={now !== undefined && before !== undefined ? now - before : undefined}
        method="exact"
        {...(detail && { detail })}
      />
      {!ofCopy && <p className="figure-caption">The copy is being looked at …</p>}
      {why && <p className="figure-caption">ln Z is not computed: {why}.</p>}
    </>
  );
}

function inWords(change: Change): string {
  if (change.kind === 'parameter')
    return `${nameOfPlace(change.place)}: ${formatSigned(change.from, 3)} → ${formatSigned(change.to, 3)}`;
  const flips = change.from.reduce((count, bit, i) => count + Number(bit !== change.to[i]), 0);
  return `the state: ${formatMany(flips, 'unit')} flipped`;
}

function Changes({ held: { done } }: { readonly held: HeldModel }) {
  if (done.length === 0)
    return <p className="figure-caption">Choose a parameter in the table, then drag or type its value.</p>;
  const first = Math.max(0, done.length - listed);
  return (
    <ol className="changes" aria-label="Changes" start={first + 1}>
      {done.slice(first).map((change, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a change is its place in the list
        <li key={first + k}>{inWords(change)}</li>
      ))}
    </ol>
  );
}
