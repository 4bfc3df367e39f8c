/** Fields that say one kind of thing, in a row of their own under the bar, with what they are about before them. */
import { type ReactNode, useId } from 'react';

interface Props {
  /** "Hidden units", "Learning" */
  readonly name: string;
  readonly children: ReactNode;
}

export function FieldRow({ name, children }: Props) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand in the grid
    <div className="stack-row" role="group" aria-labelledby={id}>
      <span id={id} className="stack-row-name">
        {name}
      </span>
      <div className="stack-row-fields">{children}</div>
    </div>
  );
}
