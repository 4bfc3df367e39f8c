/** A single weight through an update: each line's part, their sum, and what the machine's own weight did. */
import { ReadOut } from '../../chart/ReadOut';
import type { LabState, LabStore } from '../../state/store';
import { useSeen } from '../useSeen';
import { chosenWeight } from './chosenWeight';
import { shownUpdate } from './shownUpdate';

/** Numbers of the weight looked at; those not there yet are undefined. */
export function weightNow(state: LabState) {
  const shown = shownUpdate(state);
  if (!shown) return undefined;
  const weight = chosenWeight(state, shown);
  const n = weight.pixel * shown.hidden + weight.unit;
  const { parts, measured, rule, done } = shown;
  const [up, both] = [done !== 'vPlus', done === 'hMinus' || done === 'change'];
  return {
    ...weight,
    rule,
    positive: up ? parts.positive[n] : undefined,
    negative: both ? parts.negative[n] : undefined,
    difference: both ? parts.difference[n] : undefined,
    carried: parts.carried?.[n],
    decayed: parts.decayed[n],
    step: both ? parts.step?.[n] : undefined,
    measured: measured?.[n],
  };
}

export function WeightReadOuts({ store }: { readonly store: LabStore }) {
  const now = useSeen(store, weightNow);
  if (!now) return <p className="figure-caption">Pause, and press Step: the numbers belong to one update.</p>;
  const { rule } = now;
  const digits = 5;
  return (
    <section className="phase-weight" aria-label="The weight looked at">
      <p>
        <strong>
          W
          <sub>
            {now.pixel + 1},{now.unit + 1}
          </sub>
        </strong>
        , between visible unit {now.pixel + 1} and hidden unit {now.unit + 1}. Choose another in the
        difference above.
      </p>
      <div className="read-outs">
        <ReadOut name="v⁺h⁺" term="positivePhase" value={now.positive} method="exact" bare />
        <ReadOut name="v⁻h⁻" term="negativePhase" value={now.negative} method="exact" bare />
        <ReadOut name="Difference" value={now.difference} method="exact" bare />
        {rule.momentum > 0 && (
          <ReadOut
            name="Momentum, μ × the last step"
            value={now.carried}
            method="exact"
            digits={digits}
            bare
          />
        )}
        {rule.weightDecay > 0 && (
          <ReadOut name="Decay, −ελW" value={now.decayed} method="exact" digits={digits} bare />
        )}
        <ReadOut name="Step by the lines above" value={now.step} method="exact" digits={digits} bare />
        <ReadOut name="What W changed by" value={now.measured} method="exact" digits={digits} bare />
      </div>
    </section>
  );
}
