/** A field for energies as text: what stands there now to copy, and other numbers to take in their place. */
import { useId, useRef, useState } from 'react';
import { Button } from '../../controls/Button';
import { energyLimit } from '../../state/renormalisationSlice';
import { parseEnergies } from './parseEnergies';

interface Props {
  /** "K(v)" */
  readonly name: string;
  readonly values: readonly number[];
  /** How many there must be; any power of two from `fewest` without it. */
  readonly expected?: number;
  readonly fewest?: number;
  /** Takes them; returns what is wrong with them, in words. */
  readonly onTake: (values: readonly number[]) => string | undefined;
  readonly onClose: () => void;
}

export function PasteField({ name, values, expected, fewest = 2, onTake, onClose }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const take = () => {
    const parsed = parseEnergies(field.current!.value, expected, fewest);
    const wrong = 'problem' in parsed ? parsed.problem : onTake(parsed.values);
    setProblem(wrong);
    if (wrong === undefined) onClose();
  };
  return (
    <div className="paste">
      <label htmlFor={id}>{name} as numbers</label>
      <textarea
        ref={field}
        id={id}
        className="text-field"
        rows={3}
        spellCheck={false}
        defaultValue={values.join(', ')}
        aria-describedby={`${id}-how`}
        aria-invalid={problem ? true : undefined}
      />
      <p id={`${id}-how`} className="figure-caption">
        {expected === undefined ? `2ⁿ numbers (n ≤ 8)` : `${expected} numbers`}, −{energyLimit} to{' '}
        {energyLimit} nats, apart by commas or white space; state 0 first, unit 1 the lowest digit.
      </p>
      <div className="paste-buttons">
        <Button kind="go" onClick={take}>
          {`Use for ${name}`}
        </Button>
        <Button onClick={onClose}>Close</Button>
      </div>
      {problem && (
        <p className="refusal" role="alert">
          {problem} {name} stays as it was.
        </p>
      )}
    </div>
  );
}
