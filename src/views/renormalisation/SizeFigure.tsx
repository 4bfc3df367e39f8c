/** Size consistency: two machines side by side, then N copies; what adds, and whose error grows with the size. */
import { LineChart } from '../../chart/LineChart';
import { formatMany, formatValue } from '../../chart/numbers';
import type { Points, Series } from '../../chart/paintLineChart';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { SizeConsistencyAsk, SizeConsistencyResult, SizeConsistencyRow } from '../../engine/study';
import type { NumberRange } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { StudyBar } from '../study/StudyBar';
import { type Addition, type Approximation, additions, errorPerCopy } from './sizeRows';
import '../views.css';
import './renormalisation.css';

interface Props {
  readonly store: LabStore;
}

const numberSpec = (label: string, min: number, max: number, integer = true): NumberRange => ({
  label,
  unit: '',
  min,
  max,
  integer,
  scale: 'linear',
});
const fields: readonly (readonly [keyof SizeConsistencyAsk, NumberRange])[] = [
  ['deviation', numberSpec('Spread of weights', 0, 4, false)],
  ['copies', numberSpec('Copies up to', 1, 8)],
  ['chains', numberSpec('AIS chains', 2, 1000)],
  ['betas', numberSpec('AIS β steps', 2, 1000)],
];

const watched = ({ studies }: LabState) => [studies.sizeConsistency.result];

export function SizeFigure({ store }: Props) {
  const ask = useLab(store, (state) => state.renormalisationFigures.size);
  const result = useLab(store, (state) => state.studies.sizeConsistency.result);
  const ready = useLab(store, (state) => state.summary !== undefined);
  const { setSize } = store.getState();
  const stale = result !== undefined && result.ask !== ask && !sameAsk(result.ask, ask);
  return (
    <div className="renormalisation size-figure">
      <p className="figure-caption">
        Two machines that don’t meet: ln Z, U and S of both are the sums of those of each. An approximation
        must add too (it is <Term name="sizeConsistency">size-consistent</Term>), or it gets worse as the
        system grows.
      </p>
      <div className="size-fields">
        {fields.map(([name, spec]) => (
          <NumberBox
            key={name}
            spec={spec}
            value={ask[name]}
            onChange={(value) => setSize({ [name]: value })}
          />
        ))}
      </div>
      <StudyBar
        store={store}
        kind="sizeConsistency"
        start="Compare sizes"
        ask={() => ask}
        about=""
        {...(!ready && { unavailable: 'The lab is not ready yet.' })}
      >
        <Button onClick={() => setSize({ draw: ask.draw + 1 })}>Draw other machines</Button>
      </StudyBar>
      {stale && <p className="figure-caption">The numbers below are about what was set before.</p>}
      {result && <Additions result={result} />}
      <div className="renormalisation-pair">
        <ErrorChart store={store} />
        <Errors row={result?.rows.at(-1)} />
      </div>
      <p className="figure-caption">
        Truncated: only states within two flips of the most probable one, as configuration interaction with
        single and double excitations in quantum chemistry. N copies together may flip two units in all, not
        two each: it falls behind. Mean field and TAP-2 are off by the same amount for each copy. AIS adds on
        average, with a spread that grows.
      </p>
    </div>
  );
}

const sameAsk = (one: SizeConsistencyAsk, other: SizeConsistencyAsk) =>
  (Object.keys(one) as (keyof SizeConsistencyAsk)[]).every((name) => one[name] === other[name]);

const verdicts: Record<Addition['verdict'], string> = {
  adds: '✓ adds',
  within: '≈ within 3σ',
  'does not': '✗ does not',
};

