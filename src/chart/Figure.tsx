/** The frame that every picture stands in: title, controls, the picture, legend, caption, and a way to keep it. */
import type { ReactNode, RefObject } from 'react';
import { savePicture } from './saveFile';
import './chart.css';

interface Props {
  /** The visible title, in plain words or with a glossary entry behind it. */
  readonly title: ReactNode;
  /** The same as text, for file names and for the buttons' names. */
  readonly name: string;
  /** One soft line beside the title. */
  readonly note?: ReactNode;
  readonly controls?: ReactNode;
  readonly legend?: ReactNode;
  readonly caption?: ReactNode;
  /** The canvas that "PNG" saves. */
  readonly picture?: RefObject<HTMLCanvasElement | null>;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Figure({
  title,
  name,
  note,
  controls,
  legend,
  caption,
  picture,
  className = '',
  children,
}: Props) {
  const save = () =>
    picture?.current &&
    savePicture(picture.current, name, getComputedStyle(document.body).backgroundColor || '#fff');
  return (
    <section className={`figure ${className}`} aria-label={`${name}, figure`}>
      <header className="figure-head">
        <h2>{title}</h2>
        {note && <span className="figure-note">{note}</span>}
        {controls && <div className="figure-controls">{controls}</div>}
      </header>
      {children}
      <div className="figure-foot">
        {legend}
        {caption && <p className="figure-caption">{caption}</p>}
        {picture && (
          <button type="button" className="quiet" aria-label={`${name} as PNG`} onClick={save}>
            PNG
          </button>
        )}
      </div>
    </section>
  );
}
