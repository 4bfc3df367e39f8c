/** All values of ln Z for the machine in one table, and on one axis. */
import { formatCount, formatSigned } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { type DifferenceScale, differenceScale } from './differenceScale';
import type { EstimateRow } from './estimateRows';

interface Props {
  readonly rows: readonly EstimateRow[];
}

export function ComparisonTable({ rows }: Props) {
  const middle = middleOf(rows);
  const origin = middle?.value ?? 0;
  const scale = differenceScale(
    rows.flatMap(({ value, low, high, settled, update }) =>
      settled && update === middle?.update ? [value, low ?? value, high ?? value].map((x) => x - origin) : [],
    ),
  );
  return (
    <table className="lnz-table">
      <caption className="visually-hidden">ln Z by every method</caption>
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">ln Z, and how</th>
          <th scope="col" className="number-cell">
            − exact
          </th>
          <th scope="col" className="number-cell lnz-update">
            update
          </th>
          <th scope="col" className="lnz-axis-head">
            <Axis {...scale} from={middle?.method === 'exact' ? 'exact' : (middle?.name ?? '')} />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              <Term name={row.term}>{row.name}</Term>
            </th>
            <td>
              <ReadOut {...readOutOf(row)} />
              <div className="lnz-narrow">
                {row.update === middle?.update && <Place row={row} origin={origin} place={scale.place} />}
              </div>
            </td>
            <td className="number-cell">
              <Difference row={row} />
            </td>
            <td className="number-cell soft lnz-update">{formatCount(row.update)}</td>
            <td className="lnz-axis">
              {row.update === middle?.update && <Place row={row} origin={origin} place={scale.place} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the others of the same update are drawn against: the exact value, else AIS, else one at rest. */
function middleOf(rows: readonly EstimateRow[]): EstimateRow | undefined {
  const about = (rows.find(({ method }) => method === 'AIS') ?? rows.at(-1))?.update;
  const same = rows.filter(({ update }) => update === about);
  return (
    same.find(({ method }) => method === 'exact') ??
    same.find(({ method }) => method === 'AIS') ??
    same.filter(({ settled }) => settled).at(-1)
  );
}

const readOutOf = ({ name, method, detail, value, low, high }: EstimateRow) => ({
  name: `ln Z, ${name}`,
  method,
  detail,
  value,
  digits: 3,
  ...(low !== undefined && high !== undefined && { low, high }),
});

function Difference({ row: { name, method, difference } }: { readonly row: EstimateRow }) {
  if (method === 'exact') return null;
  if (difference === undefined) return <span title="the exact value of this update is not known">–</span>;
  return (
    <output
      aria-label={`${name} minus exact`}
      aria-live="off"
      data-value={String(difference)}
      data-method={method}
    >
      {formatSigned(difference, Math.abs(difference) < 0.001 ? 5 : 3)}
    </output>
  );
}

const percent = (share: number) => `${100 * share}%`;

/** Marks in nats; their middle is the exact value, or the best that there is. */
function Axis({ place, marks, steps, from }: DifferenceScale & { readonly from: string }) {
  return (
    <svg className="lnz-marks" role="img" aria-label={`Difference from ${from}, nats; in powers of ten`}>
      {steps.map((step) => (
        <line key={step} x1={percent(place(step))} x2={percent(place(step))} y1="16" y2="20" />
      ))}
      {marks.map((mark) => (
        <text key={mark} x={percent(place(mark))} y="12" textAnchor={anchorOf(place(mark))}>
          {mark === 0 ? from : formatSigned(mark, mark % 1 === 0 ? 0 : 2)}
        </text>
      ))}
    </svg>
  );
}

const anchorOf = (share: number) => (share < 0.1 ? 'start' : share > 0.9 ? 'end' : 'middle');

/** Where one value stands, with its interval; an arrow where that is open. */
function Place({
  row,
  origin,
  place,
}: { readonly row: EstimateRow; readonly origin: number } & Pick<DifferenceScale, 'place'>) {
  const { value, low, high, method, warning } = row;
  const at = (x: number) => percent(place(x - origin));
  const open = low === Number.NEGATIVE_INFINITY;
  return (
    <svg className={method === 'exact' ? 'lnz-place exact' : 'lnz-place'} aria-hidden="true">
      <line className="middle" x1="50%" x2="50%" y1="0" y2="100%" />
      {low !== undefined && high !== undefined && (
        <line className="interval" x1={open ? '0%' : at(low)} x2={at(high)} y1="50%" y2="50%" />
      )}
      {open && (
        <text x="0" y="16">
          ←
        </text>
      )}
      <circle className={warning ? 'doubtful' : ''} cx={at(value)} cy="50%" r="4" />
    </svg>
  );
}
