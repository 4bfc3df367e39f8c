/** The lattice as a machine with one hidden unit a bond: opened in the lab, with both ln Z and the constant between. */
import { formatMany, formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { whyNoMachine } from '../../state/latticeMachine';
import { askLattice, type ExactMachine, latticeOf } from '../../state/latticeSlice';
import type { LabState, LabStore } from '../../state/store';
import { sidesOf } from './paintLevels';

export function BondMachine({ store }: { readonly store: LabStore }) {
  const sides = useLab(store, (state) => latticeOf(state).sides);
  const machine = useLab(store, (state) => latticeOf(state).machine);
  const why = whyNoMachine(sides);
  return (
    <section className="ising-machine" aria-label="The lattice as a machine">
      <div className="ising-bar">
        <h2>
          <Term name="bondMachine">The lattice as a machine</Term>
        </h2>
        <Button onClick={() => askLattice(store, { kind: 'machine' })} disabled={why !== undefined}>
          Open in the lab as an exact RBM
        </Button>
        {machine && (
          <Button kind="soft" onClick={() => store.getState().setWorkspace('learning')}>
            Look at its weights
          </Button>
        )}
      </div>
      {why && <p className="figure-caption">Not at this size: {why}.</p>}
      {machine ? (
        <Sums store={store} machine={machine} />
      ) : (
        !why && (
          <p className="figure-caption">
            One hidden unit for each bond makes an RBM whose visible units are this lattice, exactly: nothing
            has to be learned. It takes the place of the lab’s run, which is one Undo away.
          </p>
        )
      )}
    </section>
  );
}

/** ln Z that the lab enumerates of the machine, as long as that is the one that was opened. */
const enumerated = (state: LabState): number | undefined => {
  const machine = state.lattice?.machine;
  const { frame } = state;
  const present = machine !== undefined && frame?.run === machine.run && frame.update === 0;
  const { value, method } = (present && frame.readings.logPartition) || {};
  return method === 'exact' ? value : undefined;
};
const isPresent = ({ lattice, summary }: LabState) => summary?.run === lattice?.machine?.run;

function Sums({ store, machine }: { readonly store: LabStore; readonly machine: ExactMachine }) {
  const bits = useLab(store, enumerated);
  const present = useLab(store, isPresent);
  const { constant, logZ, how, sides, temperature, field, hidden } = machine;
  const sum = bits === undefined ? undefined : bits + constant;
  return (
    <>
      <div className="read-outs">
        <ReadOut
          name="ln Z of the bits"
          term="logPartition"
          value={bits}
          method="exact"
          detail="the lab’s enumeration"
          digits={6}
          unit="nats"
        />
        <ReadOut
          name="Constant between them"
          value={constant}
          method="exact"
          detail="from spins to bits, and from bonds to hidden units"
          digits={6}
          unit="nats"
        />
        <ReadOut
          name="Sum of both"
          value={sum}
          method="exact"
          detail="weights rounded to 32 bits"
          digits={6}
          unit="nats"
        />
        <ReadOut
          name="ln Z of the lattice"
          term="kaufman"
          value={logZ}
          method="exact"
          {...(how && { detail: how })}
          digits={6}
          unit="nats"
        />
      </div>
      <p className="figure-caption">
        {sidesOf(sides)} at T = {formatValue(temperature, 3)}
        {field !== 0 && `, H = ${formatValue(field)}`}: {formatMany(sides.Lx * sides.Ly, 'visible unit')} and{' '}
        {formatMany(hidden, 'hidden unit')} in the lab.{' '}
        {present ? agreement(sum, logZ) : 'Another run has taken its place in the lab since.'}
      </p>
    </>
  );
}

function agreement(sum: number | undefined, logZ: number | undefined): string {
  if (sum === undefined)
    return 'The lab enumerates ln Z live up to 20 units in the smaller layer; the view ln Z goes farther on demand. Their difference is the constant all the same.';
  if (logZ === undefined) return 'ln Z of this lattice is not known by itself.';
  return `Two roads to one number: they differ by ${formatValue(Math.abs(sum - logZ), 6)} nats.`;
}
