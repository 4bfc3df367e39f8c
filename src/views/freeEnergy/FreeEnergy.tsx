/** F_c(v) of one sample, all its terms in sight, and ℓ(v) = −F_c(v) + F. */
import { useId, useRef } from 'react';
import { formatCount, formatValue } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import type { Paint } from '../../chart/usePainter';
import { withIndices } from '../../chart/withIndices';
import { useLab } from '../../controls/useLab';
import { freeEnergyOf, tellFreeEnergy } from '../../state/freeEnergySlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWants, useWriting } from '../followLab';
import { UnitsCanvas } from '../UnitsCanvas';
import { useSeen } from '../useSeen';
import { logPartitionNow, type Weighed, weigh } from './clampedTerms';
import { paintTerms, termAt } from './paintTerms';
import { SampleChoice } from './SampleChoice';
import './freeEnergy.css';

interface Props {
  readonly store: LabStore;
  /** Also F, and what becomes of both. */
  readonly likelihood?: boolean;
  /** The terms one by one, and F: what a prediction is about. */
  readonly revealed?: boolean;
}

const seen = (state: LabState) => weigh(state, freeEnergyOf(state).sample);
const watched = ({ frame, freeEnergy, summary, hovered, selected }: LabState) => [
  frame,
  freeEnergy,
  summary,
  hovered,
  selected,
];

export function FreeEnergy({ store, likelihood = false, revealed = true }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const sample = useLab(store, (state) => freeEnergyOf(state).sample);
  const summary = useLab(store, (state) => state.summary);
  useWants(store, box, { weights: true });
  const weighed = useSeen(store, seen);
  return (
    <div className="free-energy" ref={box}>
      <div className="free-energy-top">
        <SampleChoice
          store={store}
          label="Choose a sample v"
          chosen={sample}
          onChoose={(index) => tellFreeEnergy(store, { sample: index })}
        />
        {weighed && summary && (
          <span data-symbol="v" className="free-energy-sample">
            <UnitsCanvas values={weighed.v} shape={summary.shape} side={110} />
          </span>
        )}
      </div>
      {(revealed || likelihood) && <Terms store={store} />}
      <Sums weighed={weighed} counted={revealed || likelihood} />
      {likelihood && revealed && <Likelihood store={store} weighed={weighed} />}
      {!revealed && <p className="figure-caption">More is shown once you have predicted.</p>}
    </div>
  );
}

function Terms({ store }: Pick<Props, 'store'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const line = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const data = () => {
    const state = store.getState();
    const weighed = seen(state);
    const lit = litTerm(state);
    return weighed && { ...weighed, ...(lit !== undefined && { lit }) };
  };
  const paint: Paint = (context, size, theme) => {
    const now = data();
    if (now) paintTerms(context, now, size, theme);
    else paintWaiting(context, 'the machine is being made', size, theme);
  };
  useWriting(store, (state) => {
    const weighed = seen(state);
    setText(description.current, weighed ? describe(weighed) : '');
    setText(line.current, weighed ? wordsOfTerm(weighed, litTerm(state)) : '');
  });
  const chosen = useLab(store, litTerm);
  const count = useLab(store, ({ summary }) => (summary ? summary.visible + summary.hidden : 0));
  const visible = useLab(store, ({ summary }) => summary?.visible ?? 0);
  const point = (term: number | undefined) =>
    term === undefined ? undefined : term < visible ? { pixel: term } : { unit: term - visible };
  const at = (x: number, size: { width: number; height: number }) => {
    const now = data();
    return now && termAt(now, size, x);
  };
  const reader: Reader = {
    label: 'Terms of the clamped free energy, read',
    count,
    chosen,
    text: chosen === undefined ? 'no term chosen' : termName(chosen, visible),
    point: (x, _y, size) => store.getState().setHovered(point(at(x, size))),
    leave: () => store.getState().setHovered(undefined),
    pick: (x, _y, size) => store.getState().setSelected(point(at(x, size))),
    move: (key) => stepByKey(key, chosen, count, 1),
    choose: (term) => store.getState().setSelected(point(term)),
  };
  return (
    <div data-symbol="terms">
      <Picture
        name="Terms of the clamped free energy"
        className="free-energy-terms"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        reader={reader}
      />
      <p ref={line} className="figure-caption free-energy-term" />
    </div>
  );
}

