/** All values of ln Z for the machine in one table, and on one axis. */
import { formatCount, formatSigned } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { differenceScale } from './differenceScale';
import type { EstimateRow } from './estimateRows';

interface Props {
  readonly rows: readonly EstimateRow[];
}

export function ComparisonTable({ rows }: Props) {
  const middle = rows.find(({ method }) => method === 'exact') ?? rows.find(({ method }) => method === 'AIS');
  const origin = middle?.value ?? 0;
  const scale = differenceScale(
    rows.flatMap(({ value, low, high, settled }) =>
      settled ? [value, low ?? value, high ?? value].map((x) => x - origin) : [],
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
            <Axis {...scale} from={middle?.method === 'exact' ? 'exact' : 'AIS'} />
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
                <Place row={row} origin={origin} place={scale.place} />
              </div>
            </td>
            <td className="number-cell">
              <Difference row={row} />
            </td>
            <td className="number-cell soft lnz-update">{formatCount(row.update)}</td>
            <td className="lnz-axis">
              <Place row={row} origin={origin} place={scale.place} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
      {formatSigned(difference, 3)}
    </output>
  );
}

type Scale = ReturnType<typeof differenceScale>;

const percent = (share: number) => `${100 * share}%`;

/** Marks in nats; their middle is the exact value, or AIS where there is none. */
function Axis({ place, marks, from }: Scale & { readonly from: string }) {
  return (
    <svg className="lnz-marks" role="img" aria-label={`Difference from ${from}, nats`}>
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
}: { readonly row: EstimateRow; readonly origin: number } & Pick<Scale, 'place'>) {
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
