/**
 * Lets toEqual see at once that two typed arrays hold the same bytes. By itself it compares number by number, a
 * few microseconds each: more than the kernels take to make them. Where bytes differ it decides and explains.
 */
import { expect } from 'vitest';

function sameBits(x: unknown, y: unknown): true | undefined {
  if (!ArrayBuffer.isView(x) || !ArrayBuffer.isView(y)) return undefined;
  if (x.constructor !== y.constructor || x.byteLength !== y.byteLength) return undefined;
  const [ours, theirs] = [x, y].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  for (let n = 0; n < ours!.length; n++) if (ours![n] !== theirs![n]) return undefined;
  return true;
}

// testers outlive a file where files share a worker
const known = Symbol.for('test/sameBits');
if (!(known in globalThis)) {
  Object.defineProperty(globalThis, known, { value: true });
  expect.addEqualityTesters([sameBits]);
}
