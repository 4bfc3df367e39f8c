import { describe, expect, it } from 'vitest';
import { categoryColour, categoryCount, isDark } from '../../src/chart/categories';
import { parseColour, type Rgb } from '../../src/chart/colours';

const linear = (byte: number) => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const luminance = (rgb: Rgb) => {
  const [r, g, b] = rgb.map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string) => {
  const [a, b] = [luminance(parseColour(one)), luminance(parseColour(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
/** Oklab of linear red, green and blue. */
function oklab([r, g, b]: readonly number[]) {
  const l = Math.cbrt(0.4122214708 * r! + 0.5363325363 * g! + 0.0514459929 * b!);
  const m = Math.cbrt(0.2119034982 * r! + 0.6806995451 * g! + 0.1073969566 * b!);
  const s = Math.cbrt(0.0883024619 * r! + 0.2817188376 * g! + 0.6299787005 * b!);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
/** What eyes without green, or without red, cones see: Machado, Oliveira & Fernandes 2009, severity 1. */
const eyes = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
};
function seenBy(colour: string, eye: readonly number[]) {
  const rgb = parseColour(colour).map(linear);
  return oklab(
    [0, 1, 2].map((row) =>
      Math.max(
        0,
        rgb.reduce((sum, x, k) => sum + eye[3 * row + k]! * x, 0),
      ),
    ),
  );
}
const apart = (one: string, other: string, eye: readonly number[]) => {
  const [a, b] = [seenBy(one, eye), seenBy(other, eye)];
  return Math.hypot(...a.map((x, k) => x - b[k]!));
};

describe('categoryColour', () => {
  it.each([
    ['light', false, '#ffffff'],
    ['dark', true, '#1b1e22'],
  ] as const)('categoryColour on %s stands out from the card and keeps kinds apart', (_, dark, card) => {
    const colours = Array.from({ length: categoryCount }, (_, n) => categoryColour(n, dark));
    expect(new Set(colours).size).toBe(10);
    for (const colour of colours) expect(contrast(colour, card)).toBeGreaterThan(3);
    for (const [name, eye] of Object.entries(eyes)) {
      const distances = colours.flatMap((one, n) =>
        colours.slice(n + 1).map((other) => apart(one, other, eye)),
      );
      // 0.02 is about what can just be told apart side by side
      expect(Math.min(...distances), name).toBeGreaterThan(0.1);
    }
  });
  it('categoryColour(n) begins again after the last', () => {
    expect(categoryColour(categoryCount + 2, false)).toBe(categoryColour(2, false));
  });
  it('isDark(theme) goes by the card', () => {
    expect(isDark({ card: '#ffffff' })).toBe(false);
    expect(isDark({ card: '#1b1e22' })).toBe(true);
  });
});
