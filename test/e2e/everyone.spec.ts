/** The page is for everyone: keyboard, screen reader, phone, dark, reduced motion. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { button, expect, field, lab, output, pauseNow, slider, value } from './lab';

for (const colorScheme of ['light', 'dark'] as const) {
  lab(`axe-core finds nothing critical or serious, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('.');
    await expect(output(page, 'ln Z')).toHaveAttribute('data-value', /\d/);
    expect(await violationsOf(page)).toEqual([]);
  });

  lab(`axe-core finds nothing critical or serious in any view, ${colorScheme}`, async ({ page }) => {
    lab.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    await page.goto('?data=bars&side=3&hidden=8&start=0.1');
    await expect(output(page, 'ln Z')).toHaveAttribute('data-value', /\d/);
    // nothing to wait for but axe itself
    await pauseNow(page);
    for (const tab of (await page.getByRole('tab').all()).slice(1)) {
      await tab.click();
      await settled(page);
      // the rest of the page is the same; of what stands in the middle only contrast can differ in the dark
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      const found = await violationsOf(page, { within: '#workspace-panel', rules });
      expect([await tab.textContent(), ...found]).toEqual([await tab.textContent()]);
    }
  });
}

async function violationsOf(page: Page, only: { within?: string; rules?: string[] } = {}) {
  const axe = new AxeBuilder({ page });
  if (only.within) axe.include(only.within);
  if (only.rules) axe.withRules(only.rules);
  const { violations } = await axe.analyze();
  const bad = violations.filter(({ impact }) => impact === 'critical' || impact === 'serious');
  return bad.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

/** A view that is fetched has come, and what it follows has answered once. */
async function settled(page: Page) {
  await expect(page.getByText('One moment …')).toBeHidden();
  await page.waitForTimeout(700);
}

lab('the page overflows nowhere sideways at 390 px and goes on training', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('.');
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(20);
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await settled(page);
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    expect([await tab.textContent(), scroll]).toEqual([await tab.textContent(), client]);
  }
});

lab('Space plays and pauses, and ? lists every shortcut', async ({ page }) => {
  await page.goto('.');
  await expect(button(page, 'Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Play')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toBeVisible();
  await expect(help).toContainText('Space');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

lab('Tab reaches every control', async ({ page }) => {
  await page.goto('.');
  await expect(button(page, 'Pause')).toBeVisible();
  const reached = new Set<string>();
  for (let press = 0; press < 150; press++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => {
        const at = document.activeElement as HTMLInputElement | null;
        const label = at?.labels?.[0]?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
        return `${at?.tagName.toLowerCase()}:${label.trim()}`;
      }),
    );
  }
  const text = [...reached].join('\n');
  for (const name of [
    'Pause',
    'Step',
    'Reset',
    'New seed',
    'Speed',
    'Learning rate',
    'Hidden units',
    'Data set',
  ]) {
    expect(text).toContain(name);
  }
});

lab('sliders and their number fields carry the same label', async ({ page }) => {
  await page.goto('.');
  for (const name of [
    'Learning rate',
    'Gibbs steps k',
    'Hidden units',
    'Momentum',
    'Weight decay',
    'Batch size',
    'Speed',
  ]) {
    await expect(slider(page, name)).toBeVisible();
    await expect(field(page, name)).toBeVisible();
  }
});

lab('every read-out says its method', async ({ page }) => {
  await page.goto('.');
  for (const name of [
    'ln Z',
    'Log-likelihood',
    'Held-out log-likelihood',
    'Pseudo-likelihood',
    'Reconstruction error',
  ] as const) {
    await expect(output(page, name)).toHaveAttribute('data-value', /\d/);
    await expect(output(page, name)).toHaveAttribute('data-method', /^(exact|Monte Carlo)$/);
  }
});

lab('keys 1 to 9 lead to the views, and arrows from tab to tab', async ({ page }) => {
  await page.goto('.');
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await expect(tab('Learning')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('9');
  await expect(tab('Verify')).toHaveAttribute('aria-selected', 'true');
  await tab('Verify').focus();
  await page.keyboard.press('Home');
  await expect(tab('Learning')).toBeFocused();
  await expect(tab('Learning')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab').last()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Learning')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab('ln Z')).toBeFocused();
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('logPartition');
});
