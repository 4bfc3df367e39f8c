/** The update as a program, with the lines that were just carried out lit. */
import type { ReactNode } from 'react';
import { formatValue } from '../../chart/numbers';
import { useLab } from '../../controls/useLab';
import type { LabState, LabStore } from '../../state/store';
import { type StepName, stepDone } from '../equation';

interface Line {
  readonly name: string;
  /** With which half-step it is carried out. */
  readonly by: StepName;
  readonly code: ReactNode;
  readonly say: string;
}

const sampling: readonly Line[] = [
  { name: 'data', by: 'hPlus', code: 'v⁺ ← a row of the data', say: 'the sample' },
  { name: 'hPlus', by: 'hPlus', code: 'h⁺ ← p(h = 1 | v⁺), draw', say: 'positive phase' },
  { name: 'vMinus', by: 'vMinus', code: 'v⁻ ← draw from p(v | h)', say: 'the dream' },
  { name: 'hMinus', by: 'hMinus', code: 'h⁻ ← p(h = 1 | v⁻)', say: 'negative phase' },
  { name: 'difference', by: 'change', code: 'G ← v⁺h⁺ᵀ − v⁻h⁻ᵀ', say: 'their difference' },
];

/** The lines as they stand with these knobs: those of decay and momentum are there while they are switched on. */
function linesOf(rate: number, momentum: number, weightDecay: number): readonly Line[] {
  const decay: Line = {
    name: 'decay',
    by: 'change',
    code: `G ← G − λW  (λ = ${weightDecay})`,
    say: 'weight decay',
  };
  const step: Line =
    momentum > 0
      ? {
          name: 'momentum',
          by: 'change',
          code: `S ← μS + εG  (μ = ${formatValue(momentum)}, ε = ${rate})`,
          say: 'momentum',
        }
      : { name: 'step', by: 'change', code: `S ← εG  (ε = ${rate})`, say: 'the step' };
  const add: Line = { name: 'add', by: 'change', code: 'W ← W + S', say: 'the update' };
  return [...sampling, ...(weightDecay > 0 ? [decay] : []), step, add];
}

/** The half-step just done; none while the machine trains, and before its first. */
function justDone({ frame }: LabState): StepName | undefined {
  return !frame || frame.playing ? undefined : stepDone(frame);
}

export function Pseudocode({ store }: { readonly store: LabStore }) {
  const rate = useLab(store, (state) => state.settings.learningRate);
  const momentum = useLab(store, (state) => state.settings.momentum);
  const weightDecay = useLab(store, (state) => state.settings.weightDecay);
  const done = useLab(store, justDone);
  const playing = useLab(store, (state) => state.frame?.playing ?? false);
  return (
    <div className="pseudocode">
      <ol aria-label="One update, as a program">
        {linesOf(rate, momentum, weightDecay).map(({ name, by, code, say }) => (
          <li
            key={name}
            data-symbol={name}
            {...(by === done && { 'aria-current': 'step' as const })}
            data-line={name}
          >
            <code>{code}</code>
            <span>{say}</span>
          </li>
        ))}
      </ol>
      <p className="figure-caption">
        {playing
          ? 'It trains: pause to go line by line.'
          : 'Lit: what was done last. The biases go the same way, without decay.'}
      </p>
    </div>
  );
}
