/** What a filling says, in words and as curves. */
import { formatCount, formatMany } from '../../chart/numbers';
import type { Level, LineChartData } from '../../chart/paintLineChart';
import type {
  InpaintingAsk,
  InpaintingMode,
  InpaintingResult,
  InpaintingStage,
  RowSet,
} from '../../engine/study';
import type { Panel } from './paintFilling';

export const modeWords: Readonly<Record<InpaintingMode, string>> = {
  stochastic: 'stochastic',
  meanField: 'mean field',
  annealed: 'β-annealed',
};
export const setWords: Readonly<Record<RowSet, string>> = { heldOut: 'held-out', training: 'training' };

/** What a mode does, and what its answer is. */
export const modeCaptions: Readonly<Record<InpaintingMode, string>> = {
  stochastic:
    'Gibbs sweeps with what is known held fast. A pixel counts as on where its mean over the sweeps is above ½; the first fifth is left out of that mean.',
  meanField:
    'No chance at all: every open pixel and hidden unit feels only the means of the others, until nothing moves.',
  annealed:
    'Gibbs sweeps that begin hot (β 0.1) and end cold (β 5): the picture freezes near a state of least energy. At the end there is one picture, not a mean.',
};

export const percent = (share: number): string => `${Math.round(100 * share)}\u00a0%`;

/** How the numbers over many rows were obtained. */
export const methodOf = (mode: InpaintingMode): string =>
  mode === 'meanField' ? 'mean field' : 'Monte Carlo';

/** The one sentence that matters. */
export function verdictOf(result: InpaintingResult): {
  readonly text: string;
  readonly kind: 'good' | 'bad' | 'unsure';
} {
  const { recovered, guesses, open, overRows, flip } = result;
  const what = flip > 0 ? 'pixels' : 'pixels that were painted over';
  const guess =
    guesses.asSeen === undefined
      ? `guessing each pixel’s usual value gets ${percent(guesses.baseRate)}`
      : `leaving them as they are seen gets ${percent(guesses.asSeen)}`;
  const here = `${percent(recovered)} of the ${formatCount(open.length)} ${what} come out right; ${guess}.`;
  const { gain, rows, set } = overRows;
  const sure = Math.abs(gain.value) > 3 * gain.error;
  const points = `${(100 * Math.abs(gain.value)).toFixed(1)} points`;
  const many = `Over ${formatMany(rows, `${setWords[set]} row`)}`;
  const than = guesses.asSeen === undefined ? 'that guess' : 'leaving them';
  if (!sure) return { text: `${here} ${many}: no difference to ${than} beyond chance.`, kind: 'unsure' };
  const better = gain.value > 0;
  const text = `${here} ${many}: ${points} ${better ? 'better' : 'worse'} than ${than}.`;
  return { text, kind: better ? 'good' : 'bad' };
}

/** "held-out row 13" */
export const rowWords = ({ set, row }: Pick<InpaintingAsk, 'set' | 'row'>): string =>
  `${setWords[set]} row ${formatCount(row + 1)}`;

/** 1 where the machine says the pixel, [visible]. */
export const openMask = ({ known, flip }: Pick<InpaintingAsk, 'known' | 'flip'>): Uint8Array =>
  known.map((k) => (flip > 0 ? 1 : 1 - k));

/** The panels of a stage; without the truth while it isn't known. */
export function panelsOf(
  ask: Pick<InpaintingAsk, 'known' | 'flip' | 'mode'>,
  stage: InpaintingStage,
  truth: Uint8Array | undefined,
): Panel[] {
  const open = openMask(ask);
  const judged = truth && { truth };
  const estimates: Readonly<Record<InpaintingMode, string>> = {
    stochastic: 'mean so far',
    meanField: 'magnetisations',
    annealed: 'the state now',
  };
  return [
    ...(ask.mode === 'stochastic' ? [{ title: 'sample now', values: stage.state, open, ...judged }] : []),
    { title: estimates[ask.mode], values: stage.estimate, open, ...judged },
    ...(truth ? [{ title: 'the truth', values: truth, open: new Uint8Array(open.length) }] : []),
  ];
}

/** "Sweep 40 of 100, β 2.1: 27 of 32 open pixels right." */
export function stageWords(result: InpaintingResult, stage: InpaintingStage): string {
  const last = result.stages.at(-1)!.sweep;
  const unit = result.mode === 'meanField' ? 'Iteration' : 'Sweep';
  const beta = result.mode === 'annealed' ? `, β ${stage.beta.toFixed(2)}` : '';
  const right = Math.round(stage.recovered * result.open.length);
  return `${unit} ${formatCount(stage.sweep)} of ${formatCount(last)}${beta}: ${formatCount(right)} of ${formatCount(result.open.length)} open pixels right.`;
}

/** The guess that a filling must beat. */
const guessLevel = ({ guesses }: InpaintingResult): Level =>
  guesses.asSeen === undefined
    ? { label: 'usual value', value: guesses.baseRate }
    : { label: 'as seen', value: guesses.asSeen };

/** The share recovered along the way. */
export function recoveredChart(result: InpaintingResult | undefined, at: number): LineChartData {
  const curve = (read: (stage: InpaintingStage) => number) => {
    const stages = result?.stages ?? [];
    const [x, y] = [Float64Array.from(stages, ({ sweep }) => sweep), Float64Array.from(stages, read)];
    return { length: stages.length, x, y };
  };
  const mean = { label: result?.mode === 'stochastic' ? 'mean' : 'picture', colour: 'model' } as const;
  const series = [{ ...mean, points: curve(({ recovered }) => recovered) }];
  const sample = {
    label: 'sample',
    points: curve(({ stateRecovered }) => stateRecovered),
    dash: [3, 3],
    colour: 'soft' as const,
  };
  return {
    series: result?.mode === 'stochastic' ? [...series, sample] : series,
    levels: result ? [guessLevel(result)] : [],
    unit: result?.mode === 'meanField' ? 'iterations' : 'sweeps',
    digits: 3,
    ...(result && { rest: result.stages[at]?.sweep ?? 0 }),
    waiting: 'appears with the first filling',
  };
}
