/** Which visible units a clamped chain keeps: the rest is for the machine to fill in. */

/** Whether the unit at (row, column) of a picture is kept. */
type Keeps = (at: { readonly row: number; readonly column: number }, shape: PictureShape) => boolean;

/** How the visible units stand as a picture. */
interface PictureShape {
  readonly rows: number;
  readonly columns: number;
}

/** The middle row or column of an odd picture is kept as well. */
const rules = {
  'upper half': ({ row }, { rows }) => row < rows / 2,
  'left half': ({ column }, { columns }) => column < columns / 2,
  'every second pixel': ({ row, column }) => (row + column) % 2 === 0,
} as const satisfies Record<string, Keeps>;

export type Keep = keyof typeof rules;
export const keeps = Object.keys(rules) as readonly Keep[];

/** 1 where the unit keeps its value, [visible]. Units fill the picture row by row. */
export function keptUnits(visible: number, shape: PictureShape, keep: Keep): Uint8Array {
  const rule: Keeps = rules[keep];
  return Uint8Array.from({ length: visible }, (_, i) =>
    Number(rule({ row: Math.floor(i / shape.columns), column: i % shape.columns }, shape)),
  );
}
