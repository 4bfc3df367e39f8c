/** What can be done with the lattice: play, step, begin anew, and how its spins are flipped. */
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { askLattice, latticeOf, setLatticeKnobs, tellLattice } from '../../state/latticeSlice';
import type { LabStore } from '../../state/store';

const algorithms = [
  { value: 'metropolis', label: 'Metropolis' },
  { value: 'wolff', label: 'Wolff' },
] as const;
const paces = [
  { value: 'fastest', label: 'Fastest' },
  { value: 'frame', label: 'One a frame' },
] as const;

export function LatticeBar({ store }: { readonly store: LabStore }) {
  const playing = useLab(store, (state) => latticeOf(state).playing);
  const { algorithm, pace } = useLab(store, (state) => latticeOf(state).knobs);
  const refused = useLab(store, (state) => latticeOf(state).refused);
  const unit = algorithm === 'wolff' ? 'cluster' : 'sweep';
  return (
    <div className="ising-bar">
      <Button kind="go" onClick={() => tellLattice(store, { playing: !playing, refused: undefined })}>
        {playing ? 'Pause lattice' : 'Play lattice'}
      </Button>
      <Button onClick={() => askLattice(store, { kind: 'step' })} title={`One ${unit}, then rest`}>
        One {unit}
      </Button>
      <Button onClick={() => askLattice(store, { kind: 'begin', start: 'up' })}>All up</Button>
      <Button onClick={() => askLattice(store, { kind: 'begin', start: 'random' })}>Random</Button>
      <Segments
        label="Algorithm"
        options={algorithms}
        value={algorithm}
        onChange={(next) => setLatticeKnobs(store, { algorithm: next })}
      />
      <Segments
        label="Pace"
        options={paces}
        value={pace}
        onChange={(next) => setLatticeKnobs(store, { pace: next })}
      />
      <span className="soft">
        {algorithm === 'wolff' ? (
          <>
            <Term name="wolff">Clusters</Term> flip whole islands.
          </>
        ) : (
          <>
            <Term name="metropolis">Single flips</Term>, one sweep after the other.
          </>
        )}
      </span>
      {refused && (
        <p className="study-refusal" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}
