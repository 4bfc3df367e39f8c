/** Same Z, another p: the reference cases through the page, painting, undo, nonsense, and another hidden layer. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { button, expect, field, lab, set } from './lab';

interface Case {
  readonly units: number;
  readonly H: number[];
  readonly K: number[];
  readonly lnZ: number;
  readonly lnZTilde: number;
  readonly lnZRG: number;
  readonly p: number[];
  readonly pTilde: number[];
  readonly klPToPTilde: number;
  readonly totalVariation: number;
  readonly traceConditionLogResidual: number[];
}
const { cases } = JSON.parse(readFileSync(new URL('../fixtures/kadanoff.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

const read = (page: Page, name: string) => page.getByRole('status', { name, exact: true });
const number = async (page: Page, name: string) =>
  Number((await read(page, name).getAttribute('data-value')) ?? Number.NaN);

async function paste(page: Page, name: string, values: readonly number[]) {
  await button(page, `${name}: Paste`).click();
  await page.getByRole('textbox', { name: `${name} as numbers` }).fill(values.join(', '));
  await button(page, `Use for ${name}`).click();
  await expect(page.getByRole('textbox', { name: `${name} as numbers` })).toHaveCount(0);
}

/** The tolerance of `published.md`. */
const tolerance = (reference: number, scale: number) => 1e-11 * Math.max(1, Math.abs(reference), scale);

lab('every case of kadanoff.json comes out on the page', async ({ page }) => {
  await page.goto('?view=renormalisation&speed=1');
  for (const one of cases) {
    await paste(page, 'H(v)', one.H);
    await paste(page, 'K(v)', one.K);
    await compare(page, one);
  }
});

/** Everything that a case says against what the page shows. */
async function compare(page: Page, one: Case) {
  const scale = Math.max(...one.H.map(Math.abs), ...one.K.map(Math.abs));
  const references = {
    'ln Z of H': one.lnZ,
    'ln Z̃': one.lnZTilde,
    'ln Z_RG': one.lnZRG,
    'KL(p ‖ p̃)': Math.max(0, one.klPToPTilde),
    'Total variation of p and p̃': one.totalVariation,
  };
  for (const [name, reference] of Object.entries(references)) {
    const away = Math.abs((await number(page, name)) - reference);
    expect(away, name).toBeLessThanOrEqual(tolerance(reference, scale));
  }
  expect(Math.abs(await number(page, '(Z_RG − Z) / Z'))).toBeLessThan(1e-13);
  const walked = await walk(page, one.p.length);
  for (let v = 0; v < one.p.length; v++) {
    const expected = [v + 1, one.p[v]!, one.pTilde[v]!, one.traceConditionLogResidual[v]!];
    expect(walked[v]!.length).toBe(expected.length);
    walked[v]!.forEach((x, k) => {
      const away = Math.abs(x - expected[k]!);
      expect(away, `state ${v}, value ${k}`).toBeLessThanOrEqual(tolerance(expected[k]!, scale));
    });
  }
}

/** Place, p, p̃ and δ of every state, walked over with the arrow key. */
async function walk(page: Page, states: number): Promise<number[][]> {
  const reader = page.getByRole('slider', { name: 'Read off δ(v)', exact: true });
  await reader.press('Home');
  // the keys are pressed within the page: a round trip for each would take most of the test's time
  return reader.evaluate(async (slider, count) => {
    const outputs = [...document.querySelectorAll('section[aria-label="The state looked at"] output')];
    const walked: number[][] = [];
    for (let v = 0; v < count; v++) {
      walked.push(
        [slider.getAttribute('aria-valuenow'), ...outputs.map((one) => one.getAttribute('data-value'))].map(
          Number,
        ),
      );
      slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      await new Promise((rendered) => setTimeout(rendered));
    }
    return walked;
  }, states);
}

lab('K is painted by hand, by key and undone; nonsense changes nothing', async ({ page }) => {
  await page.goto('?view=renormalisation&speed=1');
  await button(page, 'K(v): Constant').click();
  await expect(read(page, 'Which case')).toHaveAttribute('data-kind', 'exact');
  const brush = page.getByRole('slider', { name: 'Paint K(v)', exact: true });
  await brush.scrollIntoViewIfNeeded();
  const box = (await brush.boundingBox())!;
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.9 * box.width, box.y + 0.7 * box.height, { steps: 3 });
  await page.mouse.up();
  await expect(read(page, 'Which case')).toHaveAttribute('data-kind', 'equalZ');
  expect(Math.abs(await number(page, '(Z_RG − Z) / Z'))).toBeLessThan(1e-13);
  const afterDrag = await number(page, 'KL(p ‖ p̃)');
  expect(afterDrag).toBeGreaterThan(1e-3);
  await brush.press('Home');
  await brush.press('PageDown');
  expect(await number(page, 'KL(p ‖ p̃)')).not.toBe(afterDrag);
  await button(page, 'Undo change of energies').click();
  expect(await number(page, 'KL(p ‖ p̃)')).toBe(afterDrag);
  await button(page, 'Undo change of energies').click();
  await expect(read(page, 'Which case')).toHaveAttribute('data-kind', 'exact');
  await button(page, 'Redo change of energies').click();
  expect(await number(page, 'KL(p ‖ p̃)')).toBe(afterDrag);

  await button(page, 'H(v): Paste').click();
  await page.getByRole('textbox', { name: 'H(v) as numbers' }).fill('1, 2, x, 4');
  await button(page, 'Use for H(v)').click();
  await expect(page.getByRole('alert')).toContainText('“x”, entry 3, is not a number from −1000 to 1000');
  expect(await number(page, 'KL(p ‖ p̃)')).toBe(afterDrag);
});

lab('a hidden layer of another size misses Z until it is shifted', async ({ page }) => {
  await page.goto('?view=renormalisation&speed=1');
  const difference = async () => Math.abs(await number(page, '(Z_RG − Z) / Z'));
  await page.getByRole('radio', { name: 'Another', exact: true }).click();
  await set(page, 'Hidden units m', 2);
  await expect(read(page, 'Which case')).toHaveAttribute('data-kind', 'neither');
  expect(await difference()).toBeGreaterThan(0.1);
  const without = await number(page, 'KL(p ‖ p̃)');
  await page.getByRole('checkbox', { name: /Shift H₂/ }).check();
  await expect(read(page, 'Which case')).toHaveAttribute('data-kind', 'equalZ');
  expect(await difference()).toBeLessThan(1e-13);
  // the shift is one number: p̃ is where it was
  expect(await number(page, 'KL(p ‖ p̃)')).toBeCloseTo(without, 12);
  await button(page, 'H₂(h): Random').click();
  expect(await difference()).toBeLessThan(1e-13);
});

lab('H comes from a machine that the lab trains', async ({ page }) => {
  await page.goto('?view=renormalisation');
  await expect(async () => {
    await button(page, 'H(v): Machine').click();
    await expect(button(page, 'bars and stripes 2×2')).toBeVisible({ timeout: 500 });
  }).toPass();
  await button(page, 'bars and stripes 2×2').click();
  // once the small machine is there, and its weights have come
  await expect(async () => {
    await button(page, 'H(v): Machine').click();
    await expect(page.getByText(/of the lab’s machine at update/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(field(page, 'Units n')).toHaveValue('4');
  expect(Math.abs(await number(page, '(Z_RG − Z) / Z'))).toBeLessThan(1e-12);
});
