/** All parameters of the copy as one picture, to choose one of them by pointer or keyboard. */
import { useId, useRef, useState } from 'react';
import { Legend } from '../../chart/Legend';
import { formatSigned } from '../../chart/numbers';
import { Picture, type Reader } from '../../chart/Picture';
import { createRaster } from '../../chart/raster';
import type { Paint } from '../../chart/usePainter';
import {
  type EditedParameters,
  type HeldModel,
  heldOf,
  type ParameterPlace,
  valueAtPlace,
} from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { weightLimit } from '../weightScale';
import { paintParameters, placeAt, placeInCell, tableCell } from './paintParameters';

const watched = (state: LabState) => [state.held];

/** "W(3, 5)", "a(3)", "b(5)": units counted from 1. */
export function nameOfPlace(place: ParameterPlace): string {
  if (place.kind === 'W') return `W(${place.i + 1}, ${place.j + 1})`;
  return place.kind === 'a' ? `a(${place.i + 1})` : `b(${place.j + 1})`;
}

export const placeInWords = ({ parameters, place }: HeldModel) =>
  `${nameOfPlace(place)} = ${formatSigned(valueAtPlace(parameters, place), 3)}`;

export function ParameterTable({ store, held }: { readonly store: LabStore; readonly held: HeldModel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  // the scale stays while values are dragged
  const limit = weightLimit(Float32Array.from(held.original.W));

  const paint: Paint = (context, size, theme) => {
    const now = heldOf(store.getState());
    if (now) paintParameters(context, { ...now, limit }, size, theme, raster);
  };
  useWriting(store, (state) => {
    const now = heldOf(state);
    if (now)
      setText(
        description.current,
        `${now.parameters.hidden} × ${now.parameters.visible} weights, visible biases above, hidden biases at the left; ${placeInWords(now)}`,
      );
  });
  return (
    <div className="parameter-table">
      <Picture
        name="Parameters of the copy"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        reader={placeReader(store, held)}
      />
      <Legend scale="signed" low={`≤ ${formatSigned(-limit, 1)}`} high={`≥ ${formatSigned(limit, 1)}`} />
    </div>
  );
}

const keySteps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The parameter that an arrow key leads to; undefined at the edge, in the corner, and for other keys. */
export function placeByKey(
  key: string,
  place: ParameterPlace,
  shape: Pick<EditedParameters, 'visible' | 'hidden'>,
): ParameterPlace | undefined {
  const step = keySteps[key];
  if (!step) return undefined;
  const { column, row } = tableCell(place);
  return placeInCell(column + step[0], row + step[1], shape);
}

function placeReader(store: LabStore, held: HeldModel): Reader {
  const { parameters, place } = held;
  const { choosePlace } = store.getState();
  const across = parameters.visible + 1;
  const cellNumber = (at: ParameterPlace) => tableCell(at).row * across + tableCell(at).column;
  return {
    label: 'Choose a parameter',
    count: across * (parameters.hidden + 1),
    chosen: cellNumber(place),
    text: placeInWords(held),
    point: () => {},
    leave: () => {},
    pick: (x, y, size) => {
      const picked = placeAt(parameters, size, x, y);
      if (picked) choosePlace(picked);
    },
    move: (key) => {
      if (!keySteps[key]) return undefined;
      const now = heldOf(store.getState())?.place ?? place;
      return cellNumber(placeByKey(key, now, parameters) ?? now);
    },
    choose: (cell) => {
      const chosen =
        cell === undefined ? undefined : placeInCell(cell % across, Math.floor(cell / across), parameters);
      if (chosen) choosePlace(chosen);
    },
  };
}
