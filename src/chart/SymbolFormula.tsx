/**
 * A formula whose symbols can be pointed at. In its TeX, `\sym{W}{W_{ij}}` is a symbol of the name W: it becomes a
 * stop for pointer and keyboard, and says when it is pointed at.
 */
import { useEffect, useRef } from 'react';
import './chart.css';

export interface SymbolFormulaProps {
  readonly tex: string;
  /** What each symbol is, for its accessible name: "weights". Symbols not named here are plain. */
  readonly names: Readonly<Record<string, string>>;
  readonly lit?: string | undefined;
  readonly onPoint: (symbol: string | undefined) => void;
}

/** `\sym{name}{…}` as the class that KaTeX is trusted to set. */
export const withClasses = (tex: string): string =>
  tex.replace(/\\sym\{([a-zA-Z]+)\}/g, '\\htmlClass{symbol symbol-$1}');

/** The names of the symbols in a formula, in order. */
export const symbolsOf = (tex: string): string[] => [
  ...new Set([...tex.matchAll(/\\sym\{([a-zA-Z]+)\}/g)].map((match) => match[1]!)),
];

/** Only classes may be set by a formula's text: no links, no styles. */
export const symbolOptions = {
  displayMode: true,
  throwOnError: false,
  trust: ({ command }: { command: string }) => command === '\\htmlClass',
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'warn'),
} as const;

const nameOf = (element: Element): string | undefined =>
  [...element.classList].find((word) => word.startsWith('symbol-'))?.slice('symbol-'.length);

/** Makes each symbol of a rendered formula a stop with a name. */
function makeStops(root: HTMLElement, names: SymbolFormulaProps['names']): void {
  for (const element of root.querySelectorAll<HTMLElement>('.symbol')) {
    const name = nameOf(element);
    // KaTeX keeps a copy of its own for screen readers, which has no boxes to point at
    if (!name || !names[name] || element.closest('.katex-mathml')) continue;
    element.tabIndex = 0;
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', `Show ${names[name]}`);
    element.dataset.symbolName = name;
  }
}

export function SymbolFormula({ tex, names, lit, onPoint }: SymbolFormulaProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let wanted = true;
    Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
      ([{ default: katex }]) => {
        if (!wanted || !element.current) return;
        katex.render(withClasses(tex), element.current, symbolOptions);
        for (const copy of element.current.querySelectorAll('.katex-html'))
          copy.removeAttribute('aria-hidden');
        makeStops(element.current, names);
      },
      () => {
        if (wanted && element.current) element.current.textContent = tex;
      },
    );
    return () => {
      wanted = false;
    };
  }, [tex, names]);
  useEffect(() => {
    for (const symbol of element.current?.querySelectorAll<HTMLElement>('[data-symbol-name]') ?? [])
      symbol.toggleAttribute('data-lit', symbol.dataset.symbolName === lit);
  }, [lit]);

  const point = (target: EventTarget) =>
    onPoint((target as HTMLElement).closest<HTMLElement>('[data-symbol-name]')?.dataset.symbolName);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the symbols within are the buttons
    // biome-ignore lint/a11y/useKeyWithClickEvents: a symbol that has the focus is lit already
    <div
      ref={element}
      className="symbol-formula"
      onMouseOver={(event) => point(event.target)}
      onMouseLeave={() => onPoint(undefined)}
      onClick={(event) => point(event.target)}
      onFocus={(event) => point(event.target)}
      onBlur={() => onPoint(undefined)}
    />
  );
}
