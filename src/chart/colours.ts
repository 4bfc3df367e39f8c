/**
 * Colour tables: 256 packed pixels each, so that painting a value costs one lookup and never a parsed colour.
 * Mixing is done in Oklab, so that equal steps of a value look like equal steps.
 */

/** Red, green and blue, 0..255. */
export type Rgb = readonly [number, number, number];

/** The entry that both kinds of table keep for values that are not numbers. */
export const notANumberIndex = 0;
/** The entry of zero in a diverging table. */
export const zeroIndex = 128;

/** Reads `#rgb`, `#rrggbb` and `rgb(r g b)`. Throws a RangeError on anything else. */
export function parseColour(text: string): Rgb {
  const trimmed = text.trim();
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(trimmed)?.[1];
  if (hex) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : hex.match(/../g)!;
    return digits.map((digit) => Number.parseInt(digit, 16)) as unknown as Rgb;
  }
  const numbers = /^rgba?\(/.test(trimmed) ? (trimmed.match(/\d+(\.\d+)?/g) ?? []).map(Number) : [];
  if (numbers.length < 3) throw new RangeError(`invalid colour: ${text}; expected #rrggbb or rgb(r g b)`);
  return [numbers[0]!, numbers[1]!, numbers[2]!];
}

const toLinear = (byte: number) => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const toByte = (linear: number) => {
  const c = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
};

/** sRGB to Oklab (B. Ottosson, 2020, "A perceptual color space for image processing"). */
function toOklab([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Inverse of `toOklab`, rounded to bytes. */
function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour a share `t` (0..1) of the way from one colour to another. */
export function mixColours(from: Rgb, to: Rgb, t: number): Rgb {
  const [a, b] = [toOklab(from), toOklab(to)];
  return fromOklab([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]);
}

/** Opaque pixel as canvas image data holds it on a little-endian machine: 0xAABBGGRR. */
export const packPixel = ([r, g, b]: Rgb) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

/** Entries 1..255 lead from `from` (0) to `to` (1); entry 0 is for NaN. */
export function sequentialTable(from: Rgb, to: Rgb, notANumber: Rgb): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) =>
    packPixel(index === notANumberIndex ? notANumber : mixColours(from, to, (index - 1) / 254)),
  );
}

/** Entry 128 is `middle` (0), 1 is `negative`, 255 is `positive`; entry 0 is for NaN. */
export function divergingTable(negative: Rgb, middle: Rgb, positive: Rgb, notANumber: Rgb): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    if (index === notANumberIndex) return packPixel(notANumber);
    const t = (index - zeroIndex) / 127;
    return packPixel(mixColours(middle, t < 0 ? negative : positive, Math.abs(t)));
  });
}

/** Entry of a sequential table for a value in 0..1; values outside take the ends. */
export function sequentialIndex(value: number): number {
  if (Number.isNaN(value)) return notANumberIndex;
  return Math.min(255, Math.max(1, (value * 254 + 1.5) | 0));
}

/** Entry of a diverging table for a value in −limit..limit; values outside take the ends. */
export function divergingIndex(value: number, limit: number): number {
  // NaN passes through min and max, and `| 0` makes it the entry for what is not a number
  return (Math.min(1, Math.max(-1, value / limit)) * 127 + zeroIndex + 0.5) | 0;
}
