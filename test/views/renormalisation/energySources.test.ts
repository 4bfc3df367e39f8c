import { describe, expect, it } from 'vitest';
import { createRbm } from '../../../src/core/rbm';
import { energiesOfRbm } from '../../../src/core/renormalisation/stateEnergies';
import { mostEnergyUnits } from '../../../src/state/renormalisationSlice';
import { createLabStore } from '../../../src/state/store';
import {
  energiesBy,
  energiesOfMachine,
  nextDraw,
  resized,
  wordedSource,
} from '../../../src/views/renormalisation/energySources';

const drawing = { seed: 7, target: 'K' } as const;
const made = (...args: Parameters<typeof energiesBy>) => energiesBy(...args)!.values;

describe('energiesBy', () => {
  it('energiesBy(constant and spike) are what they say, state by state', () => {
    expect(made({ kind: 'constant', value: 0.3 }, 2, drawing)).toEqual([0.3, 0.3, 0.3, 0.3]);
    expect(made({ kind: 'spike', state: 2, height: -4 }, 2, drawing)).toEqual([0, 0, -4, 0]);
    const beyond = energiesBy({ kind: 'spike', state: 9, height: 1 }, 1, drawing)!;
    expect(beyond).toEqual({ values: [0, 1], source: { kind: 'spike', state: 1, height: 1 } });
  });
  it('energiesBy(coupling) joins the first two units as spins, and only those', () => {
    expect(made({ kind: 'coupling', strength: 1.5 }, 3, drawing)).toEqual([
      -1.5, 1.5, 1.5, -1.5, -1.5, 1.5, 1.5, -1.5,
    ]);
    expect(made({ kind: 'coupling', strength: 2 }, 1, drawing)).toEqual([2, -2]);
  });
  it('energiesBy(ising) is −K Σ s s′ around the ring', () => {
    // three spins: all alike −3K, else one bond holds and two don't
    expect(made({ kind: 'ising', coupling: 0.7 }, 3, drawing).map((x) => Math.round(x * 1e9) / 1e9)).toEqual([
      -2.1, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, -2.1,
    ]);
    expect(made({ kind: 'ising', coupling: 0.7 }, 1, drawing)).toEqual([0.7, -0.7]);
    expect(made({ kind: 'ising', coupling: 0.7 }, 0, drawing)).toEqual([0]);
  });
  it('energiesBy(random) depends on seed, draw and list alone', () => {
    const source = { kind: 'random', draw: 0, deviation: 2 } as const;
    const first = made(source, 8, drawing);
    expect(made(source, 8, drawing)).toEqual(first);
    expect(made(source, 5, drawing)).toEqual(first.slice(0, 32));
    expect(made({ ...source, draw: 1 }, 8, drawing)).not.toEqual(first);
    expect(made(source, 8, { ...drawing, seed: 8 })).not.toEqual(first);
    expect(made(source, 8, { ...drawing, target: 'H' })).not.toEqual(first);
    // 256 draws: the standard error of the deviation is 2/√512
    const deviation = Math.sqrt(first.reduce((sum, x) => sum + x * x, 0) / 256);
    expect(Math.abs(deviation - 2)).toBeLessThan((4 * 2) / Math.sqrt(512));
  });
  it('energiesBy(painted) is nothing: no rule makes it', () => {
    expect(energiesBy({ kind: 'painted' }, 3, drawing)).toBeUndefined();
    expect(energiesBy({ kind: 'machine', run: 1, update: 2 }, 3, drawing)).toBeUndefined();
  });
});

describe('energiesOfMachine', () => {
  it('energiesOfMachine(weights) is F_c of each state', () => {
    const rbm = createRbm(2, 3, { W: [1, -2, 0.5, 3, 0.25, -1], a: [0.5, -1.5], b: [0.75, 2, -0.25] });
    const [W, a, b] = [rbm.W, rbm.a, rbm.b].map((part) => Float32Array.from(part));
    const H = energiesOfMachine(
      { W: W!, a: a!, b: b! } as never,
      { visible: 2, hidden: 3 },
      { run: 4, update: 9 },
    );
    expect(H.values).toEqual(Array.from(energiesOfRbm(rbm)));
    expect(H.source).toEqual({ kind: 'machine', run: 4, update: 9 });
  });
});

describe('resized', () => {
  it('resized(now, units) makes H and K anew by their rules', () => {
    const { now } = createLabStore().getState().renormalisation;
    for (let units = 1; units <= mostEnergyUnits; units++) {
      const { H, K } = resized(now, units, 1);
      expect([H.values.length, K.values.length]).toEqual([2 ** units, 2 ** units]);
      expect([H.source.kind, K.source.kind]).toEqual(['ising', 'spike']);
    }
  });
  it('resized(now, units) begins afresh where there is no rule', () => {
    const { now } = createLabStore().getState().renormalisation;
    const painted = { values: now.K.values, source: { kind: 'painted' } } as const;
    const { H, K } = resized({ H: painted, K: painted, matched: false }, 2, 1);
    expect([H.source.kind, K.source.kind]).toEqual(['ising', 'spike']);
  });
});

describe('wordedSource', () => {
  it.each([
    [{ kind: 'ising', coupling: -0.5 }, 'a ring of 2 Ising spins, coupling −0.5'],
    [{ kind: 'machine', run: 1, update: 1200 }, 'F_c(v) of the lab’s machine at update 1,200'],
    [{ kind: 'constant', value: 3 }, '3 for every state'],
    [{ kind: 'spike', state: 2, height: -1 }, '−1 on state 2 alone'],
    [{ kind: 'coupling', strength: 2 }, 'a coupling of 2 between units 1 and 2'],
    [{ kind: 'random', draw: 0, deviation: 1 }, 'drawn at random, spread 1'],
    [{ kind: 'painted' }, 'painted'],
    [{ kind: 'pasted' }, '4 numbers, pasted'],
  ] as const)('wordedSource(%o) is “%s”', (source, words) => {
    expect(wordedSource({ values: [1, 2, 3, 4], source })).toBe(words);
  });
  it('nextDraw(list) is another one each time', () => {
    expect(nextDraw({ values: [], source: { kind: 'random', draw: 4, deviation: 1 } })).toBe(5);
    expect(nextDraw({ values: [], source: { kind: 'painted' } })).toBe(0);
  });
});
