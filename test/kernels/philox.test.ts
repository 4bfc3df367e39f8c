import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { purposes, randomWords } from '../../src/core/random';
import { wasmModule } from './wasmModule';

interface Exports {
  readonly memory: WebAssembly.Memory;
  setKey(low: number, high: number): void;
  philoxBlocks(block: number, row: number, update: number, tag: number): number;
}

function wasm(): Exports {
  const env = { abort: () => expect.unreachable() };
  const { exports } = new WebAssembly.Instance(wasmModule('training'), { env });
  return exports as unknown as Exports;
}

function words(counter: readonly number[], key: readonly number[]): Uint32Array {
  const { setKey, philoxBlocks, memory } = wasm();
  setKey(key[0], key[1]);
  const [block, row, update, tag] = counter;
  return new Uint32Array(memory.buffer, philoxBlocks(block, row, update, tag), 16).slice();
}

test('fourBlocks gives the known answers of Random123 for philox4x32-10', () => {
  // kat_vectors of Random123 1.14: counter, key, words.
  const vectors = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];
  for (const [counter, key, expected] of vectors)
    expect([...words(counter, key).subarray(0, 4)]).toEqual(expected);
});

test('fourBlocks gives the words of core, block after block', () => {
  const seed = 2 ** 50 + 12_345;
  for (const [block, row, update, sweep] of [
    [0, 0, 0, 0],
    [8, 3, 70_001, 5],
    [252, 999, 2 ** 32 - 1, 100],
  ]) {
    const tag = (purposes.visibleSample << 24) | sweep;
    const ours = words([block, row, update, tag], [seed >>> 0, Math.floor(seed / 2 ** 32)]);
    for (let n = 0; n < 4; n++) {
      const theirs = randomWords(seed, { purpose: 'visibleSample', sweep, update, row }, block + n);
      expect(ours.subarray(n * 4, n * 4 + 4)).toEqual(theirs);
    }
  }
});

test('Purpose in the assembly mirrors the table of core', () => {
  const source = readFileSync(new URL('../../src/kernels/assembly/philox.ts', import.meta.url), 'utf8');
  const table = source.slice(
    source.indexOf('enum Purpose'),
    source.indexOf('}', source.indexOf('enum Purpose')),
  );
  const mirrored = [...table.matchAll(/(\w+) = (\d+)/g)].map(([, name, number]) => [name, Number(number)]);
  expect(mirrored.length).toBeGreaterThan(5);
  expect(purposes).toMatchObject(Object.fromEntries(mirrored));
});
