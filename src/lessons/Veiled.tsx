/** A figure that would give a prediction away: it opens once the reader has predicted. */
import type { ReactNode } from 'react';

interface Props {
  readonly revealed: boolean;
  readonly children: ReactNode;
}

export function Veiled({ revealed, children }: Props) {
  if (revealed) return children;
  return (
    <p className="lesson-waiting">Predict first: the figure opens then, for it would give the answer away.</p>
  );
}
