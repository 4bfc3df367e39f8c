/** The identities of ln Z as pairs of numbers that agree. */
import { Formula } from '../../chart/formula';
import { formatValue } from '../../chart/numbers';
import { formatPower } from '../../chart/powersOfTen';
import { Term } from '../../chart/Term';
import { NumberBox } from '../../controls/NumberBox';
import type { Identity, ThermodynamicsResult } from '../../engine/study';
import type { NumberRange } from '../../settings';

/** How far two sides may be apart: relative to 1, or to the larger where that is more. */
const tolerance = 1e-6;

/** The units whose biases and weight are nudged, 0-based. */
export interface Nudged {
  readonly visibleUnit: number;
  readonly hiddenUnit: number;
}

interface Props {
  readonly result: ThermodynamicsResult | undefined;
  readonly size: { readonly visible: number; readonly hidden: number };
  /** Whether states can be averaged over: without that no pair can be formed. */
  readonly exact: boolean;
  readonly nudged: Nudged;
  readonly onNudge: (nudged: Nudged) => void;
}

const unitSpec = (label: string, units: number): NumberRange => ({
  label,
  unit: `of ${units}`,
  min: 1,
  max: units,
  integer: true,
  scale: 'linear',
});

export function Identities({ result, size, exact, nudged, onNudge }: Props) {
  const identities = result?.identities ?? [];
  return (
    <section className="identities" aria-label="Identities of ln Z">
      <header className="figure-head">
        <h2>
          ln Z as a <Term name="generatingFunction">generating function</Term>
        </h2>
        {exact && (
          <span className="nudged">
            <NumberBox
              spec={unitSpec('visible unit', size.visible)}
              value={nudged.visibleUnit + 1}
              onChange={(unit) => onNudge({ ...nudged, visibleUnit: unit - 1 })}
            />
            <NumberBox
              spec={unitSpec('hidden unit', size.hidden)}
              value={nudged.hiddenUnit + 1}
              onChange={(unit) => onNudge({ ...nudged, hiddenUnit: unit - 1 })}
            />
          </span>
        )}
      </header>
      {identities.length > 0 && <Pairs identities={identities} />}
      <p className="figure-caption">
        {identities.length > 0 &&
          `At β = ${formatValue(result!.at.beta)}, in f64. Left: ln Z (or U) with β, or a bias or the weight of these units, nudged to four places nearby, and their difference. Right: a mean over all states. That the two are one number is why a gradient of the likelihood needs means only. `}
        {result?.remark ??
          (exact ? '' : 'Too many states to average over here: AIS estimates the curves, with their errors.')}
      </p>
    </section>
  );
}

function Pairs({ identities }: { readonly identities: readonly Identity[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Identity</th>
          <th scope="col">left</th>
          <th scope="col">right</th>
          <th scope="col">difference</th>
        </tr>
      </thead>
      <tbody>
        {identities.map((identity) => (
          <tr key={identity.name}>
            <th scope="row">
              <Formula tex={`${identity.left}=${identity.right}`} />
            </th>
            <td>
              <Side name={`${identity.name} ${identity.leftHow}`} value={identity.leftValue} />
            </td>
            <td>
              <Side name={`${identity.name} ${identity.rightHow}`} value={identity.rightValue} />
            </td>
            <td>
              <Agreement name={identity.name} difference={identity.difference} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <output aria-label={name} aria-live="off" data-value={String(value)} data-method="exact">
      {formatValue(value, 7)}
    </output>
  );
}

function Agreement({ name, difference }: { readonly name: string; readonly difference: number }) {
  const agrees = difference <= tolerance;
  return (
    <output
      aria-label={`${name} difference`}
      aria-live="off"
      className={agrees ? 'agrees' : 'differs'}
      data-value={String(difference)}
      data-method="exact"
    >
      {agrees ? `✓ ${inPowers(difference)}` : `✗ ${formatValue(difference, 7)}`}
    </output>
  );
}

/** A tiny number as "3 × 10⁻¹¹", and 0 as that. */
const inPowers = (value: number): string => (value === 0 ? '0' : formatPower(Math.log10(value), 0));