/** The term whose unit is pointed at or chosen: visible units first. */
function litTerm({ hovered, selected, summary }: LabState): number | undefined {
  const { unit, pixel } = hovered ?? selected ?? {};
  if (pixel !== undefined) return pixel;
  return unit === undefined || !summary ? undefined : summary.visible + unit;
}

const termName = (term: number, visible: number) =>
  term < visible ? `visible unit ${term + 1}` : `hidden unit ${term - visible + 1}`;

function describe({ visible, hidden, visibleSum, hiddenSum }: Weighed): string {
  return (
    `${formatCount(visible.length)} terms of visible units, together ${formatValue(visibleSum)} nats, and ` +
    `${formatCount(hidden.length)} of hidden units, together ${formatValue(hiddenSum)} nats`
  );
}

function wordsOfTerm({ visible, hidden, inputs, v, rbm }: Weighed, term: number | undefined): string {
  if (term === undefined) return 'Point at a bar: each is one term of the sum, in nats.';
  if (term < visible.length)
    return `Visible unit ${term + 1}: a·v = ${formatValue(rbm.a[term])} · ${v[term]} = ${formatValue(visible[term])} nats.`;
  const j = term - visible.length;
  return `Hidden unit ${j + 1}: ln(1 + exp x) = ${formatValue(hidden[j])} nats, at x = b + v·W = ${formatValue(inputs[j])}.`;
}

interface SumsProps {
  readonly weighed: Weighed | undefined;
  /** Also what the sum is made of, and of how many terms. */
  readonly counted: boolean;
}

function Sums({ weighed, counted }: SumsProps) {
  const [V, H] = [weighed?.visible.length ?? 0, weighed?.hidden.length ?? 0];
  const detail = (terms: number) => (weighed && counted ? `${terms} terms` : '');
  return (
    <div className="read-outs">
      {counted && (
        <>
          <ReadOut
            name="Sum of the visible terms"
            value={weighed?.visibleSum}
            method="exact"
            unit="nats"
            detail={detail(V)}
          />
          <ReadOut
            name="Sum of the hidden terms"
            value={weighed?.hiddenSum}
            method="exact"
            unit="nats"
            detail={detail(H)}
          />
        </>
      )}
      <div data-symbol="Fc">
        <ReadOut
          name="F_c(v), minus both"
          shown={counted ? 'F_c(v), minus both' : 'F_c(v)'}
          term="clampedFreeEnergy"
          value={weighed?.freeEnergy}
          method="exact"
          unit="nats"
          detail={detail(V + H)}
        />
      </div>
    </div>
  );
}

/** F and ℓ hang on one and the same update: they are there while the machine rests. */
function Likelihood({ store, weighed }: Props & { readonly weighed: Weighed | undefined }) {
  const { logPartition, mean, detail, playing, why } = useSeen(store, seenOfF);
  const likelihood = weighed && logPartition !== undefined ? -weighed.freeEnergy - logPartition : undefined;
  return (
    <div className="read-outs">
      <div data-symbol="F">
        <ReadOut
          name="F = −ln Z"
          term="freeEnergy"
          value={logPartition === undefined ? undefined : -logPartition}
          method="exact"
          unit="nats"
          detail={detail}
        />
      </div>
      <div data-symbol="l">
        <ReadOut
          name="ℓ(v) = −F_c(v) + F"
          term="logLikelihood"
          value={likelihood}
          method="exact"
          unit="nats"
          bare
        />
      </div>
      <ReadOut name="Mean ℓ of the training rows, by the lab" value={mean} method="exact" unit="nats" bare />
      <p className="figure-caption" role="status" aria-label="What F waits for">
        {logPartition !== undefined
          ? ''
          : playing
            ? withIndices('F belongs to one update: pause, and it stands beside F_c of that very update.')
            : (why ?? 'F is being summed …')}
      </p>
    </div>
  );
}

function seenOfF(state: LabState) {
  const { frame, summary } = state;
  const logPartition = logPartitionNow(state);
  const { logLikelihood } = frame?.readings ?? {};
  const same = logPartition !== undefined && logLikelihood?.update === frame?.update;
  return {
    logPartition,
    mean: same ? logLikelihood?.value : undefined,
    detail: frame?.readings.logPartition.detail ?? '',
    playing: frame?.playing ?? true,
    why: summary?.whyNotExact,
  };
}
