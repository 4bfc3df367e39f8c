/**
 * Boltzmann machines of spins as machines of bits, v = (s + 1)/2 and h = (t + 1)/2, and any Ising graph as one exactly:
 * a hidden spin per bond, summed over, leaves the bond.
 */
import { exp, log1p } from '../elementary';
import { createRbm, type Rbm } from '../rbm';
import { checkGraph, type IsingGraph } from './lattice';

/** Parameters of E(s, t) = −sᵀWt − aᵀs − bᵀt with s and t in {−1, +1}; shapes as in an `Rbm`. */
export type SpinParameters = Rbm;

export interface BitMachine {
  readonly rbm: Rbm;
  /** −E_spin(s, t) = −E_bit(v, h) + constant for all states, so ln Z_spin = ln Z_bit + constant. In nats. */
  readonly constant: number;
}

/** W_b = 4W, a_b = 2a − 2ΣW, b_b = 2b − 2ΣW; the constant is ΣW − Σa − Σb. `spinParametersOf` goes back. */
export function bitMachineOf({ visible, hidden, W, a, b }: SpinParameters): BitMachine {
  const rbm = createRbm(visible, hidden, {
    W: W.map((w) => 4 * w),
    a: a.map((x) => 2 * x),
    b: b.map((x) => 2 * x),
  });
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) {
      rbm.a[i] -= 2 * W[i * hidden + j];
      rbm.b[j] -= 2 * W[i * hidden + j];
    }
  return { rbm, constant: sumOf(W) - sumOf(a) - sumOf(b) };
}

/** The spin parameters that `bitMachineOf` makes this machine from: W = W_b/4, a = a_b/2 + ΣW_b/4, b likewise. */
export function spinParametersOf({ visible, hidden, W, a, b }: Rbm): SpinParameters {
  const spin = createRbm(visible, hidden, {
    W: W.map((w) => w / 4),
    a: a.map((x) => x / 2),
    b: b.map((x) => x / 2),
  });
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) {
      spin.a[i] += W[i * hidden + j] / 4;
      spin.b[j] += W[i * hidden + j] / 4;
    }
  return spin;
}

const sumOf = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0);

/** arccosh e^x for x ≥ 0, as x + ln(1 + √(1 − e^{−2x})). */
export const inverseCoshOfExp = (x: number): number => x + log1p(Math.sqrt(1 - exp(-2 * x)));

export interface GraphMachine {
  readonly spin: SpinParameters;
  /** The same in bits: what the laboratory trains and counts. */
  readonly bit: Rbm;
  /** ln Z of the graph − ln Z of the machine of spins: −Σ_bonds (ln 2 + |K|). */
  readonly spinConstant: number;
  /** ln Z of the graph − ln Z of the machine of bits. */
  readonly constant: number;
}

/**
 * The machine whose visible spins are distributed as the graph's: hidden spin j joins both ends of bond j with
 * w = ½ arccosh e^{2|K|}, of opposite signs where K < 0, since Σ_t e^{wt(s ± s')} = 2 e^{|K|} e^{K s s'}; fields are
 * visible biases.
 */
export function machineOfGraph(graph: IsingGraph): GraphMachine {
  checkGraph(graph);
  const { sites, ends, couplings, fields } = graph;
  const bonds = couplings.length;
  const spin = createRbm(sites, bonds, { a: fields });
  let spinConstant = 0;
  for (let j = 0; j < bonds; j++) {
    const size = Math.abs(couplings[j]);
    const w = inverseCoshOfExp(2 * size) / 2;
    spin.W[ends[2 * j] * bonds + j] = w;
    spin.W[ends[2 * j + 1] * bonds + j] = couplings[j] < 0 ? -w : w;
    spinConstant -= Math.LN2 + size;
  }
  const { rbm: bit, constant } = bitMachineOf(spin);
  return { spin, bit, spinConstant, constant: spinConstant + constant };
}
