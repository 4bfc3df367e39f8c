/** One sample of the current batch on its way through an update: v⁺ → h⁺ → v⁻ → h⁻ → ΔW, with the live equation. */
import { Fragment, type PointerEvent, useEffect, useRef, useState } from 'react';
import { paintWaiting } from '../chart/paintWaiting';
import { createRaster } from '../chart/raster';
import { type Paint, usePainter } from '../chart/usePainter';
import { useLab } from '../controls/useLab';
import type { RunSummary } from '../engine/frame';
import type { LabState, LabStore } from '../state/store';
import { type EquationInput, equationNumbers, type StepName, stepDone, stepNames } from './equation';
import { litPixel, litUnit, setText, useChanges, useWants, useWriting } from './followLab';
import { stepsOf } from './overviewSteps';
import { paintUnits, squareShape, type UnitData, unitAt } from './paintUnits';
import { paintWeightChange } from './paintWeightChange';
import './views.css';

/** Each step of the tour is shown this long, ms: time to read its caption. */
const tourPace = 5000;

function present(state: LabState) {
  const { walkthrough, summary } = state;
  if (!walkthrough || !summary) return undefined;
  if (walkthrough.vPlus.length !== summary.visible || walkthrough.hPlusMean.length !== summary.hidden)
    return undefined;
  return { walkthrough, summary };
}

const watched = (state: LabState) => [
  state.walkthrough,
  state.summary,
  state.settings.algorithm,
  litUnit(state),
  litPixel(state),
];

/** The unit and pixel in focus; where none is, the first unit and the pixel in the middle. */
function focus(state: LabState, { hidden, visible, shape }: RunSummary) {
  const middle = (shape.rows >> 1) * shape.columns + (shape.columns >> 1);
  const within = (value: number | undefined, count: number) => Math.min(count - 1, Math.max(0, value ?? 0));
  return { unit: within(litUnit(state), hidden), pixel: within(litPixel(state) ?? middle, visible) };
}

function equationInput(state: LabState): EquationInput | undefined {
  const data = present(state);
  const { weights: parameters } = state;
  if (!data || !parameters || parameters.W.length !== data.summary.visible * data.summary.hidden)
    return undefined;
  const { visible, hidden } = data.summary;
  return { parameters, walkthrough: data.walkthrough, visible, hidden, ...focus(state, data.summary) };
}

/** The values of one layer, and their arrangement. */
function layer(state: LabState, step: Exclude<StepName, 'change'>): UnitData | undefined {
  const data = present(state);
  if (!data) return undefined;
  const { walkthrough, summary } = data;
  const ofVisible = step === 'vPlus' || step === 'vMinus';
  const values = {
    vPlus: walkthrough.vPlus,
    hPlus: walkthrough.hPlusMean,
    vMinus: walkthrough.vMinus,
    hMinus: walkthrough.hMinusMean,
  }[step];
  const lit = ofVisible ? litPixel(state) : litUnit(state);
  const shape = ofVisible ? summary.shape : squareShape(summary.hidden);
  return { values, shape, ...(lit !== undefined && { lit }) };
}

/** Which step is lit: the one chosen; while paused the one just done; while playing, each in turn. */
function useLitStep(store: LabStore, chosen: StepName | undefined): StepName {
  const playing = useLab(store, (state) => state.frame?.playing ?? true);
  const still = useLab(store, (state) => state.reducedMotion);
  const done = useLab(store, ({ frame }) => (frame && !frame.playing ? stepDone(frame) : undefined));
  const [tour, setTour] = useState(1);
  const touring = playing && !still && chosen === undefined;
  useEffect(() => {
    if (!touring) return;
    const timer = setInterval(() => setTour((at) => (at + 1) % stepNames.length), tourPace);
    return () => clearInterval(timer);
  }, [touring]);
  return chosen ?? done ?? stepNames[tour]!;
}

export function OverviewStrip({ store }: { readonly store: LabStore }) {
  const strip = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<StepName>();
  const lit = useLitStep(store, chosen);
  useWants(store, strip, { walkthrough: true, weights: true });
  return (
    <section ref={strip} className="overview" aria-label="One update, step by step">
      <div className="overview-steps">
        {stepNames.map((name, index) => (
          <Fragment key={name}>
            {index > 0 && (
              <span className="overview-arrow" aria-hidden="true">
                {name === 'change' ? '⇒' : '→'}
              </span>
            )}
            <StepPicture
              store={store}
              name={name}
              lit={name === lit}
              pressed={name === chosen}
              onChoose={() => setChosen(name === chosen ? undefined : name)}
            />
          </Fragment>
        ))}
      </div>
      <Equation store={store} step={lit} />
    </section>
  );
}

interface StepProps {
  readonly store: LabStore;
  readonly name: StepName;
  readonly lit: boolean;
  readonly pressed: boolean;
  readonly onChoose: () => void;
}

function StepPicture({ store, name, lit, pressed, onChoose }: StepProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const algorithm = useLab(store, (state) => state.settings.algorithm);
  const { symbol, name: words, from, summed } = stepsOf(algorithm)[name];

  const paint: Paint = (context, size, theme) => {
    const state = store.getState();
    if (stepsOf(state.settings.algorithm)[name].summed) return paintWaiting(context, 'Σ', size, theme);
    if (name !== 'change') {
      const data = layer(state, name);
      if (data) paintUnits(context, data, size, theme, raster);
      return;
    }
    const { walkthrough } = present(state) ?? {};
    const [unit, pixel] = [litUnit(state), litPixel(state)];
    if (!walkthrough) return;
    const data = {
      ...walkthrough,
      ...(unit !== undefined && { litUnit: unit }),
      ...(pixel !== undefined && { litPixel: pixel }),
    };
    paintWeightChange(context, data, size, theme, raster);
  };
  usePainter(canvas, paint, useChanges(store, watched));

  const point = (event: PointerEvent<HTMLElement>) => {
    const data = name === 'change' || summed ? undefined : layer(store.getState(), name);
    const box = canvas.current!.getBoundingClientRect();
    const index = data && unitAt(data, box, event.clientX - box.left, event.clientY - box.top);
    const key = name === 'vPlus' || name === 'vMinus' ? 'pixel' : 'unit';
    store.getState().setHovered(index === undefined ? undefined : { [key]: index });
  };

  return (
    <button
      type="button"
      className={`overview-step ${from} ${name === 'change' ? 'wide' : ''} ${lit ? 'lit' : ''}`}
      aria-pressed={pressed}
      {...(lit && { 'aria-current': 'step' as const })}
      onClick={onChoose}
      onPointerMove={point}
      onPointerLeave={() => store.getState().setHovered(undefined)}
    >
      <canvas ref={canvas} />
      <span>
        {symbol} <span className="words">{words}</span>
      </span>
    </button>
  );
}

/** The equation of a step. React renders its words; its numbers are text nodes, written past React. */
function Equation({ store, step }: { readonly store: LabStore; readonly step: StepName }) {
  const element = useRef<HTMLDivElement>(null);
  useWriting(store, (state) => {
    const input = equationInput(state);
    const numbers: Record<string, string> = input ? equationNumbers(step, input) : {};
    for (const slot of element.current?.querySelectorAll<HTMLElement>('[data-live]') ?? [])
      setText(slot, numbers[slot.dataset.live!] ?? '·');
  });
  const algorithm = useLab(store, (state) => state.settings.algorithm);
  const { why, equation } = stepsOf(algorithm)[step];
  return (
    <div ref={element} className="overview-equation">
      <div key={`${algorithm} ${step}`} className="equation">
        {equation}
      </div>
      <p>{why}</p>
    </div>
  );
}
