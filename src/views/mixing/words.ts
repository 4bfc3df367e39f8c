/** What a mixing study comes to, in words. */
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import type { MixingResult } from '../../engine/study';

/** R̂ above which chains are said to disagree, and up to which they agree (Vehtari et al. 2021). */
const [disagree, agree] = [1.1, 1.01];

export interface Verdict {
  /** "3 of 8 chains never left the mode they began in." */
  readonly text: string;
  readonly kind: 'good' | 'bad' | 'unsure';
  /** What helps, where something has to. */
  readonly helps: readonly string[];
}

export function verdictOf(result: MixingResult): Verdict {
  const at = result.beta === 1 ? '' : `At β = ${result.beta}:`;
  const parts = [at, wordedModes(result), wordedAgreement(result), wordedLength(result)];
  const kind = kindOf(result);
  return { kind, text: parts.filter(Boolean).join(' '), helps: kind === 'bad' ? remedies(result) : [] };
}

const worst = ({ rHat, worstUnitRHat }: MixingResult) =>
  [rHat, worstUnitRHat].reduce((most, one) => (one > most ? one : most), 0);

function kindOf(result: MixingResult): Verdict['kind'] {
  if (result.stuck.length > 0 || worst(result) > disagree) return 'bad';
  const agreed = worst(result) > 0 && worst(result) <= agree;
  return agreed && timesSettled(result) ? 'good' : 'unsure';
}

/** With fewer looks a chain may have been away in between. */
const telling = 10;

function wordedModes({ stuck, chains, modesFound, looks }: MixingResult): string {
  const they = stuck.length === 1 ? 'it' : 'they';
  if (stuck.length > 0 && looks < telling)
    return `${stuck.length} of ${chains} chains were in the mode ${they} began in at each of ${looks} looks.`;
  if (stuck.length === chains) return `None of the ${chains} chains ever left the mode it began in.`;
  if (stuck.length > 0) return `${stuck.length} of ${chains} chains never left the mode ${they} began in.`;
  if (modesFound === 1)
    return 'One mode only was found; whether there are others, chains that all sit in one can’t tell.';
  return `Every chain left the mode it began in; together they saw ${formatMany(modesFound, 'mode')}.`;
}

function wordedAgreement(result: MixingResult): string {
  const rHat = worst(result);
  if (rHat === 0) return 'No unit ever changed.';
  if (rHat > disagree)
    return `The chains disagree (R̂ up to ${formatValue(rHat)}): averages over them mislead.`;
  if (rHat > agree)
    return `The chains nearly agree (R̂ up to ${formatValue(rHat, 3)}); longer ones would tell.`;
  if (Number.isNaN(result.energyTime.value))
    return 'F_c is the same all along, so there is nothing to forget; the units agree.';
  // chains in like modes have like means: agreement is no proof that they mix
  if (result.stuck.length > 0)
    return `R̂ (up to ${formatValue(rHat, 3)}) sees no difference between the chains.`;
  return 'All chains tell the same story.';
}

const timesSettled = ({ energyTime, slowestUnitTime }: MixingResult) =>
  (energyTime.settled || Number.isNaN(energyTime.value)) &&
  (slowestUnitTime.settled || Number.isNaN(slowestUnitTime.value));

function wordedLength(result: MixingResult): string {
  if (timesSettled(result)) return '';
  return `${formatCount(result.sweeps)} sweeps are too few to tell how long they remember: τ is a lower bound.`;
}

function remedies({ beta }: MixingResult): string[] {
  return [
    'more Gibbs steps k in each update, so that the negative phase gets further',
    'PCD with more chains, so that they sit in more modes',
    'Parallel tempering: hot chains carry the others over the barriers',
    'weight decay, which keeps valleys shallow',
    ...(beta >= 1
      ? ['a lower β here shows how hot they must be to move (it samples a flatter machine)']
      : []),
  ];
}
