/** Rounds over real kernels: what they read does not depend on how time cuts them. */
import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { Rounds } from '../../src/engine/rounds';
import type { Parameters } from '../../src/kernels/contract';
import { FakeHost } from './fakeHost';
import { realKernels } from './realKernels';

const wave = (length: number, step: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin(1 + step * n));

const parameters: Parameters = {
  visible: 64,
  hidden: 9,
  W: wave(64 * 9, 3),
  a: wave(64, 5),
  b: wave(9, 7),
};

/** Two rounds on a machine where reading the clock shows `tick` ms gone by; the second is calibrated. */
function readingsWhere(tick: number) {
  const host = new FakeHost();
  host.now = () => {
    host.time += tick;
    return host.time;
  };
  const rounds = new Rounds(host, realKernels(), barsAndStripes(8), 9);
  let pieces = 0;
  for (const update of [1, 2]) {
    for (const round of [rounds.likelihoods({ update, parameters }), rounds.pseudoLikelihood(update)]) {
      while (!round.next().done) pieces++;
    }
  }
  return { pieces, readings: rounds.readings.current };
}

describe('Rounds', () => {
  it('likelihoods() and pseudoLikelihood() read the same bits however they are cut', () => {
    const fast = readingsWhere(0.01);
    const slow = readingsWhere(30);
    expect(slow.pieces).toBeGreaterThan(fast.pieces + 10);
    expect(slow.readings).toEqual(fast.readings);
  });
});
