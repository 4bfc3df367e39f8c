/** What an update did to the free energies of its datum and its dream. */
import { formatSigned, formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { withIndices } from '../../chart/withIndices';
import type { LabState, LabStore } from '../../state/store';
import { useSeen } from '../useSeen';
import { shownUpdate, valleyOf } from './shownUpdate';

/** Of the update just done, at rest between two. */
export function valleyNow(state: LabState) {
  const shown = shownUpdate(state);
  const last = state.watched?.done.at(-1);
  return shown?.measured && last ? valleyOf(last) : undefined;
}

export function ValleyReadOuts({ store }: { readonly store: LabStore }) {
  const valley = useSeen(store, valleyNow);
  const rows = [
    { name: 'F_c of the datum v⁺', of: valley?.data },
    { name: 'F_c of the dream v⁻', of: valley?.dream },
  ];
  return (
    <section className="phase-weight" aria-label="Free energies of the datum and the dream">
      <div className="read-outs">
        {rows.map(({ name, of }) => (
          <div key={name} className="read-out">
            <span className="read-out-name">{withIndices(name)}, before and after</span>
            <output
              aria-label={name}
              data-method="exact"
              {...(of && { 'data-value': String(of[1]), 'data-before': String(of[0]) })}
            >
              {of ? `${formatValue(of[0], 3)} → ${formatValue(of[1], 3)}` : '–'}
              <span className="read-out-unit"> nats{of && `, ${formatSigned(of[1] - of[0], 3)}`}</span>
            </output>
          </div>
        ))}
        <ReadOut
          name="Growth of the gap F_c(v⁻) − F_c(v⁺)"
          value={valley?.grown}
          method="exact"
          unit="nats"
          digits={4}
          bare
        />
        <ReadOut
          name="The same to first order, ε × |G|²"
          value={valley?.expected}
          method="first order"
          unit="nats"
          digits={4}
          bare
        />
      </div>
      {!valley && <p className="figure-caption">Press Step until an update is complete.</p>}
    </section>
  );
}
