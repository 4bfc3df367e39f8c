/** How a slider spaces its values: between a number and its place on the track, 0..1. */
import type { NumberRange } from '../settings';

type Scale = Pick<NumberRange, 'min' | 'max' | 'integer' | 'scale'>;

/** Place of a value on the track, 0..1. */
export function placeOf(spec: Scale, value: number): number {
  const { min, max } = spec;
  if (spec.scale === 'log') return Math.log(value / min) / Math.log(max / min);
  const share = (value - min) / (max - min);
  return spec.scale === 'root' ? Math.cbrt(share) : share;
}

/** The value at a place of the track, rounded to what can be read and told apart. */
export function valueAt(spec: Scale, place: number): number {
  const { min, max } = spec;
  const at = Math.min(1, Math.max(0, place));
  if (at === 0) return min;
  if (at === 1) return max;
  if (spec.scale === 'log') return rounded(spec, min * (max / min) ** at);
  return rounded(spec, min + (max - min) * (spec.scale === 'root' ? at ** 3 : at));
}

/** Two significant digits, or on a linear scale hundredths of the range; whole where it must be; in range. */
function rounded(spec: Scale, value: number): number {
  const step = spec.scale === 'linear' ? 10 ** Math.floor(Math.log10((spec.max - spec.min) / 50)) : 0;
  const readable = step > 0 ? Number((Math.round(value / step) * step).toPrecision(12)) : twoDigits(value);
  const whole = spec.integer ? Math.round(value < 100 ? value : readable) : readable;
  return Math.min(spec.max, Math.max(spec.min, whole));
}

const twoDigits = (value: number): number => Number(value.toPrecision(2));

/** The next readable value, `places` hundredths of the track away (negative: to the left). */
export function stepFrom(spec: Scale, value: number, places: number): number {
  const direction = Math.sign(places);
  const place = placeOf(spec, value);
  for (let distance = Math.abs(places); distance <= 100; distance++) {
    const next = valueAt(spec, place + (direction * distance) / 100);
    if (direction * (next - value) > 0) return next;
  }
  return value;
}
