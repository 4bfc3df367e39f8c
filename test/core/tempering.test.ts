import { describe, expect, it } from 'vitest';
import { persistentMeans, startChains } from '../../src/core/gibbs';
import { clampedMeans } from '../../src/core/gradient';
import { modelMeans } from '../../src/core/partition';
import { fillUniforms, type Purpose } from '../../src/core/random';
import {
  atInverseTemperature,
  createRbm,
  energy,
  type Rbm,
  sample,
  sampleHidden,
  sampleVisible,
} from '../../src/core/rbm';
import { row, rowsFrom } from '../../src/core/rows';
import {
  inverseTemperature,
  type Ladders,
  startLadders,
  swapProbability,
  swapStates,
  swapUniforms,
  temperedMeans,
} from '../../src/core/tempering';
import { jointStates, numberOf, slowLogPartition } from '../oracle/enumeration';
import { goldenRbm } from '../oracle/fixtures';
import { pick, totalVariation } from '../oracle/statistics';

type Swap = typeof swapStates;
type Probability = typeof swapProbability;

/** A pass that accepts by another rule than `swapStates`. */
const passBy =
  (probability: Probability): Swap =>
  (energies, uniforms, accepted) => {
    const size = energies.length;
    const from = Uint32Array.from({ length: size }, (_, rung) => rung);
    for (const first of [0, 1])
      for (let r = first; r + 1 < size; r += 2) {
        const [below, above] = [r / (size - 1), (r + 1) / (size - 1)];
        if (uniforms[r] >= probability(below, above, energies[from[r]], energies[from[r + 1]])) continue;
        [from[r], from[r + 1]] = [from[r + 1], from[r]];
        accepted[r]++;
      }
    return from;
  };
/** The acceptance upside down: cold states go up. */
const reversed: Probability = (betaR, betaS, energyR, energyS) =>
  swapProbability(betaR, betaS, energyS, energyR);
const always: Probability = () => 1;

/** p_β(v, h) of every joint state, by definition. */
function heated(rbm: Rbm, beta: number): number[] {
  const hot = atInverseTemperature(rbm, beta);
  const logZ = slowLogPartition(hot);
  return jointStates(hot).map(({ E }) => Math.exp(-E - logZ));
}

/** Three rungs of a machine with eight joint states: 512 states of the whole ladder, all of them followed. */
const tiny = createRbm(2, 1, { W: [2, -1.5], a: [-0.7, 0.4], b: [0.9] });
const rungs = [0, 1, 2].map((r) => heated(tiny, r / 2));
const energies = jointStates(tiny).map(({ E }) => E);

/** How far one pass takes the ladder's equilibrium from itself, exactly, where pairs are accepted by `probability`. */
function moved(swap: Swap, probability: Probability): number {
  const next = new Float64Array(512);
  const weight = (x: number, y: number, z: number) => rungs[0][x] * rungs[1][y] * rungs[2][z];
  for (let s = 0; s < 512; s++) {
    const states = [s & 7, (s >> 3) & 7, s >> 6];
    const E = states.map((state) => energies[state]);
    for (const [first, second] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      // A uniform of 0 is below every probability, one of 1 below none.
      const from = swap(E, [1 - first, 1 - second], new Float64Array(2));
      const p0 = probability(0, 0.5, E[0], E[1]);
      const p1 = probability(0.5, 1, first ? E[0] : E[1], E[2]);
      const chance = (first ? p0 : 1 - p0) * (second ? p1 : 1 - p1);
      const [x, y, z] = [...from].map((rung) => states[rung]);
      next[x + 8 * y + 64 * z] += chance * weight(states[0], states[1], states[2]);
    }
  }
  return next.reduce((sum, p, s) => sum + Math.abs(p - weight(s & 7, (s >> 3) & 7, s >> 6)) / 2, 0);
}

describe('swapStates', () => {
  it('swapStates leaves the joint equilibrium of a ladder where it is, exactly', () => {
    expect(moved(swapStates, swapProbability)).toBeLessThan(1e-14);
  });

  it('the exact test sees a swap that is accepted upside down, and one that is always accepted', () => {
    expect(moved(passBy(reversed), reversed)).toBeGreaterThan(0.05);
    expect(moved(passBy(always), always)).toBeGreaterThan(0.05);
  });

  it('swapStates decides at min(1, π(swapped)/π(as it is)) of the two machines', () => {
    const [hot, cold] = [heated(tiny, 0), heated(tiny, 1)];
    for (let x = 0; x < 8; x++)
      for (let y = 0; y < 8; y++) {
        const p = (hot[y] * cold[x]) / (hot[x] * cold[y]);
        const swaps = (u: number) =>
          swapStates([energies[x], energies[y]], [u], new Float64Array(1))[0] === 1;
        expect(swaps(Math.min(p, 1) * (1 - 1e-9))).toBe(true);
        if (p < 1 - 1e-6) expect(swaps(p * (1 + 1e-9))).toBe(false);
      }
  });

  it('swapStates takes the even pairs first, then the odd ones, each with its own uniform', () => {
    const accepted = new Float64Array(4);
    // Colder rungs hold higher energies: every swap would be accepted.
    expect([...swapStates([1, 2, 3, 4, 5], [0.9, 0.9, 0.9, 0.9], accepted)]).toEqual([1, 3, 0, 4, 2]);
    expect([...accepted]).toEqual([1, 1, 1, 1]);
    expect([...swapStates([500, 400, 300], [0.5, 0], accepted)]).toEqual([0, 2, 1]);
    expect([...accepted]).toEqual([1, 2, 1, 1]);
  });

  it('swapStates refuses a state whose energy is no number', () => {
    expect([...swapStates([1, Number.NaN], [0], new Float64Array(1))]).toEqual([0, 1]);
  });
});

