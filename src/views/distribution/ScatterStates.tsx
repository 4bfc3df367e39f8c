/** p(v) against q(v), state by state: on the diagonal where the machine has learned the data. */
import { useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { formatMany } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import { probeOf } from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { bitsOf, numberOf } from './grayMap';
import { dataStates, paintScatter, type ScatterData, scatterStateAt } from './paintScatter';
import { wordsForRank } from './RankedStates';
import { resultOf } from './useDistribution';

function present(state: LabState): ScatterData | undefined {
  const result = resultOf(state);
  const probe = probeOf(state);
  return result?.whole && probe.length === result.visible
    ? { ...result.whole, probe: numberOf(probe) }
    : undefined;
}
const watched = (state: LabState) => [state.studies.distribution.result, state.summary, state.probe];

export function ScatterStates({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const id = useId();
  useLab(store, (state) => state.probe);

  const paint: Paint = (context, size, theme) => {
    const data = present(store.getState());
    if (data) paintScatter(context, data, size, theme);
    else paintWaiting(context, 'the scatter appears with the first p(v)', size, theme);
  };
  useWriting(store, (state) => {
    const data = present(state);
    if (data)
      setText(
        description.current,
        `${formatMany(dataStates(data).length, 'state')} of the data; ${wordsForRank(data)}`,
      );
  });

  return (
    <Figure
      name="p(v) against q(v)"
      className="scatter"
      picture={canvas}
      title={<Term name="scatter">p(v) against q(v)</Term>}
      caption="On the dotted line p = q. Bars: how much of p lies on states without data."
    >
      <Picture
        name="p(v) against q(v)"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        reader={dataReader(store)}
      />
    </Figure>
  );
}

/** Steps through the states of the data, the most probable first. */
function dataReader(store: LabStore): Reader {
  const states = () => {
    const data = present(store.getState());
    return data ? dataStates(data) : [];
  };
  const here = () => {
    const index = states().indexOf(numberOf(probeOf(store.getState())));
    return index < 0 ? undefined : index;
  };
  const goTo = (state: number | undefined) => {
    const { summary, setProbe } = store.getState();
    if (state !== undefined && summary) setProbe(bitsOf(state, summary.visible));
  };
  const data = present(store.getState());
  return {
    label: 'Read off p(v) against q(v)',
    count: Math.max(1, states().length),
    chosen: here(),
    text: data ? wordsForRank(data) : 'not known yet',
    point: () => {},
    leave: () => {},
    pick: (x, y, size) => {
      const now = present(store.getState());
      if (now) goTo(scatterStateAt(now, size, x, y));
    },
    move: (key) => stepByKey(key, here(), states().length, 10),
    choose: (index) => goTo(index === undefined ? undefined : states()[index]),
  };
}
