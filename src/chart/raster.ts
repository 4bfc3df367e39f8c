/** An image of one pixel per value, filled through a colour table and then drawn at any scale. */

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Sets the size and returns the pixels to fill, row-major, packed as in `colours.packPixel`. */
  resize(width: number, height: number): Uint32Array;
  /** Makes what was filled drawable. */
  commit(): CanvasImageSource;
}

/** A raster on a canvas of its own, kept between frames. */
export function createRaster(): Raster {
  let canvas: HTMLCanvasElement | undefined;
  let image: ImageData | undefined;
  let pixels = new Uint32Array(0);
  return {
    get width() {
      return image?.width ?? 0;
    },
    get height() {
      return image?.height ?? 0;
    },
    resize(width, height) {
      if (image?.width !== width || image.height !== height) {
        canvas ??= document.createElement('canvas');
        canvas.width = width;
        canvas.height = height;
        image = new ImageData(width, height);
        pixels = new Uint32Array(image.data.buffer);
      }
      return pixels;
    },
    commit() {
      if (!canvas || !image) throw new TypeError('commit() of a raster without a size');
      canvas.getContext('2d')!.putImageData(image, 0, 0);
      return canvas;
    },
  };
}
