/** Angle and length of one gradient against the exact one, a line for each group of parameters. */
import type { ReactNode } from 'react';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { type GroupComparisons, parameterGroups } from '../../core/gradientComparison';

interface Props {
  /** Part of the read-outs' names: "this update". */
  readonly when: string;
  readonly title: ReactNode;
  readonly method?: string;
  readonly detail?: string;
  readonly against?: GroupComparisons;
  /** Stands there instead where nothing could be compared. */
  readonly why?: string;
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
/** Decimals: small ones differ in more of them. */
const angleDigits = (angle: number) => (angle >= 10 ? 1 : angle >= 1 ? 2 : 3);
const ratioDigits = (ratio: number) => (ratio === 0 ? 0 : ratio >= 0.1 ? 2 : 3);
const known = (value: number | undefined) => (Number.isNaN(value) ? undefined : value);
const interval = (between: readonly [number, number] | undefined) =>
  between && { low: between[0], high: between[1] };

export function Panel({ when, title, method = 'not computed', detail, against, why }: Props) {
  return (
    <section className="gradient-panel" aria-label={`The gradient, ${when}`} data-when={when}>
      <header>
        <h2>{title}</h2>
        <span
          className="badge"
          data-method={against ? (method === 'exact' ? 'exact' : 'estimate') : 'not-computed'}
        >
          {against ? `${method}, ${detail}` : 'not computed'}
        </span>
      </header>
      {why && <p className="figure-caption">{sentence(why)}</p>}
      {against && (
        <div className="gradient-groups">
          <span />
          <Term name="gradientAngle">angle, °</Term>
          <Term name="lengthRatio">length</Term>
          {parameterGroups.map((group) => {
            const { angle, ratio, angleBetween, ratioBetween } = against[group];
            return (
              <div key={group} className="gradient-group">
                <span>{group}</span>
                <ReadOut
                  name={`Angle ${when}, ${group}`}
                  shown=""
                  value={known(angle)}
                  method={method}
                  digits={angleDigits(angle)}
                  bare
                  {...(known(angle) !== undefined && interval(angleBetween))}
                />
                <ReadOut
                  name={`Length ratio ${when}, ${group}`}
                  shown=""
                  value={known(ratio)}
                  method={method}
                  digits={ratioDigits(ratio)}
                  bare
                  {...(known(ratio) !== undefined && interval(ratioBetween))}
                />
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}
