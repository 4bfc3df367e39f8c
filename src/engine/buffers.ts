/** Arrays for frames, in buffers that come back from the page to be used again. */
import type { Frame } from './frame';

/** Buffers kept for reuse: those of a few frames. */
const kept = 24;

export class Buffers {
  private free: ArrayBuffer[] = [];

  /** Takes back what an earlier frame carried. */
  recycle(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) {
      if (buffer.byteLength > 0) this.free.push(buffer);
    }
    if (this.free.length > kept) this.free.splice(0, this.free.length - kept);
  }

  private take(bytes: number): ArrayBuffer {
    const index = this.free.findIndex((buffer) => buffer.byteLength === bytes);
    return index < 0 ? new ArrayBuffer(bytes) : this.free.splice(index, 1)[0];
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.take(length * 4));
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.take(length));
  }

  copyFloats(values: Float32Array | Float64Array): Float32Array {
    const copy = this.floats(values.length);
    copy.set(values);
    return copy;
  }

  copyBytes(values: Uint8Array): Uint8Array {
    const copy = this.bytes(values.length);
    copy.set(values);
    return copy;
  }
}

/** The buffers of every typed array in a frame, to be transferred with it. */
export function buffersOf(frame: Frame): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const { weights, hidden, chains, walkthrough, epochs, measures } = frame;
  for (const part of [weights, hidden, chains, walkthrough, epochs, ...Object.values(measures)]) {
    for (const value of Object.values(part ?? {})) {
      if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
    }
  }
  return [...found];
}
