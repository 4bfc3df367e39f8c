/** A column for each layer of the stack: what its units look for at the pixels, and its own numbers. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Legend } from '../../chart/Legend';
import { formatCount, formatMany, formatSigned, formatValue } from '../../chart/numbers';
import { Picture, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { createRaster } from '../../chart/raster';
import { Term } from '../../chart/Term';
import { useBox } from '../../chart/useBox';
import type { Paint, Size, Subscribe } from '../../chart/usePainter';
import type { LayerFields, LayerMeasurements } from '../../engine/study';
import { paintWeightTiles, type Shape, tileAt, tileLayout } from '../paintWeightTiles';
import { weightLimit } from '../weightScale';
import { type ShownNumbers, shownNumbers } from './matching';

interface Props {
  readonly measurements: readonly LayerMeasurements[];
  readonly fields: readonly LayerFields[];
  readonly shape: Shape;
  /** Energies raised so that all free energies are equal. */
  readonly equal: boolean;
}

export function Layers({ measurements, fields, shape, equal }: Props) {
  const shown = shownNumbers(measurements, equal);
  return (
    <div className="stack-layers">
      {measurements.map((layer, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place
        <section key={k} className="stack-layer" aria-label={`Layer ${k + 1}`}>
          <Fields number={k + 1} layer={layer} fields={fields[k]} shape={shape} />
          <Numbers number={k + 1} layer={layer} shown={shown[k]!} equal={equal} />
        </section>
      ))}
    </div>
  );
}

const never: Subscribe = () => () => {};

interface FieldsProps {
  readonly number: number;
  readonly layer: LayerMeasurements;
  readonly fields: LayerFields | undefined;
  readonly shape: Shape;
}

function Fields({ number, layer, fields, shape }: FieldsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [lit, setLit] = useState<number>();
  const id = useId();
  const box = useBox(canvas);
  const name = `Fields of layer ${number}`;
  const units = fields?.units ?? 0;
  const chosen = lit !== undefined && lit < units ? lit : undefined;
  const data = fields && {
    W: fields.weights,
    visible: fields.pixels,
    hidden: units,
    shape,
    first: 0,
    count: units,
    limit: weightLimit(fields.weights),
    ...(chosen !== undefined && { litUnit: chosen }),
  };
  const paint: Paint = (context, size, theme) => {
    if (data) paintWeightTiles(context, data, size, theme, raster);
    else paintWaiting(context, 'not trained yet', size, theme);
  };
  const words = fields ? fieldWords(number, layer, fields, chosen) : '';
  const reader = {
    label: `Unit in ${name}`,
    count: units,
    chosen,
    text: chosen === undefined ? 'none chosen' : words,
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: Size) => {
      const unit = data && tileAt(tileLayout(units, shape, size), data, x, y)?.unit;
      setLit(unit === lit ? undefined : unit);
    },
    move: (key: string) => stepByKey(key, chosen, units, tileLayout(units, shape, box).across),
    choose: setLit,
  };
  const limit = data ? formatValue(data.limit, data.limit >= 10 ? 0 : 1) : '';
  return (
    <Figure
      name={name}
      className="stack-fields"
      picture={canvas}
      title={`Layer ${number}`}
      note={`${formatCount(layer.visible)} → ${formatMany(layer.hidden, 'unit')}`}
      caption={words}
      {...(data && { legend: <Legend scale="signed" low={`≤ −${limit}`} high={`≥ +${limit}`} /> })}
    >
      <Picture
        name={name}
        canvas={canvas}
        paint={paint}
        subscribe={never}
        descriptionId={id}
        description={(element) => {
          if (element) element.textContent = words;
        }}
        {...(units > 0 && { reader })}
      />
    </Figure>
  );
}

/** "W₁W₂W₃" */
const product = (number: number) =>
  Array.from({ length: number }, (_, k) => `W${String.fromCharCode(0x2081 + k)}`).join('');

function fieldWords(
  number: number,
  { hidden }: LayerMeasurements,
  { weights, units }: LayerFields,
  unit?: number,
) {
  if (unit === undefined) {
    const some = units < hidden ? `, the first ${units}` : '';
    const how = number === 1 ? 'its weights' : `${product(number)}, as if the layers between were linear`;
    return `A tile a unit${some}: ${how}.`;
  }
  let [low, high] = [0, 0];
  for (let n = unit; n < weights.length; n += units) {
    low = Math.min(low, weights[n]!);
    high = Math.max(high, weights[n]!);
  }
  return `Unit ${unit + 1}: from ${formatSigned(low)} to ${formatSigned(high)} over the pixels.`;
}

interface NumbersProps {
  readonly number: number;
  readonly layer: LayerMeasurements;
  readonly shown: ShownNumbers;
  readonly equal: boolean;
}

function Numbers({ number, layer, shown, equal }: NumbersProps) {
  const name = (what: string) => `${what}, layer ${number}`;
  const rows =
    layer.measured < layer.rows
      ? `${formatCount(layer.measured)} of ${formatCount(layer.rows)} rows`
      : formatMany(layer.rows, 'row');
  const measured = {
    method: layer.measured < layer.rows ? 'Monte Carlo' : 'exact',
    detail: rows,
  };
  const { logPartition, logLikelihood, shift } = shown;
  return (
    <div className="read-outs stack-numbers">
      <ReadOut
        name={name('ln Z')}
        shown="ln Z"
        term="partitionFunction"
        {...estimateProps(logPartition)}
        {...(equal && number > 1 && logPartition && { detail: 'that of layer 1, by the shift' })}
      />
      {equal && (
        <ReadOut
          name={name('Energy raised by')}
          shown="energy raised by"
          term="freeEnergyMatching"
          {...estimateProps(shift)}
        />
      )}
      <ReadOut
        name={name('Mean F_c')}
        shown="⟨F_c⟩"
        term="clampedFreeEnergy"
        value={shown.meanFreeEnergy}
        {...measured}
        {...(equal && shift && shift.method !== 'exact' && { method: 'AIS', detail: 'moved with ln Z' })}
      />
      <ReadOut
        name={name('Log-likelihood')}
        shown="ℓ of its rows"
        term="logLikelihood"
        {...estimateProps(logLikelihood)}
      />
      <ReadOut
        name={name('Independent units')}
        shown="ℓ, independent units"
        term="baseRate"
        value={layer.baseRate}
        method="exact"
        detail={formatMany(layer.rows, 'row')}
      />
      <ReadOut
        name={name('Reconstruction error')}
        shown="reconstruction"
        term="reconstructionError"
        value={layer.reconstructionError}
        digits={4}
        {...measured}
      />
      <p className="soft stack-about">
        {layer.epochs === undefined
          ? 'The lab’s machine, as it stood.'
          : `${formatMany(layer.epochs, 'epoch')} of CD-1.`}{' '}
        {number > 1 && <Term name="greedyLayer">Its rows are samples of layer {number - 1}.</Term>}
      </p>
    </div>
  );
}

function estimateProps(estimate: ShownNumbers['logPartition']) {
  if (!estimate) return { value: undefined, method: 'AIS' };
  const { value, low, high, method, detail } = estimate;
  return method === 'exact' ? { value, method, detail } : { value, low, high, method, detail };
}
