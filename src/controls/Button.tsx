/** A native button; `title` says its shortcut. */
import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly kind?: 'plain' | 'go' | 'soft';
  readonly disabled?: boolean;
  readonly title?: string;
  /** Where the text is a picture. */
  readonly label?: string;
  readonly shortcut?: string;
}

export function Button({ children, onClick, kind = 'plain', disabled, title, label, shortcut }: Props) {
  return (
    <button
      type="button"
      className={`button ${kind}`}
      onClick={onClick}
      disabled={disabled}
      title={title}
      aria-label={label}
      aria-keyshortcuts={shortcut}
    >
      {children}
    </button>
  );
}
