/** The receptive fields of a layer on the lattice, and how local they are. */
import { useId, useMemo, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Legend } from '../../chart/Legend';
import { formatCount, formatValue } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { createRaster } from '../../chart/raster';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint, Size } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { LatticeMachineResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { paintWeightTiles, type TileData, tileAt, tileLayout } from '../paintWeightTiles';
import { weightLimit } from '../weightScale';
import { arrangeFields } from './arrangeFields';
import { middle, wordedUnit } from './words';

export interface PartProps {
  readonly store: LabStore;
  readonly result: LatticeMachineResult | undefined;
  /** The layer that is looked at, 0 the lowest. */
  readonly level: number;
}

export const watched = ({ studies }: LabState) => [studies.latticeMachine.result];
const places = [
  { value: 'centred', label: 'centred' },
  { value: 'lattice', label: 'in place' },
] as const;

/** The unit that is lit: the page's own, where the layer is the lab's hidden layer, else one of this figure. */
function useLitUnit({ store, result, level }: PartProps) {
  const [own, setOwn] = useState<number>();
  const shared = useLab(store, (state) => state.selected?.unit);
  const linked = level === 0 && result?.stacked === false;
  const choose = (unit: number | undefined) =>
    linked ? store.getState().setSelected(unit === undefined ? undefined : { unit }) : setOwn(unit);
  return [linked ? shared : own, choose] as const;
}

export function Fields(props: PartProps) {
  const { store, result, level } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [place, setPlace] = useState<'centred' | 'lattice'>('centred');
  const [unit, choose] = useLitUnit(props);
  const id = useId();
  const layer = result?.layers[level];
  const arranged = useMemo(
    () => layer && result && arrangeFields(layer, result.side, place === 'centred'),
    [layer, result, place],
  );
  const tile = arranged && unit !== undefined ? arranged.units.indexOf(unit) : -1;
  const data: TileData | undefined = arranged &&
    result && {
      W: arranged.W,
      visible: result.side ** 2,
      hidden: arranged.units.length,
      shape: { rows: result.side, columns: result.side },
      first: 0,
      count: arranged.units.length,
      limit: weightLimit(arranged.W),
      ...(tile >= 0 && { litUnit: tile }),
    };
  const paint: Paint = (context, size, theme) => {
    if (data) paintWeightTiles(context, data, size, theme, raster);
    else paintWaiting(context, 'fields appear when the machine has been compared', size, theme);
  };
  const words =
    layer && result && unit !== undefined && unit < layer.hidden
      ? wordedUnit(layer, unit, result.side, result.ask.block)
      : layer
        ? `${shownWords(arranged!.units.length, layer.hidden)}, the strongest first. Choose one to read where it looks.`
        : 'Nothing compared yet.';
  const count = arranged?.units.length ?? 0;
  const acrossIn = (size: Size | undefined) =>
    data && size ? tileLayout(count, data.shape, size).across : 1;
  const reader: Reader = {
    label: 'Hidden unit in Fields on the lattice',
    count,
    chosen: tile >= 0 ? tile : undefined,
    text: words,
    point: () => {},
    leave: () => {},
    pick: (x, y, size) => {
      const at = data && tileAt(tileLayout(count, data.shape, size), data, x, y);
      const next = at && arranged!.units[at.unit];
      choose(next === unit ? undefined : next);
    },
    move: (key) => {
      const box = canvas.current?.getBoundingClientRect();
      return stepByKey(key, tile >= 0 ? tile : undefined, count, acrossIn(box));
    },
    choose: (next) => choose(next === undefined ? undefined : arranged?.units[next]),
  };
  return (
    <div className="kadanoff-fields">
      <Figure
        name="Fields on the lattice"
        picture={canvas}
        title={<Term name="receptiveField">Fields on the lattice</Term>}
        controls={<Segments label="Place of the fields" options={places} value={place} onChange={setPlace} />}
        legend={
          data && (
            <Legend
              scale="signed"
              low={`−${formatValue(data.limit)}`}
              high={formatValue(data.limit)}
              unit="W"
            />
          )
        }
        caption={words}
      >
        <Picture
          name="Fields on the lattice"
          canvas={canvas}
          paint={paint}
          subscribe={useChanges(store, watched)}
          descriptionId={id}
          description={(element) => setText(element, words)}
          {...(count > 0 && { reader })}
        />
      </Figure>
      <LocalityNumbers result={result} level={level} />
    </div>
  );
}

const shownWords = (shown: number, all: number): string =>
  shown < all ? `${formatCount(shown)} of ${formatCount(all)} fields` : `${formatCount(all)} fields`;

/** Strength-weighted root mean square reach: what the locality is made of. */
function meanReach({ reach, strength }: LatticeMachineResult['layers'][number]): number {
  let [sum, weight] = [0, 0];
  reach.forEach((r, j) => {
    if (Number.isNaN(r)) return;
    sum += strength[j]! * r * r;
    weight += strength[j]!;
  });
  return Math.sqrt(sum / weight);
}

const numberOr = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? undefined : value;

function LocalityNumbers({ result, level }: Omit<PartProps, 'store'>) {
  return (
    <div className="kadanoff-numbers">
      {(result?.layers ?? [undefined]).map((layer, n) => {
        const suffix = result?.stacked ? `, layer ${n + 1}` : '';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: layers have no other name
          <div className="read-outs" key={n} data-lit={result?.stacked && n === level}>
            <ReadOut
              name={`Locality${suffix}`}
              term="locality"
              value={numberOr(layer?.locality.value)}
              method="Monte Carlo"
              detail={`noise: 0 ± ${formatValue(layer?.locality.chance, 3)}`}
            />
            <ReadOut
              name={`Reach${suffix}`}
              term="reach"
              value={numberOr(layer && meanReach(layer))}
              method="exact"
              digits={2}
              unit="steps"
              detail={`noise: ${formatValue(result?.noise.reach, 2)}`}
            />
            <ReadOut
              name={`Sites of the middle field${suffix}`}
              term="participation"
              value={numberOr(layer && middle(layer.sites))}
              method="exact"
              digits={1}
              detail={`noise: ${formatValue(result?.noise.sites, 0)}`}
            />
          </div>
        );
      })}
      <p className="figure-caption">
        Reach is measured round the torus from each field’s own centre. Noise of the same size has locality 0,
        one site 1. Sparse decay makes fields small; only the data can make their sites neighbours.
      </p>
    </div>
  );
}
