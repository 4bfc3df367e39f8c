/** Pictures that a stack makes from the top down, and others of the same stack as often as they are asked for. */
import { useState } from 'react';
import { Legend } from '../../chart/Legend';
import { formatCount } from '../../chart/numbers';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { StackResult } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { Pictures } from './Pictures';

const views = [
  { value: 'means', label: 'Probabilities' },
  { value: 'bits', label: 'Samples' },
] as const;

interface Props {
  readonly store: LabStore;
  readonly result: StackResult;
}

export function Samples({ store, result }: Props) {
  const [view, setView] = useState<'means' | 'bits'>('means');
  const { samples, running, refused, again } = useDraws(store, result);
  const { draw, sweeps, count } = samples;
  const how = `Draw ${formatCount(draw + 1)} with seed ${formatCount(result.ask.seed)}: ${formatCount(sweeps)} Gibbs sweeps in the top machine from random states, then one pass down.`;
  const words = running ? 'Other pictures are on their way.' : (refused ?? how);
  return (
    <Pictures
      name="Pictures from the top"
      title={<Term name="topDown">From the top down</Term>}
      className="stack-samples"
      what="Picture"
      controls={
        <span className="stack-draws">
          <Button onClick={again} title="Other pictures of the same stack: nothing is trained">
            Generate again
          </Button>
          <Segments label="Show" options={views} value={view} onChange={setView} />
        </span>
      }
      legend={<Legend scale="from-model" low="0" high="1" />}
      data={{
        values: samples[view],
        count,
        pixels: result.layers[0]!.visible,
        shape: result.shape,
        from: 'model',
      }}
      waiting="generated when the stack is trained"
      caption={(n) => (n === undefined ? words : `Picture ${n + 1} of ${count}. ${words}`)}
    />
  );
}

/** The newest pictures of this very stack: those of its training, until others were asked for. */
function useDraws(store: LabStore, { layers, samples, ask: { seed } }: StackResult) {
  const { asked, mode, result, refused } = useLab(store, ({ studies }) => studies.stackPictures);
  const own = asked?.layers === layers;
  const shown = own && result ? result : samples;
  const again = () => {
    const { ask, tell } = store.getState();
    // pictures of another stack may not pose as those of this one meanwhile
    if (!own) tell('stackPictures', { result: undefined });
    ask('stackPictures', { layers, seed, draw: shown.draw + 1 });
  };
  return { samples: shown, running: own && mode === 'running', refused: own ? refused : undefined, again };
}
