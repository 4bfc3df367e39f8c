/** How many layers, and how many hidden units each: number fields that refuse what can't be. */
import { NumberBox } from '../../controls/NumberBox';
import type { NumberRange } from '../../settings';

interface Props {
  /** "layers above", "layers of the stack" */
  readonly label: string;
  readonly sizes: readonly number[];
  /** The number of the first of them. */
  readonly from: number;
  readonly onChange: (sizes: number[]) => void;
  /** Set before the names of the fields, where a page has several. */
  readonly prefix?: string;
}

export const unitsSpec = (label: string): NumberRange => ({
  label,
  unit: '',
  min: 1,
  max: 1024,
  integer: true,
  scale: 'log',
});
const countSpec = (label: string): NumberRange => ({
  label,
  unit: '',
  min: 1,
  max: 4,
  integer: true,
  scale: 'linear',
});

export function LayerSizes({ label, sizes, from, onChange, prefix = 'layer' }: Props) {
  const setCount = (count: number) =>
    onChange(Array.from({ length: count }, (_, k) => sizes[k] ?? Math.max(1, Math.round(sizes.at(-1)! / 2))));
  return (
    <>
      <NumberBox spec={countSpec(label)} value={sizes.length} onChange={setCount} />
      {sizes.map((size, k) => (
        <NumberBox
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place
          key={k}
          spec={unitsSpec(`${prefix} ${from + k}`)}
          value={size}
          onChange={(next) => onChange(sizes.map((old, at) => (at === k ? next : old)))}
        />
      ))}
    </>
  );
}