function Additions({ result }: { readonly result: SizeConsistencyResult }) {
  const [one, other] = result.shapes;
  const cell = (name: string, value: number, method: string) => (
    <td>
      <output aria-label={name} data-value={value} data-method={method}>
        {formatValue(value, 4)}
      </output>
    </td>
  );
  return (
    <div className="wide-table">
      <table className="change-table">
        <thead>
          <tr>
            <th scope="col">nats</th>
            <th scope="col">
              A, {one!.visible}×{one!.hidden}
            </th>
            <th scope="col">
              B, {other!.visible}×{other!.hidden}
            </th>
            <th scope="col">together</th>
            <th scope="col">less A + B</th>
            <th scope="col">adds?</th>
          </tr>
        </thead>
        <tbody>
          {additions(result).map(({ name, method, one, other, both, difference, verdict }) => (
            <tr key={name} data-verdict={verdict}>
              <th scope="row">{name}</th>
              {cell(`${name} of A`, one, method)}
              {cell(`${name} of B`, other, method)}
              {cell(`${name} together`, both, method)}
              {cell(`${name}, what is missing`, difference, method)}
              <td className={verdict === 'does not' ? 'differs' : 'agrees'}>{verdicts[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const curves: readonly {
  readonly of: Approximation;
  readonly label: string;
  readonly dash?: readonly number[];
}[] = [
  { of: 'meanField', label: 'mean field', dash: [6, 3] },
  { of: 'tap2', label: 'TAP-2', dash: [2, 3] },
  { of: 'truncated', label: 'truncated' },
  { of: 'ais', label: 'AIS', dash: [8, 3, 2, 3] },
];

function pointsOf(rows: readonly SizeConsistencyRow[], of: Approximation): Points {
  const errors = rows.map((row) => errorPerCopy(row, of));
  const bounded = (value: number, otherwise: number) => (Number.isFinite(value) ? value : otherwise);
  return {
    length: rows.length,
    x: Float64Array.from(rows, ({ copies }) => copies),
    y: Float64Array.from(errors, ({ value }) => value),
    ...(of === 'ais' && {
      low: Float64Array.from(errors, ({ low, value }) => bounded(low, value)),
      high: Float64Array.from(errors, ({ high, value }) => bounded(high, value)),
    }),
  };
}

function ErrorChart({ store }: Props) {
  return (
    <LineChart
      label="Error of ln Z for each copy"
      title="Error of ln Z, for each of N copies of A"
      note="nats"
      height={190}
      subscribe={useChanges(store, watched)}
      read={() => {
        const rows = store.getState().studies.sizeConsistency.result?.rows ?? [];
        const series: Series[] = curves.map(({ of, label, dash }) => ({
          label,
          points: pointsOf(rows, of),
          ...(dash && { dash }),
          ...(of === 'ais' && { colour: 'model' as const }),
        }));
        return {
          series,
          unit: 'copies',
          digits: 4,
          waiting: 'press Compare sizes',
        };
      }}
    />
  );
}

/** One read-out for each way to ln Z, at the largest size. */
function Errors({ row }: { readonly row: SizeConsistencyRow | undefined }) {
  const copies = row ? formatMany(row.copies, 'copy').replace('copys', 'copies') : 'N copies';
  const of = (name: Approximation) => row && errorPerCopy(row, name).value;
  const ais = row && errorPerCopy(row, 'ais');
  return (
    <section aria-label="ln Z of all copies">
      <h3>At {copies}, error for each copy</h3>
      <div className="read-outs">
        <ReadOut name="Exact ln Z of all copies" term="logPartition" value={row?.exact} method="exact" />
        <ReadOut
          name="Error of mean field"
          shown="Mean field"
          term="meanFieldLogPartition"
          value={of('meanField')}
          method="mean field"
          digits={4}
          {...(row && !row.converged && { detail: 'not converged' })}
        />
        <ReadOut
          name="Error of TAP-2"
          shown="TAP-2"
          term="tapLogPartition"
          value={of('tap2')}
          method="TAP-2"
          digits={4}
        />
        <ReadOut
          name="Error of truncated enumeration"
          shown="Truncated"
          term="truncatedEnumeration"
          value={of('truncated')}
          method="truncated"
          digits={4}
        />
        <ReadOut
          name="Error of AIS"
          shown="AIS"
          term="annealedImportance"
          value={ais?.value}
          method="AIS"
          digits={4}
          {...(ais && { low: ais.low, high: ais.high })}
        />
      </div>
    </section>
  );
}
