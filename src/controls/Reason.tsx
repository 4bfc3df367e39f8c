/** A setting's reason, with the glossary behind its key words. */
import type { GlossaryName } from '../chart/glossary';
import { Term } from '../chart/Term';
import { type SettingName, specOf } from '../settings';

/** Words of the reason in `settings.ts`, and the entry behind them. */
export const reasonTerms: Partial<Record<SettingName, readonly [words: string, entry: GlossaryName]>> = {
  startingBiases: ['base rate', 'baseRate'],
  algorithm: ['negative phase', 'negativePhase'],
  gibbsSteps: ['More steps', 'gibbsSteps'],
  ladderSize: ['nothing holds a chain', 'parallelTempering'],
  learningRate: ['How far', 'learningRate'],
  schedule: ['rate changes', 'schedule'],
  momentum: ['last step goes on', 'momentum'],
  weightDecay: ['Pulls weights to zero', 'weightDecay'],
  weightDecayL1: ['Pulls every weight', 'sparseDecay'],
  batchSize: ['share one update', 'batch'],
  sparsityTarget: ['How often', 'sparsity'],
  sparsityCost: ['target pulls', 'sparsity'],
  centering: ['Subtracts the units’ means', 'centering'],
  seed: ['same seed', 'seed'],
};

export function Reason({ name }: { name: SettingName }) {
  const { reason } = specOf(name);
  const [words, entry] = reasonTerms[name] ?? [];
  const at = words === undefined ? -1 : reason.indexOf(words);
  if (words === undefined || entry === undefined || at < 0) return reason;
  // a browser may break a line after a button: its full stop would stand alone
  const rest = reason.slice(at + words.length);
  const [mark = ''] = /^[.,:;]/.exec(rest) ?? [];
  return (
    <>
      {reason.slice(0, at)}
      <span className="unbroken">
        <Term name={entry}>{words}</Term>
        {mark}
      </span>
      {rest.slice(mark.length)}
    </>
  );
}
