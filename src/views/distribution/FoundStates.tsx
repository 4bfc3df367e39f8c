/** States as small pictures to go to: the lowest minima, or the most probable states whichever. */
import { useState } from 'react';
import { formatCount, formatValue } from '../../chart/numbers';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { useLab } from '../../controls/useLab';
import type { DistributionResult, FoundState, Minimum } from '../../engine/study';
import { probeOf } from '../../state/editSlice';
import type { LabStore } from '../../state/store';
import { UnitsCanvas } from '../UnitsCanvas';
import { chainStates } from './LandscapeMap';
import { powerOfTen } from './logScale';
import { resultOf } from './useDistribution';

const lists = [
  { value: 'minima', label: 'Minima' },
  { value: 'states', label: 'Most probable' },
] as const;
type List = (typeof lists)[number]['value'];

interface Props {
  readonly store: LabStore;
  /** Height of each picture, px, and how many at most. */
  readonly side: number;
  readonly most: number;
  /** In little room: a picture and one number each. */
  readonly compact?: boolean;
}

const percent = (share: number) => `${formatValue(100 * share, share < 0.0995 ? 1 : 0)}\u00a0%`;

/** "p 12 %", "data 10 %", "3 chains here": what flows down to a minimum. */
function flowWords(minimum: Minimum, chains: number): string[] {
  const parts = [
    minimum.basin !== undefined && `p ${percent(minimum.basin)}`,
    `data ${percent(minimum.rows)}`,
    minimum.chains !== undefined && `chains ${percent(minimum.chains)}`,
    chains > 0 && `${chains} ${chains === 1 ? 'chain' : 'chains'} here`,
  ];
  return parts.filter((part) => part !== false);
}

const probabilityWords = ({ logProbability }: FoundState) =>
  logProbability === undefined
    ? ''
    : logProbability > Math.log(0.001)
      ? `p ${formatValue(Math.exp(logProbability), 3)}`
      : `ln p ${formatValue(logProbability, 1)}`;

/** What flows down to a minimum, else how likely the state itself is: a few characters, the least in powers of ten. */
export function shortWords(one: FoundState | Minimum): string {
  if ('basin' in one && one.basin !== undefined) return percent(one.basin);
  if (one.logProbability === undefined) return '';
  if (one.logProbability < Math.log(0.001))
    return `~${powerOfTen(Math.round(one.logProbability / Math.LN10))}`;
  return percent(Math.exp(one.logProbability));
}

const minimaWords = (count: number) => (count === 1 ? '1 minimum' : `${formatCount(count)} minima`);

/** How the states were found, and that there may be others. */
function searchWords({ search, minimaFound }: DistributionResult): string {
  if (!search) return `${minimaWords(minimaFound)}, and no others: every state was looked at.`;
  const { rows, chains, sweeps } = search;
  return `${minimaWords(minimaFound)} found by greedy descent from ${formatCount(rows)} training rows and from ${formatCount(chains)} chains of ${formatCount(sweeps)} sweeps; there may be others.`;
}

export function FoundStates({ store, side, most, compact = false }: Props) {
  const [list, setList] = useState<List>('minima');
  const result = useLab(store, resultOf);
  const summary = useLab(store, (state) => state.summary);
  const probe = useLab(store, probeOf);
  const sweeps = useLab(store, (state) => (resultOf(state)?.whole ? state.chains : undefined));
  if (!result || !summary) return null;
  const here = probe.join('');
  const chainsIn = sweeps && chainsByBasin(store, result);
  const shown = result[list].slice(0, most);
  return (
    <section className="found" aria-label="States found">
      <header className="figure-head">
        <h2>{list === 'minima' ? <Term name="basin">Minima</Term> : 'The most probable states'}</h2>
        <span className="figure-controls">
          <Segments label="States" options={lists} value={list} onChange={setList} />
        </span>
      </header>
      <ol className={compact ? 'found-list compact' : 'found-list'}>
        {shown.map((one, k) => (
          <li key={one.bits.join('')}>
            <button
              type="button"
              className="found-state"
              aria-pressed={one.bits.join('') === here}
              aria-label={`Go to ${list === 'minima' ? 'minimum' : 'state'} ${k + 1}, F_c ${formatValue(one.freeEnergy)} nats`}
              title={list === 'minima' ? flowWords(one as Minimum, chainsIn?.[k] ?? 0).join(', ') : undefined}
              onClick={() => store.getState().setProbe(one.bits)}
            >
              <UnitsCanvas values={one.bits} shape={summary.shape} side={side} />
              <span className="found-words">
                <b>{compact ? k + 1 : `${k + 1}. F_c ${formatValue(one.freeEnergy, 1)}`}</b>
                <span>{compact ? shortWords(one) : probabilityWords(one)}</span>
                {!compact &&
                  list === 'minima' &&
                  flowWords(one as Minimum, chainsIn?.[k] ?? 0).map((part) => <span key={part}>{part}</span>)}
                {!compact && list === 'states' && one.minimum && <span>a minimum</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="figure-caption">{searchWords(result)}</p>
    </section>
  );
}

/** How many of the chains on show flow down to each minimum. */
function chainsByBasin(store: LabStore, { whole, minima }: DistributionResult): number[] {
  const counts = new Array<number>(minima.length).fill(0);
  if (!whole) return counts;
  for (const state of chainStates(store.getState())) {
    const basin = whole.basinOf[state]!;
    if (basin < counts.length) counts[basin]!++;
  }
  return counts;
}
