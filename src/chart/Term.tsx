/** A word with its glossary entry behind it: a button that opens a short explanation. */
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';
import { Formula } from './formula';
import type { Entry, GlossaryName } from './glossary';
import './chart.css';

interface Props {
  readonly name: GlossaryName;
  /** The words as they stand in the sentence. */
  readonly children: ReactNode;
}

/** Below the word where there is room, above it otherwise, and never beyond the window's edges. */
function place(popover: HTMLElement, word: DOMRect) {
  const gap = 6;
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = word.bottom + gap;
  const top = below + height <= window.innerHeight - gap ? below : Math.max(gap, word.top - gap - height);
  const left = Math.min(Math.max(gap, word.left), Math.max(gap, window.innerWidth - width - gap));
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}

/** All entries are fetched with the first that is opened: the page is there without them. */
async function entryOf(name: GlossaryName): Promise<Entry> {
  try {
    const { glossary } = await import('./glossary');
    return glossary[name];
  } catch {
    return { title: 'Not there', say: 'The explanations could not be fetched. Is the page still online?' };
  }
}

export function Term({ name, children }: Props) {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const [entry, setEntry] = useState<Entry>();

  const toggled = (event: ToggleEvent<HTMLSpanElement>) => {
    const opens = event.newState === 'open';
    setOpen(opens);
    if (!opens) return;
    void entryOf(name).then((found) => {
      setEntry(found);
      // after the entry has been rendered, its size is known
      requestAnimationFrame(() => {
        if (popover.current && word.current) place(popover.current, word.current.getBoundingClientRect());
      });
    });
  };

  return (
    <>
      <button
        ref={word}
        type="button"
        className="term"
        popoverTarget={id}
        aria-expanded={open}
        aria-details={id}
      >
        {children}
      </button>
      <span ref={popover} id={id} popover="auto" className="term-entry" role="note" onToggle={toggled}>
        {open && entry && (
          <>
            <strong>{entry.title}</strong>
            <span>{entry.say}</span>
            {entry.tex && <Formula tex={entry.tex} block />}
          </>
        )}
      </span>
    </>
  );
}