/** Strongly coupled and balanced, so that many states are likely and the rungs differ. */
const strong = balanced(goldenRbm({ nv: 5, nh: 3, scale: 1.5 }));

function balanced(rbm: Rbm): Rbm {
  const { visible, hidden, W, a, b } = rbm;
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) {
      a[i] -= W[i * hidden + j] / 2;
      b[j] -= W[i * hidden + j] / 2;
    }
  return rbm;
}

/** Ladders whose rungs hold exact samples of their own machines. */
function atEquilibrium(rbm: Rbm, count: number, size: number): Ladders {
  const states = jointStates(rbm);
  const distributions = Array.from({ length: size }, (_, r) => heated(rbm, r / (size - 1)));
  const uniforms = fillUniforms(17, { purpose: 'split' }, new Float64Array(count * size));
  const h = Array.from(uniforms, (u, chain) => [...states[pick(distributions[chain % size], u)].h]);
  return { size, h: rowsFrom(h) };
}

/** Counts of the hidden states that one rung of all ladders holds. */
function histogram({ size, h }: Ladders, rung: number): Float64Array {
  const counts = new Float64Array(2 ** h.width);
  for (let chain = rung; chain < h.count; chain += size) counts[numberOf(row(h, chain))]++;
  return counts;
}

/** p_β(h), by number. */
function hiddenMarginal(rbm: Rbm, beta: number): Float64Array {
  const p = new Float64Array(2 ** rbm.hidden);
  const joint = heated(rbm, beta);
  for (const [s, { h }] of jointStates(rbm).entries()) p[numberOf(h)] += joint[s];
  return p;
}

/** Sweeps and swaps by any rule, written from the definitions. */
function temper(rbm: Rbm, { size, h }: Ladders, swap: Swap, update: number): void {
  for (let n = 0; n < h.count / size; n++) {
    const states = Array.from({ length: size }, (_, r) => {
      const hot = atInverseTemperature(rbm, r / (size - 1));
      const at = (purpose: Purpose, units: number) =>
        fillUniforms(4, { purpose, update, row: n * size + r }, new Float64Array(units));
      const v = sampleVisible(hot, row(h, n * size + r), at('temperingVisible', rbm.visible));
      return { v, h: sampleHidden(hot, v, at('temperingHidden', rbm.hidden)) };
    });
    const E = states.map((state) => energy(rbm, state.v, state.h));
    const from = swap(E, swapUniforms({ seed: 4, update }, n, size), new Float64Array(size - 1));
    from.forEach((rung, r) => {
      row(h, n * size + r).set(states[rung].h);
    });
  }
}

/** How far the rungs stray in a few updates: the largest total variation, in multiples of its floor. */
function drift(run: (ladders: Ladders, update: number) => void, rbm = strong, size = 4): number {
  const ladders = atEquilibrium(rbm, 8000, size);
  for (let update = 0; update < 4; update++) run(ladders, update);
  return Math.max(
    ...Array.from({ length: size }, (_, r) => {
      const { found, floor } = totalVariation(histogram(ladders, r), hiddenMarginal(rbm, r / (size - 1)));
      return found / floor;
    }),
  );
}

