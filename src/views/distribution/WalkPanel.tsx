/** The state that one stands in: its picture to flip units in, its height, its neighbours, and the way downhill. */
import { formatMany } from '../../chart/numbers';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { descend } from '../../core/descent';
import { heldOf, probeOf } from '../../state/editSlice';
import type { LabStore } from '../../state/store';
import { machineOf, readProbe } from './machine';
import { ProbeReadOuts, useReadableRender } from './ProbeReadOuts';
import { mostNumbered, StateGrid } from './StateGrid';

export function WalkPanel({ store }: { readonly store: LabStore }) {
  useReadableRender(store);
  const probe = useLab(store, probeOf);
  const state = store.getState();
  const { summary, setProbe } = state;
  const reading = readProbe(state);
  if (!summary || probe.length === 0) return null;
  const flip = (unit: number) => setProbe(probe.map((bit, i) => (i === unit ? 1 - bit : bit)));
  const goDown = () => {
    const machine = machineOf(store.getState());
    if (machine) setProbe(descend(machine, probeOf(store.getState())));
  };
  const downhill = reading ? reading.rises.filter((rise) => rise < 0).length : 0;
  return (
    <section className="walk" aria-label="The state looked at">
      <header className="figure-head">
        <h2>
          <Term name="landscapeState">The state</Term>
        </h2>
        <span className="figure-controls">
          <Button onClick={goDown} disabled={!reading || downhill === 0}>
            Go downhill
          </Button>
        </span>
      </header>
      <div className="walk-body">
        <StateGrid bits={probe} shape={summary.shape} rises={reading?.rises} onFlip={flip} />
        {!heldOf(state) && (
          <div className="read-outs">
            <ProbeReadOuts store={store} />
          </div>
        )}
      </div>
      <p className="figure-caption">
        {!reading
          ? 'What a flip changes comes with the first look at the machine.'
          : downhill === 0
            ? 'A minimum: no flip leads lower.'
            : `${formatMany(downhill, 'flip')} of ${summary.visible}, framed, lead${downhill === 1 ? 's' : ''} lower.`}
        {reading && summary.visible <= mostNumbered && ' Numbers: change of F_c by a flip.'}
      </p>
    </section>
  );
}
