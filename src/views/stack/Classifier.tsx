/** The stack as a classifier: what fine-tuning changed, which classes it takes for which, and where it errs. */
import { useCallback, useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { LineChart } from '../../chart/LineChart';
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import { Picture, stepByKey } from '../../chart/Picture';
import type { LineChartData } from '../../chart/paintLineChart';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import type { Paint, Size } from '../../chart/usePainter';
import type { ClassifierResult, StackResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { Pictures } from './Pictures';
import { type ConfusionData, confusionAt, paintConfusion } from './paintConfusion';
import { countError, tuningWords } from './words';

interface Props {
  readonly store: LabStore;
  readonly result: StackResult;
}

const watched = ({ studies }: LabState) => [studies.stack.result];

export function Classifier({ store, result }: Props) {
  const { classifier, whyNoClassifier } = result;
  return (
    <section className="stack-part" aria-label="Classifier">
      <h3>
        The stack as a <Term name="softmax">classifier</Term>
      </h3>
      {classifier ? (
        <>
          <p className="figure-caption">{tuningWords(classifier)}</p>
          <div className="stack-pair">
            <div>
              <Accuracies classifier={classifier} />
              <Course store={store} classifier={classifier} />
            </div>
            <Confusion store={store} classifier={classifier} />
          </div>
          <Mistakes classifier={classifier} shape={result.shape} />
        </>
      ) : (
        <p className="figure-caption">{whyNoClassifier}</p>
      )}
    </section>
  );
}

function Accuracies({ classifier }: { readonly classifier: ClassifierResult }) {
  const { before, after, trainingAfter, rows, judged, costs } = classifier;
  const method = judged === 'heldOut' ? 'held-out rows' : 'training rows';
  const percent = (share: number) => ({
    value: 100 * share,
    unit: '%',
    digits: 1,
    method,
    detail: `${formatCount(rows)}, ± ${formatValue(100 * countError(share, rows), 1)}`,
  });
  return (
    <div className="read-outs">
      <ReadOut name="Accuracy before fine-tuning" term="softmax" {...percent(before)} />
      <ReadOut
        name="Accuracy after fine-tuning"
        term="fineTuning"
        {...(costs.length > 0 ? percent(after) : { value: undefined, method })}
      />
      {judged === 'heldOut' && (
        <ReadOut
          name="Accuracy on the training rows"
          value={100 * trainingAfter}
          unit="%"
          digits={1}
          method="training rows"
        />
      )}
    </div>
  );
}

function courseChart(classifier: ClassifierResult | undefined): LineChartData {
  const { accuracies, before, judged } = classifier ?? {};
  const length = accuracies?.length ?? 0;
  const x = Float64Array.from({ length }, (_, n) => n + 1);
  const y = Float64Array.from(accuracies ?? [], (share) => 100 * share);
  return {
    series: [
      { label: judged === 'training' ? '% of training rows' : '% held out', points: { length, x, y } },
    ],
    ...(before !== undefined && { levels: [{ label: 'before', value: 100 * before }] }),
    unit: 'epochs',
    digits: 1,
    waiting: 'no fine-tuning was asked for',
  };
}

function Course({ store }: { readonly store: LabStore; readonly classifier: ClassifierResult }) {
  const read = useCallback(() => courseChart(store.getState().studies.stack.result?.classifier), [store]);
  return (
    <LineChart
      label="Accuracy along fine-tuning"
      title="Along fine-tuning"
      compact
      height={132}
      read={read}
      subscribe={useChanges(store, watched)}
    />
  );
}

function Confusion({
  store,
  classifier,
}: {
  readonly store: LabStore;
  readonly classifier: ClassifierResult;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [lit, setLit] = useState<number>();
  const id = useId();
  const { classes, confusion } = classifier;
  const count = classes.length;
  const data: ConfusionData = { classes, confusion, ...(lit !== undefined && { lit }) };
  const words = confusionWords(classifier, lit);
  const paint: Paint = (context, size, theme) => paintConfusion(context, data, size, theme);
  const reader = {
    label: 'Cell of Confusion matrix',
    count: count * count,
    chosen: lit,
    text: lit === undefined ? 'none chosen' : words,
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: Size) => {
      const cell = confusionAt(count, size, x, y);
      setLit(cell === lit ? undefined : cell);
    },
    move: (key: string) => stepByKey(key, lit, count * count, count),
    choose: setLit,
  };
  return (
    <Figure
      name="Confusion matrix"
      className="stack-confusion"
      picture={canvas}
      title={<Term name="confusionMatrix">Taken for</Term>}
      note="green: right, red: wrong, each on its own scale"
      caption={words}
    >
      <Picture
        name="Confusion matrix"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => {
          if (element) element.textContent = words;
        }}
        reader={reader}
      />
    </Figure>
  );
}

function confusionWords({ classes, confusion, rows }: ClassifierResult, cell: number | undefined): string {
  const count = classes.length;
  const ofClass = (truth: number) =>
    confusion.subarray(truth * count, (truth + 1) * count).reduce((sum, times) => sum + times, 0);
  if (cell !== undefined && cell < count * count) {
    const [truth, guess] = [Math.floor(cell / count), cell % count];
    const times = `${formatCount(confusion[cell]!)} of ${formatCount(ofClass(truth))}`;
    return truth === guess
      ? `“${classes[truth]}” named rightly: ${times}.`
      : `“${classes[truth]}” taken for “${classes[guess]}”: ${times}.`;
  }
  let worst = -1;
  confusion.forEach((times, n) => {
    if (n % (count + 1) !== 0 && times > (worst < 0 ? 0 : confusion[worst]!)) worst = n;
  });
  if (worst < 0) return `All ${formatCount(rows)} are named rightly.`;
  const [truth, guess] = [Math.floor(worst / count), worst % count];
  const wrong = confusion.reduce((sum, times, n) => sum + (n % (count + 1) === 0 ? 0 : times), 0);
  return `${formatCount(wrong)} of ${formatCount(rows)} wrong; most often “${classes[truth]}” is taken for “${classes[guess]}”: ${formatMany(confusion[worst]!, 'time')}.`;
}

function Mistakes({
  classifier,
  shape,
}: {
  readonly classifier: ClassifierResult;
  readonly shape: StackResult['shape'];
}) {
  const { mistakes, classes } = classifier;
  const pixels = mistakes[0]?.bits.length ?? 0;
  const short = (c: number) => {
    const name = classes[c]!;
    return name.length > 5 ? `${name.slice(0, 5)}…` : name;
  };
  const data = mistakes.length > 0 && {
    values: Uint8Array.from(mistakes.flatMap(({ bits }) => [...bits])),
    count: mistakes.length,
    pixels,
    shape,
    words: mistakes.map(({ truth, guess }) => `${short(truth)} → ${short(guess)}`),
    from: 'data' as const,
  };
  const caption = (n: number | undefined) => {
    if (n === undefined)
      return mistakes.length > 0
        ? 'What it is → what it was taken for; the surest mistake first.'
        : 'Nothing was named wrongly.';
    const { truth, guess, probability, row } = mistakes[n]!;
    return `Row ${row + 1}: “${classes[truth]}” taken for “${classes[guess]}”, with probability ${formatValue(probability)}.`;
  };
  return (
    <Pictures
      name="Mistakes"
      title="Named wrongly"
      className="stack-mistakes"
      what="Mistake"
      data={data || undefined}
      waiting="nothing was named wrongly"
      caption={caption}
    />
  );
}
