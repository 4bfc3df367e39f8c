/** The cases of kadanoff.json, and energies and machines to try. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fillNormals } from '../../../src/core/random';

interface KadanoffCase {
  readonly units: number;
  readonly H: number[];
  readonly K: number[];
  readonly lnZ: number;
  readonly lnZTilde: number;
  readonly lnZRG: number;
  readonly p: number[];
  readonly pTilde: number[];
  readonly klPToPTilde: number;
  readonly totalVariation: number;
  readonly traceConditionLogResidual: number[];
}

export const kadanoffCases: KadanoffCase[] = JSON.parse(
  readFileSync(new URL('../../fixtures/kadanoff.json', import.meta.url), 'utf8'),
).cases;

/** Normal energies of 2^units states. */
export const normalEnergies = (units: number, seed: number, deviation = 1) =>
  fillNormals(seed, { purpose: 'initialWeights' }, new Float64Array(2 ** units)).map((x) => deviation * x);

/** H and K of 1 to 4 units, and H₂ of 0 to 4. */
export const energyPairs = fc
  .record({
    units: fc.integer({ min: 1, max: 4 }),
    hidden: fc.integer({ min: 0, max: 4 }),
    seed: fc.nat(10_000),
    deviation: fc.constantFrom(0.1, 1, 5, 30),
  })
  .map(({ units, hidden, seed, deviation }) => ({
    H: normalEnergies(units, 3 * seed, deviation),
    K: normalEnergies(units, 3 * seed + 1, deviation),
    H2: normalEnergies(hidden, 3 * seed + 2, deviation),
  }));
