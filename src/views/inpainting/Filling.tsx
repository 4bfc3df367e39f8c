/** A picture as it fills in, stage by stage, and the share that is right along the way. */
import { useEffect, useId, useMemo, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { LineChart } from '../../chart/LineChart';
import { Picture } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import type { Paint } from '../../chart/usePainter';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { InpaintingAsk, InpaintingResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { FilmPlayer } from './FilmPlayer';
import { paintFilling } from './paintFilling';
import { modeCaptions, modeWords, panelsOf, recoveredChart, rowWords, stageWords } from './words';

interface Props {
  readonly store: LabStore;
}

const resultOf = ({ studies }: LabState) => studies.inpainting.result;
const watched = ({ studies, summary }: LabState) => [studies.inpainting, summary];

export function Filling({ store }: Props) {
  const result = useLab(store, resultOf);
  const player = usePlayer(store, result);
  const changes = useChanges(store, watched);
  const subscribe = useMemo(
    () => (changed: () => void) => {
      const stops = [changes(changed), player.subscribe(changed)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [changes, player],
  );
  return (
    <>
      <Film store={store} result={result} player={player} subscribe={subscribe} />
      <LineChart
        label="Recovered along the way"
        title="Recovered along the way"
        note="share of open pixels"
        height={150}
        read={() => recoveredChart(resultOf(store.getState()), player.stage)}
        subscribe={subscribe}
      />
    </>
  );
}

function usePlayer(store: LabStore, result: InpaintingResult | undefined): FilmPlayer {
  const player = useMemo(() => new FilmPlayer(), []);
  const seen = useRef<InpaintingResult>(undefined);
  useEffect(() => {
    if (result && seen.current !== result) player.open(result.stages.length, store.getState().reducedMotion);
    seen.current = result;
  }, [player, result, store]);
  useEffect(() => () => player.stop(), [player]);
  return player;
}

interface FilmProps extends Props {
  readonly result: InpaintingResult | undefined;
  readonly player: FilmPlayer;
  readonly subscribe: (changed: () => void) => () => void;
}

/** What is on show: while a large machine works, what it has come to; otherwise the film's stage. */
function shownNow({ studies }: LabState, player: FilmPlayer) {
  const { mode, progress, asked, result } = studies.inpainting;
  if (mode === 'running' && progress?.stage)
    return { ask: asked as InpaintingAsk, stage: progress.stage, truth: undefined };
  const stage = result?.stages[Math.min(player.stage, result.stages.length - 1)];
  return result && stage && { ask: result, stage, truth: result.truth };
}

function Film({ store, result, player, subscribe }: FilmProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const raster = useMemo(createRaster, []);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const state = store.getState();
    const shown = shownNow(state, player);
    if (!shown || !state.summary) return paintWaiting(context, 'paint, then fill in', size, theme);
    const panels = panelsOf(shown.ask, shown.stage, shown.truth);
    paintFilling(context, panels, state.summary.shape, size, theme, raster);
  };
  return (
    <Figure
      name="Filling in"
      className="inpainting-film"
      picture={canvas}
      title="Filling in"
      note={result && `${rowWords(result)}, ${modeWords[result.mode]}`}
      legend={
        <span className="legend inpainting-key">
          <i className="from-data" /> known <i className="from-model" /> the machine’s <i className="wrong" />{' '}
          wrong
        </span>
      }
      caption={result && modeCaptions[result.mode]}
    >
      <Picture
        name="Filling in"
        canvas={canvas}
        paint={paint}
        subscribe={subscribe}
        descriptionId={id}
        description={(element) =>
          setText(element, result ? stageWords(result, result.stages.at(-1)!) : 'Nothing is filled in yet.')
        }
      />
      <Scrubber result={result} player={player} />
    </Figure>
  );
}

/** Plays the film, or holds it anywhere. The range and the words beside it follow without a render. */
function Scrubber({ result, player }: Pick<FilmProps, 'result' | 'player'>) {
  const range = useRef<HTMLInputElement>(null);
  const words = useRef<HTMLSpanElement>(null);
  const count = result?.stages.length ?? 1;
  useEffect(() => {
    const write = () => {
      const stage = result?.stages[player.stage];
      const text = result && stage ? stageWords(result, stage) : '';
      setText(words.current, text);
      if (!range.current) return;
      range.current.value = String(player.stage);
      range.current.setAttribute('aria-valuetext', text);
    };
    write();
    return player.subscribe(write);
  }, [result, player]);
  return (
    <div className="inpainting-scrubber">
      <Button onClick={() => player.play()} disabled={count < 2}>
        Replay
      </Button>
      <input
        ref={range}
        type="range"
        aria-label="Stage"
        min={0}
        max={count - 1}
        step={1}
        defaultValue={0}
        disabled={count < 2}
        onChange={(event) => player.hold(Number(event.target.value))}
      />
      <span ref={words} className="inpainting-stage" />
    </div>
  );
}
