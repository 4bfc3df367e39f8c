/** Patterns painted by pointer and by keyboard. */

import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import PaintingEditor from '../../src/app/PaintingEditor';
import { createLabStore } from '../../src/state/store';
import '../../src/app/tokens.css';

const empty = { side: 3, count: 1, bytes: new Uint8Array(9) };

async function editor() {
  const store = createLabStore();
  store.getState().setPainting(empty);
  const screen = await render(<PaintingEditor store={store} />);
  const cell = (row: number, column: number) =>
    screen.getByRole('gridcell', { name: `row ${row}, column ${column}`, exact: true });
  const painted = () => [...(store.getState().painting?.bytes ?? [])].join('');
  return { store, screen, cell, painted };
}

it('PaintingEditor turns cells over with Space, moves with arrows, and passes the pattern on when it rests', async () => {
  const { cell, painted } = await editor();
  cell(1, 1).element().focus();
  await userEvent.keyboard(' {ArrowDown}{ArrowRight}{Enter}{ArrowLeft}{ArrowLeft} ');
  expect(painted()).toBe('000000000');
  await vi.waitFor(() => expect(painted()).toBe('100110000'), 2000);
  await expect.element(cell(2, 2)).toHaveAttribute('aria-selected', 'true');
});

it('PaintingEditor has one cell in the Tab order', async () => {
  const { screen } = await editor();
  const stops = screen
    .getByRole('gridcell')
    .elements()
    .filter((cell) => (cell as HTMLElement).tabIndex === 0);
  expect(stops).toHaveLength(1);
});

it('PaintingEditor paints with a click and unpaints with another', async () => {
  const { cell, painted } = await editor();
  await userEvent.click(cell(3, 2));
  await expect.element(cell(3, 2)).toHaveAttribute('aria-selected', 'true');
  await vi.waitFor(() => expect(painted()).toBe('000000010'), 2000);
  await userEvent.click(cell(3, 2));
  await vi.waitFor(() => expect(painted()).toBe('000000000'), 2000);
});

it('PaintingEditor adds, copies and deletes patterns', async () => {
  const { screen, cell, store } = await editor();
  await userEvent.click(cell(1, 1));
  await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await vi.waitFor(() => expect(store.getState().painting?.count).toBe(3), 2000);
  expect([...store.getState().painting!.bytes.subarray(9, 27)].join('')).toBe('100000000000000000');
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  await vi.waitFor(() => expect(store.getState().painting?.count).toBe(2), 2000);
});

it('PaintingEditor keeps the corner when the grid grows', async () => {
  const { screen, cell, store } = await editor();
  await userEvent.click(cell(1, 3));
  const field = screen.getByRole('spinbutton', { name: 'Grid side' });
  await userEvent.fill(field, '4');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(store.getState().painting?.side).toBe(4), 2000);
  expect(store.getState().painting?.bytes[2]).toBe(1);
});
