/** A proof that this machine computes rightly: every value beside its reference, computed here and now. */
import { type ReactNode, useEffect } from 'react';
import { formatCount, formatValue } from '../../chart/numbers';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { Check } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { type CheckGroup, groupsOf, methodOf } from './groups';
import './verify.css';

export function Verify({ store }: { readonly store: LabStore }) {
  const { progress, result, mode, refused } = useLab(store, (state) => state.studies.verification);
  const ready = useLab(store, (state) => state.summary !== undefined);
  const checks = (mode === 'running' ? progress?.checks : result?.checks) ?? [];
  const total = mode === 'running' ? progress?.total : result?.checks.length;
  // it begins by itself, once: nobody comes here for an empty table
  useEffect(() => {
    const { studies, ask } = store.getState();
    if (ready && studies.verification.mode === 'idle' && !studies.verification.result)
      ask('verification', {});
  }, [store, ready]);
  return (
    <div className="verify">
      <p className="figure-caption">
        Each line is computed in this browser, by the <Term name="kernel">kernels</Term> and the workers that
        the lab uses, and stands beside a value that was computed elsewhere: by other programs, from closed
        forms, or as published. Rounding may leave the difference that is allowed; annealing, an estimate, may
        be off by its own 3σ. Names such as tiny or bars3 are small machines, of 2 × 1 to 12 × 12 units.
      </p>
      <Verdict checks={checks} total={total} running={mode === 'running'} seconds={result?.seconds}>
        <Button disabled={mode === 'running'} onClick={() => store.getState().ask('verification', {})}>
          Verify again
        </Button>
      </Verdict>
      {refused && <p role="alert">{refused}</p>}
      {groupsOf(checks).map((group) => (
        <Group key={group.name} group={group} />
      ))}
    </div>
  );
}

interface VerdictProps {
  readonly checks: readonly Check[];
  readonly total: number | undefined;
  readonly running: boolean;
  readonly seconds: number | undefined;
  readonly children: ReactNode;
}

function Verdict({ checks, total, running, seconds, children }: VerdictProps) {
  const passed = checks.filter(({ passes }) => passes).length;
  const failed = checks.length - passed;
  const all = total !== undefined && passed === total;
  const words = () => {
    if (total === undefined) return '–';
    if (all) return `All ${formatCount(total)} hold`;
    return failed > 0
      ? `${formatCount(failed)} of ${formatCount(checks.length)} do not hold`
      : 'So far all hold';
  };
  return (
    <div className={`verdict ${failed > 0 ? 'bad' : all ? 'good' : ''}`}>
      <output aria-label="Checks that do not hold" data-value={String(failed)} data-method="exact">
        {words()}
      </output>
      <span className="study-about">
        <output aria-label="Checks that hold" data-value={String(passed)} data-method="exact">
          {formatCount(passed)}
        </output>{' '}
        of {total === undefined ? '–' : formatCount(total)}
        {!running && seconds !== undefined && ` in ${formatValue(seconds, 1)} s`}
      </span>
      {children}
    </div>
  );
}

/** Open where something does not hold. */
function Group({ group }: { readonly group: CheckGroup }) {
  const { name, checks, failed, worst } = group;
  const say = failed > 0 ? `${formatCount(failed)} of ${formatCount(checks.length)} do not hold` : 'hold';
  return (
    <details className="check-group" {...(failed > 0 && { open: true })}>
      <summary>
        <span className={failed > 0 ? 'mark bad' : 'mark good'} aria-hidden="true">
          {failed > 0 ? '✗' : '✓'}
        </span>
        <span className="check-group-name">{name}</span>
        <span className="soft">
          {failed > 0 ? say : `${formatCount(checks.length)} ${say}`}
          {worst !== undefined && `, largest difference ${shownDifference(worst)}`}
        </span>
      </summary>
      <div className="check-table">
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Here</th>
              <th scope="col">Reference</th>
              <th scope="col">Difference</th>
              <th scope="col">Allowed</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <Row key={check.name} check={check} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** As many digits as a double has: the reader may compare them one by one. */
const digits = (value: number | string) =>
  typeof value === 'string' ? value : String(value).replace('-', '−').replace('e-', 'e−');

const shownDifference = (difference: number) => (difference === 0 ? '0' : formatValue(difference, 1));

function Row({ check }: { readonly check: Check }) {
  const { group, name, value, reference, difference, tolerance, passes, by } = check;
  return (
    <tr className={passes ? undefined : 'bad'}>
      <th scope="row">{name}</th>
      <td>
        <output
          aria-label={`${group}: ${name}`}
          data-value={String(value)}
          data-method={methodOf(check)}
          data-passes={passes}
        >
          {digits(value)}
        </output>
      </td>
      <td>{digits(reference)}</td>
      <td>
        <span className={passes ? 'mark good' : 'mark bad'}>{passes ? '✓' : '✗ '}</span>{' '}
        {typeof value === 'number' ? shownDifference(difference) : ''}
      </td>
      <td>{typeof value === 'number' ? formatValue(tolerance, 1) : 'equal'}</td>
      <td className="soft">{by}</td>
    </tr>
  );
}
