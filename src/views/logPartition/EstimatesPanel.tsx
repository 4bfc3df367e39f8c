/** ln Z by annealed importance sampling: from which base, how finely, and whether also back. */
import { useEffect, useState } from 'react';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { Choice } from '../../controls/Choice';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { AisBase, AnnealingAsk } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { annealedBetas, annealedChains } from '../study/annealingSpecs';
import { StudyBar } from '../study/StudyBar';

interface Props {
  readonly store: LabStore;
  readonly form: AnnealingAsk;
  readonly onChange: (changes: Partial<AnnealingAsk>) => void;
}

const bases: readonly { readonly value: AisBase; readonly label: string; readonly reason: string }[] = [
  {
    value: 'data',
    label: 'Data means',
    reason: 'Independent pixels as often on as in the data: near the goal.',
  },
  {
    value: 'uniform',
    label: 'Uniform',
    reason: 'All states equally likely: assumes nothing, has further to go.',
  },
  {
    value: 'model',
    label: 'The model’s own biases',
    reason: 'Tempting, and may fail in silence: the biases can send every chain into one of several valleys.',
  },
];

const chainsSpec = annealedChains(1);

const usualAnnealing: AnnealingAsk = { base: 'data', chains: 100, betas: 1000, reverse: true };

/** The settings as last asked for, by whoever asked; then as moved here. */
export function useAnnealingForm(store: LabStore) {
  const asked = useLab(store, ({ studies }) => studies.annealing.asked);
  const [form, setForm] = useState(usualAnnealing);
  useEffect(() => {
    if (asked) setForm(asked);
  }, [asked]);
  return [form, (changes: Partial<AnnealingAsk>) => setForm({ ...form, ...changes })] as const;
}

export function EstimatesPanel({ store, form, onChange }: Props) {
  const result = useLab(store, ({ studies }) => studies.annealing.result);
  return (
    <section className="lnz-panel" aria-label="Estimates">
      <h3>
        <Term name="annealedImportance">Annealed importance sampling</Term>
      </h3>
      <p className="lnz-cost">
        Chains climb from a <Term name="annealingBase">base</Term> of known Z to the machine. The weights that
        they gather estimate its Z.
      </p>
      <Choice
        label="Base"
        value={form.base}
        options={bases}
        onChange={(base) => onChange({ base: base as AisBase })}
        reason={bases.find(({ value }) => value === form.base)!.reason}
      />
      <div className="lnz-line">
        <NumberBox spec={chainsSpec} value={form.chains} onChange={(chains) => onChange({ chains })} />
        <NumberBox spec={annealedBetas} value={form.betas} onChange={(betas) => onChange({ betas })} />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={form.reverse}
          onChange={(event) => onChange({ reverse: event.target.checked })}
        />
        and back, from the model to the base
      </label>
      <StudyBar store={store} kind="annealing" start="Run AIS" ask={() => form} also={['approximations']} />
      {result && (
        <ReadOut
          name="Effective chains"
          term="effectiveSampleSize"
          value={result.forward.effectiveSampleSize}
          method="AIS"
          detail={`of ${result.forward.chains}`}
          digits={1}
        />
      )}
    </section>
  );
}

/** The lesson of a base that lies: shown with the choice that invites it. */
export function SilentFailure() {
  return (
    <p className="lnz-lesson">
      <strong>How it can fail without a sign.</strong> Z is a sum over valleys. If the base already prefers
      one of them, every chain starts there and stays there: their weights agree, the interval has no width,
      and the other valleys are missing from the sum. Variance only tells of what the chains have seen. What
      exposes it: another base, reverse AIS from exact samples, or the exact value.
    </p>
  );
}
