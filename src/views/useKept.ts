/** State of a view that outlives it: what was typed or painted is there again when the reader comes back. */
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import type { LabStore } from '../state/store';

const notes = new WeakMap<LabStore, Map<string, unknown>>();

function notesOf(store: LabStore): Map<string, unknown> {
  const own = notes.get(store) ?? new Map<string, unknown>();
  notes.set(store, own);
  return own;
}

/** As `useState`, for as long as the store lasts. One name stands for one thing, of one type. */
export function useKept<T>(store: LabStore, name: string, first: () => T): [T, Dispatch<SetStateAction<T>>] {
  const own = notesOf(store);
  const [value, setValue] = useState<T>(() => (own.has(name) ? (own.get(name) as T) : first()));
  useEffect(() => {
    own.set(name, value);
  }, [own, name, value]);
  return [value, setValue];
}
