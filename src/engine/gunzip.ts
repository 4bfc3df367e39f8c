/** Unpacks gzip; what isn't gzip passes as it is, since a server may have unpacked it on the way. */

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Throws a RangeError beyond `mostBytes`, a TypeError where the gzip is damaged. */
export async function gunzipped(bytes: Uint8Array, mostBytes = 2 ** 30): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new TypeError('the gzip file is damaged or cut off');
    });
    if (done) break;
    length += value.length;
    if (length > mostBytes) throw new RangeError('the file unpacks to more than 256 MB; expected less');
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
