import type { Page } from '@playwright/test';
import { button, expect, lab, pauseNow, set } from './lab';

const number = async (page: Page, name: string) =>
  Number(await page.getByRole('status', { name, exact: true }).getAttribute('data-value'));
const part = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).check({ force: true });

lab('a small stack learns, generates from the top down, and is fine-tuned', async ({ page }) => {
  await page.goto('.');
  await pauseNow(page);
  await page.getByRole('tab', { name: 'Stack', exact: true }).click();
  await set(page, 'layer 1', 18);
  await set(page, 'layer 2', 12);
  await set(page, 'epochs', 15);
  await set(page, 'fine-tuning', 6);
  await button(page, 'Train the stack').click();
  const status = page.getByRole('status', { name: 'What the stack is doing' });
  await expect(status).toContainText('A stack of 18-12 hidden units');

  // both layers are small enough for exact numbers, and both learned something
  for (const layer of [1, 2]) {
    const output = page.getByRole('status', { name: `ln Z, layer ${layer}`, exact: true });
    await expect(output).toHaveAttribute('data-method', 'exact');
    const learned = await number(page, `Log-likelihood, layer ${layer}`);
    expect(learned).toBeGreaterThan(await number(page, `Independent units, layer ${layer}`));
  }
  await part(page, 'Pictures');
  const pictures = page.getByRole('img', { name: 'Pictures from the top' });
  await expect(pictures).toHaveAccessibleDescription(/^Draw 1 with seed 1: /);
  await button(page, 'Generate again').click();
  await expect(pictures).toHaveAccessibleDescription(/^Draw 2 with seed 1: /);

  await part(page, 'Layers');
  const likelihood = await number(page, 'Log-likelihood, layer 2');
  await page.getByRole('checkbox', { name: 'equal free energies' }).check();
  expect(await number(page, 'ln Z, layer 2')).toBe(await number(page, 'ln Z, layer 1'));
  expect(await number(page, 'Log-likelihood, layer 2')).toBe(likelihood);

  await part(page, 'Classifier');
  const after = await number(page, 'Accuracy after fine-tuning');
  expect(after).toBeGreaterThan(await number(page, 'Accuracy before fine-tuning'));
  expect(after).toBeGreaterThan(80);
  await expect(page.getByRole('img', { name: 'Confusion matrix' })).toBeVisible();
});

lab('the table of accuracies comes out row by row, for every seed', async ({ page }) => {
  await page.goto('.');
  await pauseNow(page);
  await page.getByRole('tab', { name: 'Stack', exact: true }).click();
  await part(page, 'Features');
  for (const [name, value] of [
    ['single layer', 24],
    ['stack layer 1', 24],
    ['stack layer 2', 12],
    ['epochs a layer', 10],
    ['epochs of fine-tuning', 3],
    ['seeds', 2],
  ] as const)
    await set(page, name, value);
  await button(page, 'Measure accuracies').click();
  await expect(page.getByText('Differences are seed by seed.')).toBeVisible();
  const names = [
    'Pixels',
    'One layer of 24',
    'Stack 24-12',
    'Stack 24-12, fine-tuned for 3 epochs',
    'Net 24-12 from a random start, 6 epochs',
  ];
  for (const name of names) {
    const accuracy = await number(page, `Accuracy: ${name}`);
    expect(accuracy).toBeGreaterThan(20);
    expect(accuracy).toBeLessThanOrEqual(100);
  }
  expect(await number(page, 'Accuracy: Pixels')).toBeGreaterThan(90);
});
