/** F_c along the chains, a line a chain. */
import { useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { formatMany } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { Term } from '../../chart/Term';
import type { Paint, Size } from '../../chart/usePainter';
import type { MixingResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { paintTraces, traceAt } from './paintTraces';

export interface PartProps {
  readonly store: LabStore;
  readonly result: MixingResult | undefined;
  /** The chain that is lit in both pictures. */
  readonly chain: number | undefined;
  readonly onChain: (chain: number | undefined) => void;
}

/** What pictures of a mixing study repaint for. */
export const watched = ({ studies, summary }: LabState) => [studies.mixing.result, summary];

const traceData = (result: MixingResult, litChain: number | undefined) => ({
  ...result,
  ...(litChain !== undefined && { litChain }),
});

export function Traces({ store, result, chain, onChain }: PartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const now = store.getState().studies.mixing.result;
    if (now) paintTraces(context, traceData(now, chain), size, theme);
    else paintWaiting(context, 'the chains’ free energies appear when they have run', size, theme);
  };
  const at = (x: number, y: number, size: Size) => result && traceAt(traceData(result, chain), size, x, y);
  return (
    <Figure
      name="Traces"
      className="mixing-traces"
      picture={canvas}
      title={<Term name="clampedFreeEnergy">Free energy along the chains</Term>}
      note="nats"
      caption={result ? traceCaption(result, chain) : 'A line a chain.'}
    >
      <Picture
        name="Traces"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => setText(element, result ? traceCaption(result, chain) : '')}
        {...(result && {
          reader: chainReader('Chain in Traces', result, chain, onChain, at),
        })}
      />
    </Figure>
  );
}

function traceCaption({ chains, warmUp, stuck }: MixingResult, chain: number | undefined): string {
  if (chain !== undefined && chain < chains)
    return `Chain ${chain + 1} of ${chains}${stuck.includes(chain) ? ', stuck in its mode' : ''}.`;
  const grey = warmUp > 0 ? ` The first ${formatMany(warmUp, 'sweep')} (grey) don’t count.` : '';
  const warn = stuck.length > 0 ? ' Stuck ones in the warning colour.' : '';
  return `A line a chain: well mixed ones can’t be told apart.${warn}${grey}`;
}

/** A picture that is read chain by chain. */
function chainReader(
  label: string,
  { chains }: MixingResult,
  chain: number | undefined,
  onChain: (chain: number | undefined) => void,
  at: (x: number, y: number, size: Size) => number | undefined,
): Reader {
  return {
    label,
    count: chains,
    chosen: chain,
    text: chain === undefined ? 'no chain chosen' : `chain ${chain + 1} of ${chains}`,
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: Size) => {
      const picked = at(x, y, size);
      onChain(picked === chain ? undefined : picked);
    },
    move: (key: string) => stepByKey(key, chain, chains, 1),
    choose: onChain,
  };
}
