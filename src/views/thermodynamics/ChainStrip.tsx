/** A few of the Gibbs chains at the β that the curves are read at: what the numbers look like. */
import { useId, useRef, useState } from 'react';
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import type { Paint } from '../../chart/usePainter';
import type { LabStore } from '../../state/store';
import { setText, useChanges, useWants, useWriting } from '../followLab';
import { chainsNow, chainsWatched } from '../GibbsChains';
import { paintChains } from '../paintChains';

export function ChainStrip({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const [raster] = useState(createRaster);
  useWants(store, canvas, { chains: true });
  const paint: Paint = (context, size, theme) => {
    const data = chainsNow(store.getState());
    if (data) paintChains(context, data, size, theme, raster);
    else paintWaiting(context, 'the chains appear with the first update', size, theme);
  };
  useWriting(store, (state) => {
    const { chains, view } = state;
    if (!chains) return;
    const words = `${formatMany(chains.count, 'chain')} at β ${formatValue(view.chainView.beta)}, ${formatCount(chains.sweeps)} sweeps`;
    setText(description.current, words);
  });
  return (
    <Picture
      name="Chains at this β"
      className="chain-strip"
      canvas={canvas}
      paint={paint}
      subscribe={useChanges(store, chainsWatched)}
      descriptionId={useId()}
      description={description}
    />
  );
}
