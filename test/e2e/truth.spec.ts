/** The truth about a machine, through the road that a reader's clicks take: exact values, estimates, refusals. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { button, choice, expect, field, lab, pauseNow, set, updatesDone, value } from './lab';

const readOut = (page: Page, name: string) => page.getByRole('status', { name, exact: true });
const number = async (page: Page, name: string) => {
  await expect(readOut(page, name)).toHaveAttribute('data-value', /\d/);
  return Number(await readOut(page, name).getAttribute('data-value'));
};
const attribute = async (page: Page, name: string, key: string) =>
  Number(await readOut(page, name).getAttribute(key));
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

const reference = (
  JSON.parse(readFileSync(new URL('../fixtures/rbm-exact.json', import.meta.url), 'utf8')) as {
    cases: {
      name: string;
      visible: number;
      hidden: number;
      W: number[][];
      a: number[];
      b: number[];
      lnZ: number;
      U: number;
      C: number;
      S: number;
      meanField: { lnZ: number };
      tap2: { lnZ: number };
    }[];
  }
).cases.find(({ name }) => name === 'twelve')!;

/** Opens the reference machine `twelve` by the page's own file button; it rests. */
async function openReference(page: Page) {
  await page.goto('?data=parity&parity=12&hidden=12');
  await pauseNow(page);
  const saving = page.waitForEvent('download');
  await button(page, 'Save model').click();
  const saved = JSON.parse(readFileSync(await (await saving).path(), 'utf8'));
  const { W, a, b } = reference;
  const model = JSON.stringify({ ...saved, W, a, b, moves: [], update: 0, epoch: 0 });
  await page
    .getByLabel('Open model')
    .setInputFiles({ name: 'twelve.json', mimeType: 'application/json', buffer: Buffer.from(model) });
  await expect(page.getByText('Opened from a model')).toBeVisible();
}

lab('ln Z, U, C and S of a reference machine come exactly out of the pool', async ({ page }) => {
  await openReference(page);
  await tab(page, 'ln Z');
  await page.getByRole('checkbox', { name: /also U, C and S/ }).check();
  await button(page, 'Compute ln Z').click();
  const panel = page.getByRole('region', { name: 'Exact', exact: true });
  const found = async (name: string) => {
    const output = panel.getByRole('status', { name, exact: true });
    await expect(output).toHaveAttribute('data-value', /\d/);
    await expect(output).toHaveAttribute('data-method', 'exact');
    return Number(await output.getAttribute('data-value'));
  };
  // weights in the page are single precision
  expect(Math.abs((await found('ln Z')) - reference.lnZ)).toBeLessThan(1e-5);
  expect(Math.abs((await found('U')) - reference.U)).toBeLessThan(1e-4);
  expect(Math.abs((await found('C')) - reference.C)).toBeLessThan(1e-4);
  expect(Math.abs((await found('S')) - reference.S)).toBeLessThan(1e-4);
});

lab('AIS brackets the reference, and mean field and TAP-2 are those of the reference', async ({ page }) => {
  await openReference(page);
  await tab(page, 'ln Z');
  await choice(page, 'Base').selectOption('uniform');
  await button(page, 'Run AIS').click();
  await number(page, 'ln Z, AIS');
  expect(await attribute(page, 'ln Z, AIS', 'data-low')).toBeLessThan(reference.lnZ);
  expect(await attribute(page, 'ln Z, AIS', 'data-high')).toBeGreaterThan(reference.lnZ);
  await number(page, 'ln Z, Reverse AIS');
  expect(await attribute(page, 'ln Z, Reverse AIS', 'data-low')).toBeLessThan(reference.lnZ);
  expect(await attribute(page, 'ln Z, Reverse AIS', 'data-high')).toBeGreaterThan(reference.lnZ);
  expect(Math.abs((await number(page, 'ln Z, Mean field')) - reference.meanField.lnZ)).toBeLessThan(1e-5);
  expect(Math.abs((await number(page, 'ln Z, TAP-2')) - reference.tap2.lnZ)).toBeLessThan(1e-5);
  await expect(readOut(page, 'ln Z, TAP-2')).toHaveAttribute('data-method', 'TAP-2');
});

lab(
  '“When AIS fails in silence” shows a wrong value without width, and what exposes it',
  async ({ page }) => {
    await page.goto('.');
    await choice(page, 'Preset').selectOption({ label: 'When AIS fails in silence' });
    const lnZ = 59.67490196521051;
    const ais = await number(page, 'ln Z, AIS');
    expect(Math.abs(ais - (lnZ - Math.log(8)))).toBeLessThan(1e-4);
    const width =
      (await attribute(page, 'ln Z, AIS', 'data-high')) - (await attribute(page, 'ln Z, AIS', 'data-low'));
    expect(width).toBeLessThan(1e-4);
    expect(Math.abs((await number(page, 'ln Z, Exact')) - lnZ)).toBeLessThan(1e-4);
    await expect(page.getByText(/AIS is wrong/)).toBeVisible();
    // another base exposes it as well
    await choice(page, 'Base').selectOption('uniform');
    await button(page, 'Run AIS').click();
    await expect.poll(async () => Math.abs((await number(page, 'ln Z, AIS')) - lnZ)).toBeLessThan(0.4);
    expect(await value(page, 'Updates')).toBe(0);
  },
);

