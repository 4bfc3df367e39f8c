/** Random numbers and runs whose every bit is known. */
import { philox } from '../../../core/random';
import type { Tools } from '../task';
import type { Pending } from './check';
import { expectedReplayHash, replayHash } from './replay';

/** Known answers of Random123 1.14 for philox4x32-10: counter, key, words. */
const vectors = [
  { counter: [0, 0, 0, 0], key: [0, 0], words: '6627e8d5 e169c58d bc57ac4c 9b00dbd8' },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: '408f276d 41c83b0e a20bc7c6 6d5451fd',
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: 'd16cfe09 94fdcceb 5001e420 24126ea1',
  },
] as const;

export function sameBitsCases(tools: Tools): Pending[] {
  return [
    ...vectors.map(({ counter: [c0, c1, c2, c3], key, words }, index) => ({
      group: 'Random numbers',
      by: 'the lab’s generator',
      name: `Philox4x32-10, known answer ${index + 1}`,
      reference: words,
      tolerance: 0,
      value: () =>
        [...philox(new Uint32Array(4), c0, c1, c2, c3, key[0], key[1])]
          .map((word) => word.toString(16).padStart(8, '0'))
          .join(' '),
    })),
    {
      group: 'The same run everywhere',
      by: 'training kernel',
      name: 'Weights after 230 epochs with knob moves on the way, as a hash of their bits',
      reference: expectedReplayHash,
      tolerance: 0,
      value: () => replayHash(tools.createTrainer),
    },
  ];
}
