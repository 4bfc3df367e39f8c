/** The lattice as a machine with one hidden unit a bond: opened in the lab, with both ln Z and the constant between. */
import { formatMany, formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { whyNoMachine } from '../../state/latticeMachine';
import { askLattice, type ExactMachine, latticeOf } from '../../state/latticeSlice';
import type { LabState, LabStore } from '../../state/store';
import { mostEnumerated, statesOf } from '../logPartition/stateWords';
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

/** ln Z of the bits that was enumerated of the machine, live or on demand, as long as that is the one that was opened. */
function enumerated({ lattice, frame, studies }: LabState): { value: number; how: string } | undefined {
  const run = lattice?.machine?.run;
  if (run === undefined) return undefined;
  if (frame?.run === run && frame.update === 0 && frame.readings.logPartition.method === 'exact') {
    const { value } = frame.readings.logPartition;
    if (value !== undefined) return { value, how: 'the lab’s enumeration' };
  }
  const { result, about } = studies.enumeration;
  return result && about?.run === run && about.update === 0
    ? { value: result.logPartition, how: 'enumerated in the view ln Z' }
    : undefined;
}
const isPresent = ({ lattice, summary }: LabState) => summary?.run === lattice?.machine?.run;

function Sums({ store, machine }: { readonly store: LabStore; readonly machine: ExactMachine }) {
  const summed = useLab(store, (state) => enumerated(state)?.value);
  const road = useLab(store, (state) => enumerated(state)?.how);
  const present = useLab(store, isPresent);
  const { constant, logZ, how, sides, temperature, field, hidden } = machine;
  const visible = sides.Lx * sides.Ly;
  const sum = summed === undefined ? undefined : summed + constant;
  // two unknowns and one equation: whichever is known gives the other
  const derived = present && logZ !== undefined ? logZ - constant : undefined;
  const bits = summed ?? derived;
  return (
    <>
      <div className="read-outs">
        <ReadOut
          name="ln Z of the bits"
          term="logPartition"
          value={bits}
          method="exact"
          detail={road ?? `${how} less the constant`}
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
        {sum !== undefined && (
          <ReadOut
            name="Sum of both"
            value={sum}
            method="exact"
            detail="weights rounded to 32 bits"
            digits={6}
            unit="nats"
          />
        )}
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
        {field !== 0 && `, H = ${formatValue(field)}`}: {formatMany(visible, 'visible unit')} and{' '}
        {formatMany(hidden, 'hidden unit')} in the lab.{' '}
        {present ? agreement(sum, logZ, visible) : 'Another run has taken its place in the lab since.'}
      </p>
      {present && sum === undefined && (
        <Button onClick={() => store.getState().setWorkspace('logPartition')}>
          {visible <= mostEnumerated ? 'Enumerate it in the view ln Z' : 'Estimate it in the view ln Z'}
        </Button>
      )}
    </>
  );
}

/** The visible units are the fewer ones: each spin has two bonds of its own. */
function agreement(sum: number | undefined, logZ: number | undefined, visible: number): string {
  if (sum !== undefined)
    return logZ === undefined
      ? 'ln Z of this lattice is not known by itself: the sum of both is the way to it.'
      : `Two roads to one number: they differ by ${formatValue(Math.abs(sum - logZ), 6)} nats.`;
  const states = `The smaller layer has ${formatMany(visible, 'unit')}: ${statesOf(visible)} states,`;
  const road =
    visible <= mostEnumerated
      ? 'too many to enumerate live, but the view ln Z sums them on demand'
      : `too many to enumerate (up to ${mostEnumerated} units); the view ln Z estimates their sum by annealed importance sampling`;
  return logZ === undefined
    ? `${states} ${road}. No formula gives ln Z of this lattice, so neither is known yet; the constant between them is.`
    : `${states} ${road}. What stands here is ln Z of the lattice less the constant: one road, and nothing to check it by until the other is taken.`;
}
