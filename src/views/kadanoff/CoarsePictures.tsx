/** Lattices, their block spins, and the hidden layer over them as a picture: three ways to look at the same thing. */
import { useId, useMemo, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Legend } from '../../chart/Legend';
import { formatCount } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { createRaster } from '../../chart/raster';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import type { LatticeMachineResult, LatticePictures } from '../../engine/study';
import { setText, useChanges } from '../followLab';
import { blockPicture, type CoarseMap, coarseMap, hiddenPicture, shareAlike } from './coarsePicture';
import { type PartProps, watched } from './Fields';
import { type CoarseData, type CoarseRow, paintCoarse, pictureAt } from './paintCoarse';
import { wordedPicture } from './words';

type From = 'data' | 'machine';
const sources = [
  { value: 'data', label: 'of the data' },
  { value: 'machine', label: 'of the machine' },
] as const;

/** The rows to paint, and for each picture what its coarse versions have in common. */
function coarseRows(result: LatticeMachineResult, maps: readonly CoarseMap[], from: From) {
  const { side, ask, layers } = result;
  const pictures: LatticePictures = result.pictures[from];
  const each = <T,>(of: (n: number) => T) => Array.from({ length: pictures.count }, (_, n) => of(n));
  const part = <T extends { subarray(a: number, b: number): T; length: number }>(all: T, n: number) =>
    all.subarray((n * all.length) / pictures.count, ((n + 1) * all.length) / pictures.count);
  const lattice: CoarseRow = {
    label: `${side}×${side} spins`,
    pictures: each((n) => Float64Array.from(part(pictures.bits, n))),
  };
  const blocks: CoarseRow | undefined =
    ask.block === undefined
      ? undefined
      : {
          label: `majority of ${ask.block}×${ask.block}`,
          pictures: each((n) => blockPicture(part(pictures.blocks, n), side, ask.block!)),
        };
  const hidden: CoarseRow[] = maps.map((map, level) => ({
    label: `${formatCount(map.units.length)} of ${formatCount(layers[level]!.hidden)} hidden units${maps.length > 1 ? `, layer ${level + 1}` : ''}`,
    pictures: each((n) => hiddenPicture(map, part(pictures.hidden[level]!, n))),
  }));
  const alike = each((n) =>
    hidden.map(({ pictures: own }, level) => ({
      layer: maps.length > 1 ? `layer ${level + 1}` : 'the hidden layer',
      share: blocks ? shareAlike(own[n]!, blocks.pictures[n]!) : Number.NaN,
    })),
  );
  const up = lattice.pictures.map((v) => v.reduce((sum, x) => sum + x, 0) / v.length);
  return { rows: [lattice, ...(blocks ? [blocks] : []), ...hidden], alike, up };
}

export function CoarsePictures({ store, result, level }: PartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [from, setFrom] = useState<From>('data');
  const [lit, setLit] = useState<number>();
  const id = useId();
  const maps = useMemo(
    () => result?.layers.map((layer) => coarseMap(layer, result.side, result.noise.reach)),
    [result],
  );
  const coarse = useMemo(() => result && maps && coarseRows(result, maps, from), [result, maps, from]);
  const count = coarse?.up.length ?? 0;
  const chosen = lit !== undefined && lit < count ? lit : undefined;
  const data: CoarseData | undefined = coarse &&
    result && {
      side: result.side,
      rows: coarse.rows,
      from: from === 'data' ? 'data' : 'model',
      ...(chosen !== undefined && { lit: chosen }),
    };
  const paint: Paint = (context, size, theme) => {
    if (data) paintCoarse(context, data, size, theme, raster);
    else paintWaiting(context, 'pictures appear when the machine has been compared', size, theme);
  };
  const words =
    coarse && chosen !== undefined
      ? wordedPicture(chosen, count, coarse.up[chosen]!, coarse.alike[chosen]!)
      : 'Hidden units: each site shows p(h = 1) of the one whose field lies nearest, turned so that colour means up. Units that look at the whole lattice, and idle ones, have no place in it.';
  const reader: Reader = {
    label: 'Picture in Coarse pictures',
    count,
    chosen,
    text: chosen === undefined ? 'none chosen' : words,
    point: () => {},
    leave: () => {},
    pick: (x, _, size) => {
      const at = data && pictureAt(data, size, x);
      setLit(at === lit ? undefined : at);
    },
    move: (key) => stepByKey(key, chosen, count, count),
    choose: setLit,
  };
  const rows = data?.rows.length ?? 3;
  return (
    <div className="kadanoff-coarse">
      <Figure
        name="Coarse pictures"
        picture={canvas}
        title={<Term name="coarseGraining">Coarse pictures</Term>}
        controls={<Segments label="Whose pictures" options={sources} value={from} onChange={setFrom} />}
        legend={<Legend scale={from === 'data' ? 'from-data' : 'from-model'} low="down" high="up" />}
        caption={words}
      >
        <div className="kadanoff-coarse-box" data-rows={Math.min(rows, 6)}>
          <Picture
            name="Coarse pictures"
            canvas={canvas}
            paint={paint}
            subscribe={useChanges(store, watched)}
            descriptionId={id}
            description={(element) => setText(element, words)}
            {...(count > 0 && { reader })}
          />
        </div>
      </Figure>
      <AgreementNumbers result={result} level={level} />
    </div>
  );
}

function AgreementNumbers({ result, level }: Omit<PartProps, 'store'>) {
  const agreement = result?.layers[level]?.agreement;
  const row = (name: string, value: number | undefined, unit?: string, digits = 3) => (
    <ReadOut
      name={name}
      {...(name === 'Agreement with the best block' && { term: 'blockAgreement' as const })}
      value={value}
      method="Monte Carlo"
      digits={digits}
      bare
      {...(unit && { unit })}
    />
  );
  return (
    <div className="kadanoff-numbers">
      <div className="read-outs">
        {row('Agreement with the best block', agreement?.best)}
        {row('… with any block', agreement?.any)}
        {row('… with rows shuffled', agreement?.shuffled)}
        {row('Follow the block below', agreement && 100 * agreement.below, '% of units', 0)}
      </div>
      <p className="figure-caption">
        {agreement && `Over ${formatCount(agreement.rows)} lattices of the data. `}
        {result && result.ask.block === undefined
          ? `A lattice of ${result.side} spins a side has no blocks: its side has no divisor.`
          : 'Near Tc spins follow each other over long ways, so any block agrees with a unit a little. What counts is how much better the best one does, and whether it is the one under the unit.'}
      </p>
    </div>
  );
}
