/** The Ising lab: what is sampled agrees with what is exact, within the errors that the page shows. */
import type { Page } from '@playwright/test';
import { button, choice, expect, field, lab, set } from './lab';

const status = (page: Page, name: string) => page.getByRole('status', { name, exact: true });
async function number(page: Page, name: string, attribute = 'data-value'): Promise<number> {
  const text = await status(page, name).getAttribute(attribute);
  return text === null ? Number.NaN : Number(text);
}

/** Waits until the page trusts its errors, then holds the exact values within its intervals. */
async function agrees(page: Page, names: readonly string[]) {
  for (const name of names) {
    const measured = status(page, `${name}, measured`);
    await expect(measured).toHaveAttribute('data-low', /\d/);
    await expect(status(page, `${name}, exact`)).toHaveAttribute('data-method', 'exact');
    // three errors to either side hold the truth nearly always, and an interval of its own is wider soon enough
    await expect
      .poll(async () => {
        const [low, high] = [
          await number(page, `${name}, measured`, 'data-low'),
          await number(page, `${name}, measured`, 'data-high'),
        ];
        const exact = await number(page, `${name}, exact`);
        return exact > low && exact < high;
      })
      .toBe(true);
    const width =
      (await number(page, `${name}, measured`, 'data-high')) -
      (await number(page, `${name}, measured`, 'data-low'));
    expect(width).toBeLessThan(0.8);
  }
}
const choose = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).check({ force: true });

lab('what is sampled agrees with what is exact, by single flips and by clusters', async ({ page }) => {
  await page.goto('?view=ising');
  await button(page, 'Pause').click();
  await expect(page.getByRole('img', { name: 'Ising lattice' })).toBeVisible();
  await expect(status(page, 'Sweeps per second')).toHaveAttribute('data-value', /[1-9]/);
  await set(page, 'Temperature T', 3);
  await choice(page, 'Lattice').selectOption('16×16');
  await agrees(page, ['Energy per spin', 'Heat capacity per spin']);
  await expect(page.getByText('exact, Kaufman').first()).toBeVisible();
  // all three of a lattice that is small enough to be counted, in a field too
  await choose(page, 'Wolff');
  await set(page, 'Lx', 5);
  await set(page, 'Ly', 4);
  await set(page, 'Field H', 0.1);
  await agrees(page, ['Energy per spin', 'Magnetisation |m|', 'Heat capacity per spin']);
  await expect(page.getByText('exact, enumeration').first()).toBeVisible();
  await expect(status(page, 'Flipped spins per second')).toHaveAttribute('data-value', /[1-9]/);
  // published: L = 4 at T = 2
  await set(page, 'Field H', 0);
  await choice(page, 'Lattice').selectOption('4×4');
  await set(page, 'Temperature T', 2);
  await expect.poll(() => number(page, 'Energy per spin, exact')).toBeCloseTo(-1.75538029, 7);
  await expect.poll(() => number(page, 'Magnetisation |m|, exact')).toBeCloseTo(0.91894327, 7);
  await agrees(page, ['Energy per spin', 'Magnetisation |m|']);
});

lab('nonsense is refused in words, and the lattice stays', async ({ page }) => {
  await page.goto('?view=ising');
  await button(page, 'Pause').click();
  await set(page, 'Lx', 129);
  await expect(page.getByText('129 is not a whole number from 2 to 128. Lx stays at 64.')).toBeVisible();
  await set(page, 'Temperature T', 0);
  await expect(page.getByText(/0 is not a number from 0.5 to 5/)).toBeVisible();
  await expect(field(page, 'Lx')).toHaveValue('64');
  await expect(page.getByText(/Not at this size: the lab holds square lattices/)).toBeVisible();
  await set(page, 'Field H', 0.5);
  await expect(page.getByText('this lattice: none with a field at this size').first()).toBeVisible();
  // the lattice goes on, and rests when told to
  await button(page, 'Pause lattice').click();
  await expect(button(page, 'Play lattice')).toBeVisible();
  const before = await number(page, 'Sweeps');
  await button(page, 'One sweep').click();
  await expect.poll(() => number(page, 'Sweeps')).toBeGreaterThan(before);
});

