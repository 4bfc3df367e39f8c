/** Formulas, set by KaTeX, which is fetched when the first one is shown. */
import { useEffect, useRef } from 'react';
import './chart.css';

interface Props {
  readonly tex: string;
  /** On a line of its own. */
  readonly block?: boolean;
}

/** Renders into an element: KaTeX's HTML strings carry style attributes, which a strict policy blocks. */
export function Formula({ tex, block = false }: Props) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let wanted = true;
    const load = Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
    load.then(
      ([{ default: katex }]) => {
        if (wanted && element.current)
          katex.render(tex, element.current, { displayMode: block, throwOnError: false });
      },
      () => {
        if (wanted && element.current) element.current.textContent = tex;
      },
    );
    return () => {
      wanted = false;
    };
  }, [tex, block]);
  return <span ref={element} className={block ? 'formula block' : 'formula'} />;
}
