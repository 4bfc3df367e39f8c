/** Runs are started anew, undone, broken, saved, opened and kept; nothing that was there is lost. */
import { existsSync, readFileSync } from 'node:fs';
import { button, choice, expect, field, lab, output, pauseNow, set, updatesDone, value } from './lab';

lab('Undo brings back the run that a restart replaced', async ({ page }) => {
  await page.goto('.');
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(30);
  await pauseNow(page);
  const before = await value(page, 'Updates');
  await set(page, 'Hidden units', 9);
  await expect.poll(() => value(page, 'Updates')).toBeLessThan(before);
  await button(page, 'Undo').click();
  await expect(output(page, 'Updates')).toHaveAttribute('data-value', String(before));
  await expect(field(page, 'Hidden units')).toHaveValue('16');
});

lab('above 20 units in the smaller layer ln Z is not computed, and the page says why', async ({ page }) => {
  await page.goto('?hidden=30');
  await expect(output(page, 'ln Z')).toHaveAttribute('data-method', 'not computed');
  expect(await output(page, 'ln Z').getAttribute('data-value')).toBeNull();
  await expect(page.getByText(/20 units|20 are/).first()).toBeVisible();
});

lab('weights that stop being finite explain themselves, and one click goes back', async ({ page }) => {
  await page.goto('?data=bars&side=4&batch=32');
  await pauseNow(page);
  const saving = page.waitForEvent('download');
  await button(page, 'Save model').click();
  const model = JSON.parse(readFileSync(await (await saving).path(), 'utf8'));
  const update = model.update;
  // groups of four that add to +∞ and to −∞: their sum is no number
  model.W = model.W.map((row: number[], i: number) => row.map(() => (i % 8 < 4 ? 3e38 : -3e38)));
  await page.getByLabel('Open model').setInputFiles({
    name: 'model.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(model)),
  });
  await expect(button(page, 'Undo')).toBeEnabled();
  await button(page, 'Play').click();
  const failure = page.getByRole('alert').filter({ hasText: 'beyond what a number can hold' });
  // looked at after a slice, which on a slow machine is more than one update
  await expect(failure).toContainText(/by update [\d,]+\./);
  const by = Number(/by update ([\d,]+)/.exec((await failure.textContent()) ?? '')?.[1]?.replace(',', ''));
  expect(by).toBeGreaterThan(update);
  await button(page, 'Back to the last good epoch').click();
  await expect(failure).toBeHidden();
  await expect(output(page, 'Updates')).toHaveAttribute('data-value', String(update));
  await button(page, 'Undo').click();
  await button(page, 'Play').click();
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(update + 5);
});

lab('opening a file that is no model is refused in words and the run goes on', async ({ page }) => {
  await page.goto('.');
  await page
    .getByLabel('Open model')
    .setInputFiles({ name: 'model.json', mimeType: 'application/json', buffer: Buffer.from('{"W": 3}') });
  await expect(page.getByRole('alert').first()).toBeVisible();
  const before = await updatesDone(page);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(before);
});

lab('a saved model opens again with the same numbers', async ({ page }) => {
  await page.goto('.');
  await expect.poll(() => value(page, 'Epoch')).toBeGreaterThan(0);
  await pauseNow(page);
  // of the very update that is saved
  const update = await value(page, 'Updates');
  await expect(output(page, 'ln Z')).toHaveAttribute('data-update', String(update));
  const logPartition = await value(page, 'ln Z');
  const saving = page.waitForEvent('download');
  await button(page, 'Save model').click();
  const path = await (await saving).path();
  await button(page, 'Reset').click();
  await expect(output(page, 'Updates')).toHaveAttribute('data-value', '0');
  await page.getByLabel('Open model').setInputFiles(path);
  await expect.poll(() => value(page, 'ln Z')).toBe(logPartition);
});

lab('a reload offers to go on', async ({ page }) => {
  await page.goto('?speed=300');
  // by then the run has been kept, as it is every few seconds
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(1200);
  await set(page, 'Speed', 10);
  await page.reload();
  await pauseNow(page);
  const goOn = page.getByRole('button', { name: /^Go on from update/ });
  const kept = Number((await goOn.textContent())?.replace(/\D/g, ''));
  expect(kept).toBeGreaterThan(await value(page, 'Updates'));
  await goOn.click();
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThanOrEqual(kept);
});

lab('a CSV file of one’s own trains', async ({ page }) => {
  await page.goto('.');
  await choice(page, 'Data set').selectOption({ label: 'File' });
  const rows = Array.from({ length: 40 }, (_, r) =>
    Array.from({ length: 9 }, (_, i) => (r >> (i % 5)) & 1).join(','),
  );
  await page
    .locator('input[type=file]:not([accept*=json])')
    .setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await expect(page.getByText(/40/).first()).toBeVisible();
  await expect.poll(() => value(page, 'Log-likelihood')).toBeGreaterThan(-9);
});

lab('a malformed CSV file is refused in words', async ({ page }) => {
  await page.goto('.');
  await choice(page, 'Data set').selectOption({ label: 'File' });
  await page
    .locator('input[type=file]:not([accept*=json])')
    .setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('0,1,0\n1,banana,0\n') });
  await expect(page.getByText(/banana/).first()).toBeVisible();
});

const mnist = new URL('../../../shared/data/t10k-images-idx3-ubyte.gz', import.meta.url).pathname;
const absent = existsSync(mnist) ? '' : ' (skipped: the MNIST test file is not at hand)';
lab(`a gzipped IDX file trains${absent}`, async ({ page }) => {
  lab.skip(absent !== '', absent);
  await page.goto('.');
  await choice(page, 'Data set').selectOption({ label: 'File' });
  await page.locator('input[type=file]:not([accept*=json])').setInputFiles(mnist);
  await expect(page.getByText(/10,000/).first()).toBeVisible();
  await expect.poll(() => value(page, 'Log-likelihood')).toBeGreaterThan(-400);
});
