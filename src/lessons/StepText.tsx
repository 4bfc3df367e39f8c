/** The prose of a step and its formula, whose symbols light up in the figure. */
import { useMemo } from 'react';
import { SymbolFormula } from '../chart/SymbolFormula';
import { useLab } from '../controls/useLab';
import type { LabState, LabStore } from '../state/store';
import type { Step } from './lesson';

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
  const said = useLab(store, (state) => wordsOf(state, symbols, lit));
  return (
    <div className="lesson-formula">
      <SymbolFormula tex={tex} names={names} lit={lit} onPoint={store.getState().lightSymbol} />
      {symbols !== noSymbols && (
        <output className="lesson-symbol" aria-label="What the symbol stands for" aria-live="polite">
          {said ?? (
            <span className="soft">Point at a symbol to see what it stands for, and its value now.</span>
          )}
        </output>
      )}
    </div>
  );
}

/** "the weight between v₁ and h: 1.20", or undefined where no symbol is pointed at. */
function wordsOf(state: LabState, symbols: NonNullable<Step['symbols']>, lit?: string): string | undefined {
  const entry = lit === undefined ? undefined : symbols[lit];
  if (!entry) return undefined;
  const value = entry.value?.(state);
  return value === undefined ? entry.is : `${entry.is}: ${value}`;
}
