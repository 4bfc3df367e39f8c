/** Where entropy enters: each visible state with the energy and the freedom that stand behind it. */
import type { ReactNode } from 'react';
import { formatValue } from '../../chart/numbers';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { type BehindVisible, behindVisible } from './behindVisible';
import { eightStates } from './eightStates';
import { TinyKnobs } from './TinyKnobs';
import './tinyMachine.css';

const freeEnergy = (
  <>
    F<sub>c</sub> = ⟨E⟩ − S
  </>
);

interface Column {
  readonly key: Exclude<keyof BehindVisible, 'name'>;
  readonly head: ReactNode;
  /** Begins the accessible name of each number. */
  readonly name: string;
  readonly digits: number;
}
const columns: readonly Column[] = [
  { key: 'lowest', head: 'lowest E', name: 'Lowest energy', digits: 2 },
  { key: 'meanEnergy', head: '⟨E⟩', name: 'Mean energy', digits: 3 },
  { key: 'entropy', head: 'S', name: 'Entropy', digits: 3 },
  { key: 'freeEnergy', head: freeEnergy, name: 'Clamped free energy', digits: 3 },
  { key: 'probability', head: 'p(v)', name: 'Probability', digits: 3 },
];

export function EntropyBehind({ store }: { readonly store: LabStore }) {
  const tiny = useLab(store, (state) => state.tiny);
  const rows = behindVisible(eightStates(tiny));
  const most = Math.max(...rows.map(({ probability }) => probability));
  return (
    <div className="tiny">
      <TinyKnobs store={store} />
      <div className="tiny-scroll">
        <table className="tiny-states">
          <caption className="visually-hidden">Behind each visible state</caption>
          <thead>
            <tr>
              <th scope="col">v₁ v₂</th>
              {columns.map(({ key, head }) => (
                <th key={key} scope="col" data-symbol={key}>
                  {head}
                </th>
              ))}
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                {columns.map(({ key, name, digits }) => (
                  <td key={key}>
                    <output aria-label={`${name} of ${row.name}`} data-value={row[key]} data-method="exact">
                      {formatValue(row[key], digits)}
                    </output>
                  </td>
                ))}
                <td className="tiny-bar">
                  <span style={{ width: `${(100 * row.probability) / most}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="figure-caption">
        All exact, in nats: ⟨E⟩ and S are over h off and h on, given v. S is at most ln 2 = 0.693, where h is
        in two minds. The lower F<sub>c</sub>, the higher p(v): it is e to the −F<sub>c</sub>, over Z.
      </p>
    </div>
  );
}
