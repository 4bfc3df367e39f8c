/** One ln Z by three sums: how many terms each has, how long it takes here, and that they agree. */
import { useMemo, useRef } from 'react';
import { formatValue } from '../../chart/numbers';
import { raised } from '../../chart/powersOfTen';
import type { LabState, LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { statesOf } from '../logPartition/stateWords';
import { useSeen } from '../useSeen';
import { machineOf } from './clampedTerms';
import { mostSummed, type SumDone, sumThreeWays, type Way } from './sumThreeWays';
import { wordsOfTime } from './timed';
import './freeEnergy.css';

const names: Readonly<Record<Way, string>> = {
  both: 'All states of both layers',
  hidden: 'States of the hidden layer',
  visible: 'States of the visible layer',
};

/** The machine at rest: while it trains each sum would be about another. */
const atRest = (state: LabState) => {
  const { frame, summary } = state;
  const rbm = frame && !frame.playing ? machineOf(state) : undefined;
  return { rbm, key: rbm && `${summary!.run} ${frame!.update}` };
};

interface Props {
  readonly store: LabStore;
  /** Also what the sums come to: what a prediction is about. */
  readonly revealed?: boolean;
}

export function ThreeSums({ store, revealed = true }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useWants(store, box, { weights: true });
  const { rbm, key } = useSeen(store, atRest);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the machine
  const sums = useMemo(() => (rbm ? sumThreeWays(rbm) : []), [key]);
  return (
    <div className="free-energy" ref={box}>
      <div className="cost-scroll">
        <table className="cost-table">
          <caption className="visually-hidden">ln Z by three sums</caption>
          <thead>
            <tr>
              <th scope="col">Gone through</th>
              <th scope="col">Terms</th>
              <th scope="col">Time here</th>
              <th scope="col">ln Z, nats</th>
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <Row key={sum.way} sum={sum} revealed={revealed} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="figure-caption">
        {sums.length === 0
          ? 'Pause: the sums are about a machine that stands still.'
          : `Each sum is done here, in float64 and plain code, and timed. Sums of more than 2${raised(mostSummed)} terms are left out.`}
      </p>
    </div>
  );
}

interface RowProps {
  readonly sum: SumDone;
  readonly revealed: boolean;
}

function Row({ sum: { way, units, logPartition, seconds }, revealed }: RowProps) {
  return (
    <tr data-symbol={way}>
      <th scope="row">{names[way]}</th>
      <td>
        <output aria-label={`Terms, ${way}`} data-value={2 ** units} data-method="exact">
          {statesOf(units)}
        </output>
      </td>
      <td>
        {seconds === undefined ? (
          'not summed'
        ) : (
          <output aria-label={`Time, ${way}`} data-value={seconds} data-method="measured">
            {wordsOfTime(seconds)}
          </output>
        )}
      </td>
      <td>
        {logPartition === undefined || !revealed ? (
          revealed ? (
            '–'
          ) : (
            '?'
          )
        ) : (
          <output aria-label={`ln Z, ${way}`} data-value={logPartition} data-method="exact">
            {formatValue(logPartition, 7)}
          </output>
        )}
      </td>
    </tr>
  );
}
