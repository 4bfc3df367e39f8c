/** A canvas context without a canvas: it records what is called on it, with the styles in force. */
import type { Raster } from '../../src/chart/raster';
import { colourRoles, makeTheme } from '../../src/chart/theme';
import type { Context } from '../../src/chart/usePainter';

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly strokeStyle: unknown;
  readonly fillStyle: unknown;
}

export const theme = makeTheme(colourRoles, 'sans-serif');

export function fakeContext() {
  const calls: Call[] = [];
  const values: Record<string, unknown> = {};
  const context = new Proxy(values, {
    get(_, name: string) {
      if (name in values) return values[name];
      return (...args: unknown[]) => {
        calls.push({ name, args, strokeStyle: values.strokeStyle, fillStyle: values.fillStyle });
        return name === 'measureText' ? { width: 6 * String(args[0]).length } : undefined;
      };
    },
    set(_, name: string, value) {
      values[name] = value;
      return true;
    },
  }) as unknown as Context;
  const named = (name: string) => calls.filter((call) => call.name === name);
  const texts = () => named('fillText').map(({ args }) => String(args[0]));
  return { context, calls, named, texts };
}

/** A raster whose pixels can be looked at. */
export function fakeRaster() {
  let [width, height] = [0, 0];
  let pixels = new Uint32Array(0);
  let commits = 0;
  const raster: Raster = {
    get width() {
      return width;
    },
    get height() {
      return height;
    },
    resize(w, h) {
      [width, height] = [w, h];
      pixels = new Uint32Array(w * h);
      return pixels;
    },
    commit() {
      commits++;
      return {} as CanvasImageSource;
    },
  };
  return { raster, pixels: () => pixels, commits: () => commits };
}
