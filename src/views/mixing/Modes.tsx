/** Which chain sat in which mode how often, under the modes' pictures. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Legend } from '../../chart/Legend';
import { formatMany, formatValue } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import type { MixingResult } from '../../engine/study';
import type { LabState } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { type OccupancyData, occupancyAt, occupancyLayout, paintOccupancy, percent } from './paintOccupancy';
import { type PartProps, watched } from './Traces';

function occupancyData({ studies, summary }: LabState, chain?: number, mode?: number) {
  const { result } = studies.mixing;
  if (!result || !summary || result.modes[0]?.bits.length !== summary.visible) return undefined;
  const data: OccupancyData = {
    ...result,
    shape: summary.shape,
    ...(chain !== undefined && { litChain: chain }),
    ...(mode !== undefined && { litMode: mode }),
  };
  return data;
}

export function Modes({ store, result, chain, onChain }: PartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [mode, setMode] = useState<number>();
  const id = useId();
  const [caption, description] = [useRef<HTMLSpanElement>(null), useRef<HTMLParagraphElement>(null)];
  const paint: Paint = (context, size, theme) => {
    const data = occupancyData(store.getState(), chain, mode);
    if (data) paintOccupancy(context, data, size, theme, raster);
    else paintWaiting(context, 'modes appear when chains have run', size, theme);
  };
  useWriting(store, (state) => {
    const data = occupancyData(state);
    const box = canvas.current?.getBoundingClientRect();
    const words = data && result && box ? modeCaption(result, mode, occupancyLayout(data, box).columns) : '';
    setText(caption.current, words);
    setText(description.current, words);
  });
  const count = result?.modes.length ?? 0;
  const reader: Reader = {
    label: 'Mode in Modes',
    count,
    chosen: mode,
    text: mode === undefined ? 'no mode chosen' : `mode ${mode + 1} of ${count}`,
    point: () => {},
    leave: () => {},
    pick: (x, y, size) => {
      const data = occupancyData(store.getState());
      const at = data && occupancyAt(data, size, x, y);
      setMode(at?.mode === mode ? undefined : at?.mode);
      if (at?.chain !== undefined) onChain(at.chain === chain ? undefined : at.chain);
    },
    move: (key) => stepByKey(key, mode, count, count),
    choose: setMode,
  };
  return (
    <Figure
      name="Modes"
      className="mixing-modes"
      picture={canvas}
      title={<Term name="mode">Modes the chains sat in</Term>}
      legend={<Legend scale="from-model" low="0" high="1" unit="of a chain’s looks" />}
      caption={<span ref={caption} />}
    >
      <Picture
        name="Modes"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        {...(count > 0 && { reader })}
      />
    </Figure>
  );
}

function modeCaption(result: MixingResult, mode: number | undefined, columns: number): string {
  const { modes, modesFound, looks, occupancy, chains, stuck } = result;
  if (mode !== undefined && mode < modes.length) {
    const visitors = Array.from({ length: chains }, (_, chain) => chain).filter(
      (chain) => occupancy[chain * modes.length + mode]! > 0,
    );
    const who = visitors.length === chains ? 'all chains' : `chains ${visitors.map((c) => c + 1).join(', ')}`;
    return `Mode ${mode + 1}: ${percent(modes[mode]!.share)} of the looks, by ${who}.`;
  }
  const more = modesFound > columns ? `; the ${formatValue(columns, 0)} most visited are shown` : '';
  const caught = stuck.length > 0 ? ` Stuck: ${stuck.map((c) => c + 1).join(', ')}.` : '';
  return `${formatMany(modesFound, 'mode')} in ${formatMany(looks, 'look')} at each chain${more}.${caught}`;
}
