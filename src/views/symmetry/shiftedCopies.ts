/** A pattern and its copies shifted round the grid: data with a symmetry, to be learned beside data without. */
import type { Painting } from '../../engine/frame';

export const copies = ['alone', 'sideways', 'everywhere'] as const;
/** Only the pattern; its four shifts along the rows; its sixteen shifts along rows and columns. */
export type Copies = (typeof copies)[number];

const side = 4;
/** Three pixels round a corner: no two of its shifts are alike. */
const corner = ['##..', '#...', '....', '....'];
const pixels = [...corner.join('')].map((pixel) => (pixel === '#' ? 1 : 0));

/** Moved down and to the right, going round at the edges. */
const shifted = (down: number, right: number): number[] =>
  pixels.map((_, at) => {
    const row = (Math.floor(at / side) - down + side) % side;
    const column = ((at % side) - right + side) % side;
    return pixels[row * side + column]!;
  });

const countOf = { alone: 1, sideways: side, everywhere: side * side } as const;

/** As the data set `painted` takes them, the unshifted one first. */
export function shiftedCopies(which: Copies): Painting {
  const count = countOf[which];
  const patterns = Array.from({ length: count }, (_, n) => shifted(Math.floor(n / side), n % side));
  return { side, count, bytes: Uint8Array.from(patterns.flat()) };
}

/** Which of them a painting is; undefined for another one. */
export function copiesOf(painting: Painting | undefined): Copies | undefined {
  return copies.find((which) => {
    const { count, bytes } = shiftedCopies(which);
    return (
      painting?.side === side &&
      painting.count === count &&
      painting.bytes.every((bit, n) => bit === bytes[n])
    );
  });
}
