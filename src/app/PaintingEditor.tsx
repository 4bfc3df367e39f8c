/** Patterns painted on a grid, by pointer and by keyboard; the run starts anew once the hand rests. */
import { useEffect, useRef, useState } from 'react';
import { PixelGrid } from '../chart/PixelGrid';
import { Button } from '../controls/Button';
import { PaintingGrid } from '../controls/PaintingGrid';
import { Slider } from '../controls/Slider';
import type { Painting } from '../engine/frame';
import type { NumberSpec } from '../settings';
import type { LabStore } from '../state/store';
import { paintingLimits } from '../state/url';
import { defaultPainting } from './defaultPainting';
import { patternOf, withoutPattern, withPattern, withPixel, withSide } from './painting';
import './data.css';

/** How long the hand rests before the patterns become the data. */
const rest = 600; // ms

const sideSpec: NumberSpec = {
  kind: 'number',
  label: 'Grid side',
  group: 'data',
  applies: 'restart',
  key: 'grid',
  unit: 'pixels',
  min: paintingLimits.minSide,
  max: paintingLimits.side,
  default: defaultPainting.side,
  integer: true,
  scale: 'linear',
  reason: 'n × n pixels; the upper left corner is kept.',
};

export default function PaintingEditor({ store }: { store: LabStore }) {
  const [painting, setPainting] = usePainting(store);
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, painting.count - 1);
  const add = (source?: number) => {
    const next = withPattern(painting, source);
    setPainting(next);
    setChosen(next.count - 1);
  };
  const full = painting.count >= paintingLimits.count;
  return (
    <div className="painting">
      <PaintingGrid
        name={`Pattern ${index + 1}`}
        rows={painting.side}
        columns={painting.side}
        bytes={patternOf(painting, index)}
        onPaint={(pixel, on) => setPainting(withPixel(painting, index, pixel, on))}
      />
      <div className="samples">
        {Array.from({ length: painting.count }, (_, i) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a pattern has no other identity than its place
            key={i}
            type="button"
            className="pattern"
            aria-pressed={i === index}
            onClick={() => setChosen(i)}
          >
            <PixelGrid bytes={patternOf(painting, i)} columns={painting.side} label={`Pattern ${i + 1}`} />
          </button>
        ))}
      </div>
      <div className="row">
        <Button onClick={() => add()} disabled={full}>
          Add
        </Button>
        <Button onClick={() => add(index)} disabled={full}>
          Copy
        </Button>
        <Button onClick={() => setPainting(withoutPattern(painting, index))}>Delete</Button>
      </div>
      <Slider
        spec={sideSpec}
        value={painting.side}
        onChange={(side) => setPainting(withSide(painting, side))}
        patient
        reason={sideSpec.reason}
      />
    </div>
  );
}

/** The painting under the hand, passed to the store once it rests. */
function usePainting(store: LabStore) {
  const [draft, setDraft] = useState<Painting>(() => store.getState().painting ?? defaultPainting);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const stop = store.subscribe(
      (state) => state.painting,
      (painting) => painting && setDraft(painting),
    );
    return () => {
      stop();
      clearTimeout(timer.current);
    };
  }, [store]);
  const paint = (next: Painting) => {
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => store.getState().setPainting(next), rest);
  };
  return [draft, paint] as const;
}
