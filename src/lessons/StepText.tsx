/** The prose of a step and its formula, whose symbols light up in the figure. */
import { useMemo } from 'react';
import { SymbolFormula } from '../chart/SymbolFormula';
import { withIndices } from '../chart/withIndices';
import { useLab } from '../controls/useLab';
import type { LabState, LabStore } from '../state/store';
import type { Step, SymbolEntry } from './lesson';
import { lightsOf } from './lightSymbol';

interface Props {
  readonly store: LabStore;
  readonly step: Step;
}

export function StepText({ store, step }: Props) {
  return (
    <>
      <h2>{step.title}</h2>
      <div className="lesson-prose">{step.say}</div>
      {step.tex && <StepFormula store={store} step={step} tex={step.tex} />}
    </>
  );
}

const noSymbols: NonNullable<Step['symbols']> = {};

function StepFormula({ store, step, tex }: Props & { readonly tex: string }) {
  const symbols = step.symbols ?? noSymbols;
  const names = useMemo(
    () => Object.fromEntries(Object.entries(symbols).map(([name, { is }]) => [name, is])),
    [symbols],
  );
  const lit = useLab(store, (state) => state.symbol);
  const entry = lit === undefined ? undefined : symbols[lit];
  const said = useLab(store, (state) => wordsOf(state, entry));
  return (
    <div className="lesson-formula">
      <SymbolFormula tex={tex} names={names} lit={lit} onPoint={store.getState().lightSymbol} />
      {symbols !== noSymbols && (
        <output
          className="lesson-symbol"
          aria-label="What the symbol stands for"
          aria-live="polite"
          {...(entry && { 'data-lights': lightsOf(entry).length > 0 ? 'figure' : 'nothing' })}
        >
          {(said && withIndices(said)) ?? (
            <span className="soft">Point at a symbol to see what it stands for, and its value now.</span>
          )}
        </output>
      )}
    </div>
  );
}

/** "the weight between v₁ and h: 1.20", or undefined where no symbol is pointed at. */
function wordsOf(state: LabState, entry: SymbolEntry | undefined): string | undefined {
  if (!entry) return undefined;
  const value = entry.value?.(state);
  return value === undefined ? entry.is : `${entry.is}: ${value}`;
}