describe('temperedMeans', () => {
  it('temperedMeans leaves every rung in equilibrium (no drift)', () => {
    expect(drift((ladders, update) => temperedMeans(strong, ladders, 1, { seed: 6, update }))).toBeLessThan(
      1.75,
    );
    expect(drift((ladders, update) => temper(strong, ladders, swapStates, update))).toBeLessThan(1.75);
  });

  it('the no-drift test sees swaps that are accepted wrongly', () => {
    for (const wrong of [reversed, always])
      expect(drift((ladders, update) => temper(strong, ladders, passBy(wrong), update))).toBeGreaterThan(4);
  });

  it('temperedMeans has the model’s means where its ladders are in equilibrium', () => {
    const count = 8000;
    const { means } = temperedMeans(strong, atEquilibrium(strong, count, 3), 2, { seed: 2, update: 7 });
    const exact = modelMeans(strong);
    for (const name of ['v', 'h', 'vh'] as const)
      exact[name].forEach((p, n) => {
        expect(Math.abs(means[name][n] - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
      });
  });

  it('temperedMeans takes exactly the streams that the convention names', () => {
    const [size, count, k] = [3, 2, 2];
    const place = { seed: 9, update: 4 };
    const ladders = startLadders(strong, 9, count, size);
    const before = ladders.h.bytes.slice();
    const { means, acceptance } = temperedMeans(strong, ladders, k, place);
    const accepted = new Float64Array(size - 1);
    const tops: number[][] = [];
    const kept: number[] = [];
    for (let n = 0; n < count; n++) {
      const states = Array.from({ length: size }, (_, r) => {
        const chain = n * size + r;
        const hot = atInverseTemperature(strong, r / 2);
        let [v, h] = [new Uint8Array(5), before.slice(chain * 3, chain * 3 + 3)];
        for (let sweep = 1; sweep <= k; sweep++) {
          const at = (purpose: Purpose, units: number) =>
            fillUniforms(9, { purpose, sweep, update: 4, row: chain }, new Float64Array(units));
          v = sampleVisible(hot, h, at('temperingVisible', 5)) as Uint8Array<ArrayBuffer>;
          h = sampleHidden(hot, v, at('temperingHidden', 3)) as Uint8Array<ArrayBuffer>;
        }
        return { v, h };
      });
      const E = states.map(({ v, h }) => energy(strong, v, h));
      const at = { purpose: 'temperingSwap', update: 4, row: n } as const;
      const from = swapStates(E, fillUniforms(9, at, new Float64Array(2)), accepted);
      for (const rung of from) kept.push(...states[rung].h);
      tops.push([...states[from[2]].v]);
    }
    expect([...ladders.h.bytes]).toEqual(kept);
    expect(acceptance).toEqual(accepted.map((swaps) => swaps / count));
    const expected = clampedMeans(strong, rowsFrom(tops));
    for (const name of ['v', 'h', 'vh'] as const)
      means[name].forEach((x, n) => {
        expect(x).toBeCloseTo(expected[name][n], 13);
      });
  });

  it('temperedMeans crosses between two modes where persistent chains stay in theirs', () => {
    // All units on or all off, equally likely; a unit alone goes against its mode once in fifty sweeps.
    const twoModes = balanced(createRbm(8, 4, { W: new Float64Array(32).fill(2) }));
    const off = (width: number, count: number) =>
      rowsFrom(Array.from({ length: count }, () => Array(width).fill(0)));
    const ladders: Ladders = { size: 8, h: off(4, 8 * 40) };
    const chains = { h: off(4, 40) };
    let [tempered, persistent] = [0, 0];
    for (let update = 0; update < 150; update++) {
      const place = { seed: 3, update };
      tempered = temperedMeans(twoModes, ladders, 1, place).means.v[0];
      persistent = persistentMeans(twoModes, chains, 1, place).v[0];
    }
    expect(tempered).toBeGreaterThan(0.25);
    expect(tempered).toBeLessThan(0.75);
    expect(persistent).toBeLessThan(0.1);
  });
});

describe('startLadders', () => {
  it('startLadders keeps the ladders there are and starts only the missing ones', () => {
    const two = startLadders(strong, 1, 2, 3);
    two.h.bytes.fill(1, 0, 9);
    const four = startLadders(strong, 1, 4, 3, two);
    const fresh = startLadders(strong, 1, 4, 3);
    expect([...four.h.bytes.subarray(0, 18)]).toEqual([...two.h.bytes]);
    expect([...four.h.bytes.subarray(18)]).toEqual([...fresh.h.bytes.subarray(18)]);
    expect([...startLadders(strong, 1, 1, 3, four).h.bytes]).toEqual(Array(9).fill(1));
  });

  it('startLadders begins anew where the number of rungs changes', () => {
    const three = startLadders(strong, 1, 4, 3);
    three.h.bytes.fill(1);
    expect(startLadders(strong, 1, 4, 5, three)).toEqual(startLadders(strong, 1, 4, 5));
  });

  it('startLadders starts a chain from fair coins, at its own temperature', () => {
    const { h } = startLadders(strong, 8, 2, 4);
    for (let chain = 0; chain < 8; chain++) {
      const at = (purpose: Purpose, units: number) =>
        fillUniforms(8, { purpose, row: chain }, new Float64Array(units));
      const v = sample(new Float64Array(5).fill(0.5), at('temperingStart', 5));
      const hot = atInverseTemperature(strong, (chain % 4) / 3);
      expect(row(h, chain)).toEqual(sampleHidden(hot, v, at('temperingHidden', 3)));
    }
  });

  it('startLadders leaves the persistent chains’ streams alone', () => {
    const { h } = startChains(strong, 8, 8);
    expect([...startLadders(strong, 8, 4, 2).h.bytes]).not.toEqual([...h.bytes]);
  });
});

describe('inverseTemperature', () => {
  it('inverseTemperature goes from 0 to 1 in even steps', () => {
    expect([0, 1, 2, 3, 4].map((r) => inverseTemperature(r, 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
  it('inverseTemperature refuses a ladder of one in words', () => {
    for (const size of [1, 2.5, Number.NaN])
      expect(() => inverseTemperature(0, size)).toThrow(
        new RangeError(`invalid ladderSize: ${size}; expected a whole number from 2`),
      );
  });
});