lab(
  'a long enumeration shows a lower bound, is cancelled at once, and goes on where it was',
  async ({ page }) => {
    await page.goto('?hidden=30&view=logPartition');
    await updatesDone(page);
    await button(page, 'Compute ln Z').click();
    const bound = await number(page, 'ln Z is at least');
    await button(page, 'Cancel').click();
    const begun = Date.now();
    const resume = page.getByRole('button', { name: /^Resume at/ });
    await expect(resume).toBeVisible();
    expect(Date.now() - begun).toBeLessThan(2_000);
    const before = await updatesDone(page);
    await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(before);
    await resume.click();
    await expect
      .poll(() => number(page, 'ln Z is at least').catch(() => Number.POSITIVE_INFINITY))
      .toBeGreaterThan(bound);
    await button(page, 'Cancel').click();
    await expect(resume).toBeVisible();
  },
);

lab('too many units for an exact value, no chains, one temperature: refused in words', async ({ page }) => {
  await page.goto('?data=ising&lattice=8&samples=50&hidden=60&view=logPartition');
  const before = await updatesDone(page);
  await expect(page.getByRole('region', { name: 'Exact', exact: true })).toContainText('36');
  await expect(button(page, 'Compute ln Z')).toHaveCount(0);
  await set(page, 'Chains', 0);
  await expect(page.getByText(/0 is not a whole number from 1 to 10000/)).toBeVisible();
  await set(page, 'β steps', 1);
  await expect(page.getByText(/1 is not a whole number from 2 to 100000/)).toBeVisible();
  await expect(field(page, 'Chains')).toHaveValue('100');
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(before);
});

lab('the gradient’s truth is exact on a small machine, and its history grows', async ({ page }) => {
  await page.goto('?data=bars&side=3&hidden=8&start=0.1&view=gradient');
  for (const name of ['Angle this update, all', 'Length ratio this update, W', 'Angle on average, all']) {
    await number(page, name);
    await expect(readOut(page, name)).toHaveAttribute('data-method', 'exact');
  }
  const eigenvalue = await number(page, 'λ₂ of the sweep');
  expect(eigenvalue).toBeGreaterThan(0);
  expect(eigenvalue).toBeLessThan(1);
  // the exact gradient has no bias and no angle
  await choice(page, 'Algorithm').first().selectOption('exact');
  await expect.poll(() => number(page, 'Angle this update, all')).toBeLessThan(0.1);
});

lab('the identities of ln Z hold to 1e-6, and β drives the chains', async ({ page }) => {
  await page.goto('?data=bars&side=3&hidden=8&start=0.1&view=thermodynamics');
  await pauseNow(page);
  for (const name of ['U', 'C', 'v', 'h', 'vh', 'S']) {
    expect(await number(page, `${name} difference`)).toBeLessThan(1e-6);
  }
  await set(page, 'β', 2.5);
  await tab(page, 'Learning');
  await expect(field(page, 'β')).toHaveValue('2.5');
});

lab(
  'p(v) and its landscape agree with the likelihood, and a copy can be changed and undone',
  async ({ page }) => {
    await page.goto('?data=bars&side=3&hidden=8&start=0.1&view=distribution');
    await pauseNow(page);
    await expect
      .poll(async () =>
        Math.abs((await number(page, 'KL(data ‖ model)')) - (await value(page, 'KL to the data'))),
      )
      .toBeLessThan(1e-4);
    await expect(readOut(page, 'Total variation')).toHaveAttribute('data-method', 'exact');
    await button(page, 'Edit a copy').click();
    const before = await number(page, 'ln Z (edited)');
    const weight = page.getByRole('spinbutton', { name: /^Value of/ });
    await weight.fill('3');
    await weight.press('Enter');
    await expect.poll(() => number(page, 'ln Z (edited)')).toBeGreaterThan(before);
    await button(page, 'Undo change').click();
    await expect.poll(() => number(page, 'ln Z (edited)')).toBeCloseTo(before, 9);
  },
);

lab('chains are judged, and the spectrum is drawn', async ({ page }) => {
  await page.goto('?data=bars&side=3&hidden=8&start=0.1&view=mixing');
  await updatesDone(page);
  await page
    .getByRole('button', { name: /^Run|^Start|^Measure/ })
    .first()
    .click();
  for (const name of ['R̂ of F_c', 'Effective samples']) {
    await number(page, name);
    await expect(readOut(page, name)).toHaveAttribute('data-method', 'Monte Carlo');
  }
  await tab(page, 'Spectrum');
  await number(page, 'Largest singular value');
});

for (const [algorithm, report] of [
  ['tempering', 'Swap acceptance'],
  ['meanField', 'Fixed point'],
  ['tap2', 'Fixed point'],
] as const) {
  lab(`${algorithm} trains in the page, and says how it goes`, async ({ page }) => {
    await page.goto(
      `?data=bars&side=3&hidden=8&start=0.1&rate=0.05&batch=16&momentum=0&speed=300&algorithm=${algorithm}`,
    );
    // a machine that knows nothing stands at −9 ln 2 = −6.24 nats
    await expect.poll(() => value(page, 'Log-likelihood')).toBeGreaterThan(-5.5);
    await expect(readOut(page, report)).toHaveAttribute('data-value', /\d|true|false/);
  });
}
