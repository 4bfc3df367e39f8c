/** A figure of many small pictures, read one by one. */
import { type ReactNode, useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Picture, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import { useBox } from '../../chart/useBox';
import type { Paint, Subscribe } from '../../chart/usePainter';
import { type PictureData, paintPictures, pictureAt, pictureLayout } from './paintPictures';

interface Props {
  readonly name: string;
  readonly title: ReactNode;
  readonly className: string;
  readonly note?: ReactNode;
  readonly controls?: ReactNode;
  readonly legend?: ReactNode;
  /** What one of them is, for the reader. */
  readonly what: string;
  readonly data: Omit<PictureData, 'lit'> | undefined;
  readonly waiting: string;
  /** Of all of them, or of one. */
  readonly caption: (lit: number | undefined) => string;
}

const never: Subscribe = () => () => {};

export function Pictures({ name, title, className, data, what, waiting, caption, ...rest }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [lit, setLit] = useState<number>();
  const id = useId();
  const box = useBox(canvas);
  const count = data?.count ?? 0;
  const chosen = lit !== undefined && lit < count ? lit : undefined;
  const words = caption(chosen);
  const paint: Paint = (context, size, theme) => {
    if (!data || count === 0) return paintWaiting(context, waiting, size, theme);
    paintPictures(context, { ...data, ...(chosen !== undefined && { lit: chosen }) }, size, theme, raster);
  };
  const across = data && box.width > 0 ? pictureLayout(data, box).across : 1;
  const reader = {
    label: `${what} in ${name}`,
    count,
    chosen,
    text: chosen === undefined ? 'none chosen' : words,
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: { width: number; height: number }) => {
      const n = data && pictureAt(data, size, x, y);
      setLit(n === lit ? undefined : n);
    },
    move: (key: string) => stepByKey(key, chosen, count, across),
    choose: setLit,
  };
  return (
    <Figure {...rest} {...{ name, title, className }} picture={canvas} caption={words}>
      <Picture
        name={name}
        canvas={canvas}
        paint={paint}
        subscribe={never}
        descriptionId={id}
        description={(element) => {
          if (element) element.textContent = words;
        }}
        {...(count > 0 && { reader })}
      />
    </Figure>
  );
}
