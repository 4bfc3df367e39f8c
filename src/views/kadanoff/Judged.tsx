/** The machine's samples beside the data and the exact lattice: energy, magnetisation, specific heat. */

import type { GlossaryName } from '../../chart/glossary';
import { formatCount, formatValue } from '../../chart/numbers';
import { Term } from '../../chart/Term';
import type { Measured } from '../../core/ising/latticeMeasures';
import type { LatticeMachineResult } from '../../engine/study';

interface Props {
  readonly result: LatticeMachineResult | undefined;
}

export function Judged({ result }: Props) {
  const heat = result?.ask.spread === 1;
  return (
    <section className="kadanoff-judged" aria-label="Samples judged">
      <header className="figure-head">
        <h2>Samples judged as lattices</h2>
        <span className="figure-note">per spin, ± one standard error</span>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Quantity</span>
            </th>
            <th scope="col">machine</th>
            <th scope="col">data</th>
            <th scope="col">exact</th>
          </tr>
        </thead>
        <tbody>
          <Row
            name="Energy"
            term="latticeEnergy"
            machine={result?.machine.energy}
            data={result?.data.energy}
            exact={result?.exact.energy}
          />
          <Row
            name="|Magnetisation|"
            term="magnetisation"
            machine={result?.machine.absMagnetisation}
            data={result?.data.absMagnetisation}
          />
          <Row
            name="Specific heat"
            term="specificHeat"
            machine={heat ? result.machine.heatCapacity : undefined}
            data={heat ? result.data.heatCapacity : undefined}
            exact={heat ? result.exact.heatCapacity : undefined}
          />
        </tbody>
      </table>
      <p className="figure-caption">{result ? samplingWords(result) : 'Comes with the comparison.'}</p>
    </section>
  );
}

function samplingWords({ ask, sampling, side }: LatticeMachineResult): string {
  const { start, warmUp, energyTime, settled } = sampling;
  const from =
    start === 'exact' ? 'from exact samples' : `from the data, of which ${formatCount(warmUp)} do not count`;
  const memory = Number.isNaN(energyTime)
    ? 'nothing moves'
    : `the energy remembers ${settled ? '' : 'more than '}${formatValue(energyTime, 0)} sweeps`;
  const exact =
    ask.spread === 1
      ? `Exact: Kaufman’s formula for ${side}×${side} at T = ${formatValue(ask.temperature, 3)}`
      : 'Exact: the mean of Kaufman’s energies over the nine temperatures; a specific heat needs one temperature';
  return `${formatCount(ask.chains)} chains of ${formatCount(ask.sweeps)} sweeps ${from}; ${memory}. Errors leave out a chain at a time, so correlation within one does no harm. ${exact}; |magnetisation| has no such formula.`;
}

interface RowProps {
  readonly name: string;
  readonly term: GlossaryName;
  readonly machine: Measured | undefined;
  readonly data: Measured | undefined;
  readonly exact?: number | undefined;
}

function Row({ name, term, machine, data, exact }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <Term name={term}>{name}</Term>
      </th>
      <td>
        <Estimate name={`${name}, machine`} measured={machine} />
      </td>
      <td>
        <Estimate name={`${name}, data`} measured={data} />
      </td>
      <td>
        <output
          aria-label={`${name}, exact`}
          aria-live="off"
          {...(exact !== undefined && { 'data-value': String(exact) })}
          data-method={exact === undefined ? 'not computed' : 'exact'}
        >
          {formatValue(exact, 4)}
        </output>
      </td>
    </tr>
  );
}

function Estimate({ name, measured }: { readonly name: string; readonly measured: Measured | undefined }) {
  return (
    <output
      aria-label={name}
      aria-live="off"
      {...(measured && { 'data-value': String(measured.value), 'data-error': String(measured.error) })}
      data-method={measured ? 'Monte Carlo' : 'not computed'}
    >
      {measured ? `≈ ${formatValue(measured.value, 3)}` : '–'}
      {measured && <span className="read-out-interval"> ± {formatValue(measured.error, 3)}</span>}
    </output>
  );
}
