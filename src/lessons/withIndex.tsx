/** Prose that speaks of F_c. */
import { Fragment, type ReactNode } from 'react';

/** Text in which F_c has its index below. */
export function withIndex(text: string): ReactNode {
  const [first, ...rest] = text.split('F_c');
  return (
    <>
      {first}
      {rest.map((part) => (
        <Fragment key={part}>
          F<sub>c</sub>
          {part}
        </Fragment>
      ))}
    </>
  );
}
