/** The strip says what the algorithm in force does. */
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createLabStore } from '../../src/state/store';
import { OverviewStrip } from '../../src/views/OverviewStrip';

it('OverviewStrip speaks of a dream only where one is drawn', async () => {
  const store = createLabStore();
  await render(<OverviewStrip store={store} />);
  await page.getByRole('button', { name: 'v⁻ dream' }).click();
  await expect.element(page.getByText(/paint a picture from memory/)).toBeVisible();
  store.getState().set('algorithm', 'pcd');
  await expect.element(page.getByText(/never starts afresh/)).toBeVisible();
  store.getState().set('algorithm', 'tempering');
  await expect.element(page.getByText(/hotter ones wander freely/)).toBeVisible();
  store.getState().set('algorithm', 'tap2');
  await expect.element(page.getByText(/gives every unit one mean value/)).toBeVisible();
  await expect.element(page.getByText(/terms in W²/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'v⁻ means' })).toBeVisible();
  store.getState().set('algorithm', 'exact');
  await expect.element(page.getByText(/weighs every state/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'v⁻ summed' })).toBeVisible();
});
