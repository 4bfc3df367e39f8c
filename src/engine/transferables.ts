/** The buffers inside plain data that crosses a thread, so that they move instead of being copied. */

/** The buffers of every typed array in `value`, however deep, each once; detached once they were transferred. */
export function transferablesOf(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) buffers.add(part.buffer);
    } else for (const child of Object.values(part)) visit(child);
  };
  visit(value);
  return [...buffers];
}
