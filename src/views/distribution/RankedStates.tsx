/** p(v) with all states ranked, and the data beside it; a state chosen here is the one looked at everywhere. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { formatCount, formatValue } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import { heldOf, probeOf } from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { bitsOf, numberOf } from './grayMap';
import { paintRanked, type RankedData, rankedScales } from './paintRanked';
import { beforeOf, resultOf } from './useDistribution';

const axes = [
  { value: 'log', label: 'Log' },
  { value: 'linear', label: 'Linear' },
] as const;
type Axis = (typeof axes)[number]['value'];

function present(state: LabState, axis: Axis): RankedData | undefined {
  const result = resultOf(state);
  const probe = probeOf(state);
  if (!result?.whole || probe.length !== result.visible) return undefined;
  const { p, q, ranked } = result.whole;
  const before = heldOf(state) && beforeOf(state)?.whole;
  return { p, q, ranked, logarithmic: axis === 'log', probe: numberOf(probe), ...(before && { before }) };
}
const watched = (state: LabState) => [
  state.studies.distribution.result,
  state.summary,
  state.probe,
  state.held,
];

/** "rank 3: p 0.0312, q 0.0625" */
export function wordsForRank({ p, q, ranked, probe }: Pick<RankedData, 'p' | 'q' | 'ranked' | 'probe'>) {
  const rank = ranked.indexOf(probe) + 1;
  return `rank ${formatCount(rank)}: p ${formatValue(p[probe], 4)}, q ${formatValue(q[probe], 4)}`;
}

export function RankedStates({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [axis, setAxis] = useState<Axis>('log');
  const [description, caption] = [useRef<HTMLParagraphElement>(null), useRef<HTMLSpanElement>(null)];
  const id = useId();
  useLab(store, (state) => state.probe);
  const holding = useLab(store, (state) => heldOf(state) !== undefined);

  const paint: Paint = (context, size, theme) => {
    const data = present(store.getState(), axis);
    if (data) paintRanked(context, data, size, theme);
    else paintWaiting(context, 'p(v) appears in a moment', size, theme);
  };
  useWriting(store, (state) => {
    const data = present(state, axis);
    if (!data) return;
    setText(caption.current, `Here: ${wordsForRank(data)}.`);
    setText(description.current, `${formatCount(data.ranked.length)} states; ${wordsForRank(data)}`);
  });

  return (
    <Figure
      name="p(v), ranked"
      className="ranked"
      picture={canvas}
      title={<Term name="distribution">p(v), ranked</Term>}
      controls={<Segments label="Probability axis" options={axes} value={axis} onChange={setAxis} />}
      legend={<Keys before={holding} />}
      caption={<span ref={caption} />}
    >
      <Picture
        name="p(v), ranked"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        reader={rankReader(store, () => present(store.getState(), axis))}
      />
    </Figure>
  );
}

/** Which colour is whose. */
function Keys({ before }: { readonly before: boolean }) {
  return (
    <span className="legend keys">
      <span className="key model">model p</span>
      <span className="key data">data q</span>
      {before && <span className="key before">before the edit</span>}
    </span>
  );
}

function rankReader(store: LabStore, read: () => RankedData | undefined): Reader {
  const data = read();
  const goTo = (rank: number | undefined) => {
    const now = read();
    const { summary, setProbe } = store.getState();
    if (now && summary && rank !== undefined) setProbe(bitsOf(now.ranked[rank]!, summary.visible));
  };
  return {
    label: 'Read off p(v), ranked',
    count: data?.ranked.length ?? 1,
    chosen: data?.ranked.indexOf(data.probe),
    text: data ? wordsForRank(data) : 'not known yet',
    point: () => {},
    leave: () => {},
    pick: (x, _y, size) => {
      const now = read();
      if (now) goTo(rankedScales(now, size).rankAt(x) - 1);
    },
    move: (key) => {
      const now = read();
      return now && stepByKey(key, now.ranked.indexOf(now.probe), now.ranked.length, 10);
    },
    choose: goTo,
  };
}
