/** What is being prepared: which picture, what is painted over, how much noise, and how it is to be filled in. */
import { randomlyKnown } from '../../core/inpainting';
import { keptUnits } from '../../core/keptUnits';
import type { InpaintingAsk, InpaintingMode, RowSet } from '../../engine/study';

export interface Draft {
  readonly set: RowSet;
  readonly row: number;
  /** 1 where a pixel is painted over, [visible]. */
  readonly hidden: Uint8Array;
  /** Noise in percent: this share of pixels is turned over. */
  readonly noise: number;
  readonly mode: InpaintingMode;
  readonly sweeps: number;
}

export interface PictureShape {
  readonly rows: number;
  readonly columns: number;
}

export type Preset = 'lower half' | 'right half' | 'random 30 %' | 'noise 10 %' | 'clear';
export const presets: readonly Preset[] = ['lower half', 'right half', 'random 30 %', 'noise 10 %', 'clear'];

/** What a preset paints over, and the noise it sets. */
export function withPreset(draft: Draft, preset: Preset, shape: PictureShape, seed: number): Draft {
  const visible = draft.hidden.length;
  const over = (known: Uint8Array) => ({ ...draft, noise: 0, hidden: known.map((k) => 1 - k) });
  if (preset === 'lower half') return over(keptUnits(visible, shape, 'upper half'));
  if (preset === 'right half') return over(keptUnits(visible, shape, 'left half'));
  if (preset === 'random 30 %') return over(randomlyKnown(visible, 0.3, seed));
  return { ...draft, noise: preset === 'clear' ? 0 : 10, hidden: new Uint8Array(visible) };
}

/** Held-out rows come first where there are any: a machine may know the others by heart. */
export function firstDraft(visible: number, heldOutRows: number, shape: PictureShape): Draft {
  const empty: Draft = {
    set: heldOutRows > 0 ? 'heldOut' : 'training',
    row: 0,
    hidden: new Uint8Array(visible),
    noise: 0,
    mode: 'stochastic',
    sweeps: 100,
  };
  return withPreset(empty, 'lower half', shape, 0);
}

/**
 * A stroke's dab: the pixel, in large pictures with its neighbours all round.
 * The same draft where nothing changes.
 */
export function withDab(draft: Draft, shape: PictureShape, pixel: number, on: boolean): Draft {
  const reach = shape.columns >= 16 ? 1 : 0;
  const [row, column] = [Math.floor(pixel / shape.columns), pixel % shape.columns];
  const hidden = draft.hidden.slice();
  for (let y = Math.max(0, row - reach); y <= row + reach; y++)
    for (let x = Math.max(0, column - reach); x <= Math.min(shape.columns - 1, column + reach); x++) {
      const i = y * shape.columns + x;
      if (i < hidden.length) hidden[i] = on ? 1 : 0;
    }
  return { ...draft, hidden };
}

export const askOf = ({ set, row, hidden, noise, mode, sweeps }: Draft): InpaintingAsk => ({
  ...{ set, row, mode, sweeps },
  known: hidden.map((over) => 1 - over),
  flip: noise / 100,
});

/** Pixels left for the machine to say. */
export const openCount = ({ hidden, noise }: Draft): number =>
  noise > 0 ? hidden.length : hidden.reduce((sum, over) => sum + over, 0);