lab('a link opens the lattice that was seen, and a damaged one the nearest', async ({ page }) => {
  await page.goto('?view=ising&ising=lx.24,ly.1,T.9,by.wolff,colour.red');
  await expect(page.getByText('Temperature T can’t be “9” (0.5 to 5): 5 is used.')).toBeVisible();
  await expect(page.getByText('A lattice has no “colour.red”: left out.')).toBeVisible();
  await button(page, 'Pause').click();
  await expect(page.getByRole('img', { name: 'Ising lattice' })).toHaveAccessibleDescription(
    /ring of 24 spins at T = 5/,
  );
  await set(page, 'Temperature T', 1.5);
  await set(page, 'Field H', -0.2);
  await expect.poll(() => page.url()).toMatch(/ising=lx\.24,ly\.1,T\.1\.5,H\.-0\.2,by\.wolff/);
  await page.reload();
  await expect(field(page, 'Temperature T')).toHaveValue('1.5');
  await expect(field(page, 'Field H')).toHaveValue('-0.2');
  await expect(field(page, 'Lx')).toHaveValue('24');
  await expect(page.getByRole('radio', { name: 'Wolff', exact: true })).toBeChecked();
  await expect(page.getByText(/can’t be/)).toHaveCount(0);
});

lab('blocks lead from the critical coupling to either side', async ({ page }) => {
  await page.goto('?view=ising');
  await button(page, 'Pause').click();
  await choice(page, 'Lattice').selectOption('32×32');
  await choose(page, 'Wolff');
  await set(page, 'Temperature T', 2.8);
  await button(page, 'Block once more').click();
  await expect(status(page, 'Coupling after 3 blockings')).toHaveAttribute('data-value', /\d/);
  const coupling = (n: number) => number(page, `Coupling after ${n} blockings`);
  await expect.poll(async () => Math.abs((await coupling(0)) - 1 / 2.8)).toBeLessThan(0.05);
  await expect.poll(async () => (await coupling(2)) - (await coupling(0))).toBeLessThan(0);
  await expect(status(page, 'Coupling after 4 blockings')).toHaveCount(0);
  await set(page, 'Temperature T', 2);
  await expect.poll(() => coupling(0)).toBeGreaterThan(0.45);
  await expect.poll(() => coupling(2)).toBeGreaterThan(0.52);
  for (let n = 0; n < 3; n++) await button(page, 'One step back').click();
  await expect(button(page, 'One step back')).toBeDisabled();
  await expect(page.getByRole('img', { name: 'Blocked lattices' })).toHaveAccessibleDescription(
    /at 1 scales: 32×32/,
  );
});

lab(
  'a lattice opens in the lab as an exact machine, and both ln Z are the published ones',
  async ({ page }) => {
    await page.goto('?view=ising');
    await choice(page, 'Lattice').selectOption('3×3');
    await expect(status(page, 'Energy per spin, exact')).toHaveAttribute('data-value', /\d/);
    await button(page, 'Open in the lab as an exact RBM').click();
    await expect(status(page, 'ln Z of the bits')).toHaveAttribute('data-method', 'exact');
    expect(await number(page, 'ln Z of the bits')).toBeCloseTo(1.914948, 5);
    expect(await number(page, 'ln Z of the lattice')).toBeCloseTo(9.0202134009, 9);
    expect(await number(page, 'Sum of both')).toBeCloseTo(9.0202134009, 5);
    await expect(page.getByText(/Two roads to one number/)).toBeVisible();
    await button(page, 'Look at its weights').click();
    await expect(page.getByRole('tab', { name: 'Learning' })).toHaveAttribute('aria-selected', 'true');
    expect(await number(page, 'ln Z')).toBeCloseTo(1.914948, 5);
  },
);
