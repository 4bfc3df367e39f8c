/** A small still picture of binary pixels in the data's colour. */
import { useEffect, useRef } from 'react';
import { readTheme, watchTheme } from './theme';
import './pixelGrid.css';

interface Props {
  /** 0 or 1 a pixel, row by row. */
  readonly bytes: Uint8Array;
  readonly columns: number;
  /** Left out where what stands around it says what it shows. */
  readonly label?: string;
}

export function PixelGrid({ bytes, columns, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const rows = Math.ceil(bytes.length / columns);
  useEffect(() => {
    const element = canvas.current!;
    const paint = () => {
      const context = element.getContext('2d')!;
      context.clearRect(0, 0, columns, rows);
      context.fillStyle = readTheme(element).data;
      bytes.forEach((on, i) => {
        if (on) context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
      });
    };
    paint();
    return watchTheme(paint);
  }, [bytes, columns, rows]);
  return (
    <canvas
      ref={canvas}
      className="pixels"
      width={columns}
      height={rows}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
