/** A file of the user's own, before it becomes the data. */
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FilePicker } from '../../src/app/FilePicker';
import type { FilePreview } from '../../src/engine/frame';
import { createLabStore } from '../../src/state/store';
import '../../src/app/tokens.css';

const preview: FilePreview = {
  id: 4,
  name: 'mine.csv',
  rows: 1234,
  columns: 6,
  shape: { rows: 2, columns: 3 },
  minimum: 0,
  maximum: 255,
  density: 0.47,
  preview: Uint8Array.of(1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1),
  previewCount: 2,
  notes: ['a header line was left out'],
};

async function picker(readFile: (file: Blob, name: string) => Promise<FilePreview>) {
  const store = createLabStore();
  store.getState().set('dataSet', 'file');
  const screen = await render(<FilePicker store={store} connection={{ readFile }} />);
  const choose = (name: string) =>
    userEvent.upload(screen.getByLabelText('Choose a file'), new File(['1,0'], name, { type: 'text/csv' }));
  return { store, screen, choose };
}

it('FilePicker shows what it understood, with its notes, and hands the file’s number on', async () => {
  const { store, screen, choose } = await picker(async () => preview);
  await choose('mine.csv');
  await expect
    .element(screen.getByText(/1,234 rows of 6 values/))
    .toHaveTextContent(
      'mine.csv: 1,234 rows of 6 values, 0 to 255; 47 % ones. Noted: a header line was left out.',
    );
  await expect.element(screen.getByRole('img', { name: 'Row 2 of mine.csv' })).toBeVisible();
  expect(store.getState().fileId).toBe(4);
});

it('FilePicker refuses a malformed file in words, and keeps the data', async () => {
  const { store, screen, choose } = await picker(async () => {
    throw new Error('line 2, column 2: "banana"; expected a number');
  });
  await choose('bad.csv');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('bad.csv can’t be used: Line 2, column 2: "banana"');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The run goes on as it was.');
  expect(store.getState().fileId).toBeUndefined();
});

it('FilePicker reads the file again at another threshold', async () => {
  const read: number[] = [];
  const { store, choose } = await picker(async () => {
    read.push(store.getState().settings.threshold);
    return preview;
  });
  await choose('mine.csv');
  store.getState().set('threshold', 0.25);
  await expect.poll(() => read).toEqual([0.5, 0.25]);
});
