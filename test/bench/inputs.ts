/** The rows and models that both sides of the bench are given, written once to files that every process reads. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Work } from './work';

/** Uniform numbers in [0, 1) (mulberry32), a generator of the bench's own: inputs don't hang on what is measured. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes 0 or 1, row-major [count × width], each 1 with probability `density`. */
export function randomRows(count: number, width: number, density: number, seed: number): Uint8Array {
  const next = uniforms(seed);
  return Uint8Array.from({ length: count * width }, () => (next() < density ? 1 : 0));
}

/** The 2^{n+1} − 2 distinct bars-and-stripes patterns on n × n pixels, row-major. */
export function barsAndStripes(n: number): Uint8Array {
  const patterns = new Set<string>();
  for (let bits = 0; bits < 2 ** n; bits++) {
    const line = (k: number) => (bits >> k) & 1;
    const cells = Array.from({ length: n * n }, (_, cell) => cell);
    patterns.add(cells.map((cell) => line(Math.floor(cell / n))).join(''));
    patterns.add(cells.map((cell) => line(cell % n)).join(''));
  }
  return Uint8Array.from([...patterns].join(''), Number);
}

/** The digits' lines "64 grey values 0..16, label", binarised at ≥ 8. */
export function binarisedDigits(csv: string): Uint8Array {
  const lines = csv.trim().split('\n');
  return Uint8Array.from(
    lines.flatMap((line) =>
      line
        .split(',')
        .slice(0, 64)
        .map((grey) => (+grey >= 8 ? 1 : 0)),
    ),
  );
}

/** W, a and b one after another, each number normal with mean 0 and standard deviation `deviation`. */
export function randomModel(visible: number, hidden: number, deviation: number, seed: number): Float64Array {
  const next = uniforms(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Float64Array.from({ length: visible * hidden + visible + hidden }, () => deviation * normal());
}

/** Half a unit: with 20 units on the other side pre-activations reach ±8, as in a trained model. */
const modelDeviation = 0.5;

/** What 784 × 500 units bear: pre-activations of ±1, so that 1,000 β estimate ln Z to a tenth of a nat. */
const annealedDeviation = 0.05;

function contents(work: Work, root: string): Uint8Array {
  if (work.kind === 'annealing') {
    return new Uint8Array(randomModel(work.visible, work.hidden, annealedDeviation, work.visible).buffer);
  }
  if (work.kind === 'partition') {
    return new Uint8Array(randomModel(work.visible, work.hidden, modelDeviation, work.visible).buffer);
  }
  if (work.input === 'digits.rows') {
    return binarisedDigits(
      gunzipSync(readFileSync(join(root, 'public/data/optdigits-8x8.csv.gz'))).toString(),
    );
  }
  return work.input === 'bars-4x4.rows' ? barsAndStripes(4) : randomRows(work.rows, work.visible, 0.13, 784);
}

/** Writes the inputs of the given work into `folder`. */
export function writeInputs(works: readonly Work[], root: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const byName = new Map(works.map((work) => [work.input, work]));
  for (const [name, work] of byName) writeFileSync(join(folder, name), contents(work, root));
}
