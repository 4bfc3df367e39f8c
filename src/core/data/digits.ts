/** Handwritten digits at 8×8 pixels, from `public/data/optdigits-8x8.csv.gz`. */
import { parseCsv } from './csv';
import { countsOf, type DataSet, splitEveryFifth } from './dataSet';
import { binarise } from './table';

/**
 * The digits from the text of the CSV file: 64 grey levels 0..16 and the label a line. A pixel is on from level 8;
 * every fifth row is held out. TypeError for a table of another kind.
 */
export function digits(text: string): DataSet {
  const table = parseCsv(text);
  if (table.width !== 64 || table.minimum !== 0 || table.maximum !== 16 || !table.labels)
    throw new TypeError(
      `invalid digits: ${table.width} columns from ${table.minimum} to ${table.maximum}; expected 64 from 0 to 16 and a label`,
    );
  const split = splitEveryFifth(binarise(table, 0.5), table.labels);
  return {
    name: 'digits',
    description: countsOf('handwritten digits', split.training, split.heldOut),
    attribution:
      'Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak (1998), UCI Machine Learning Repository, CC BY 4.0',
    shape: { rows: 8, columns: 8 },
    ...split,
  };
}
