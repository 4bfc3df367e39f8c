/** The page is for everyone: keyboard, screen reader, phone, dark, reduced motion. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { button, expect, field, lab, output, pauseNow, slider, value } from './lab';

/** What stands in the middle of the page. */
const panel = '#workspace-panel';

for (const colorScheme of ['light', 'dark'] as const) {
  lab(`axe-core finds nothing critical or serious, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('.');
    await expect(output(page, 'ln Z')).toHaveAttribute('data-value', /\d/);
    await page.evaluate(axe.source);
    expect(await violationsOf(page, 'html')).toEqual([]);
  });
}

lab('axe-core finds nothing critical or serious in any view, light or dark', async ({ page }) => {
  // colours that move from light to dark would be judged half-way
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('?data=bars&side=3&hidden=8&start=0.1');
  await expect(output(page, 'ln Z')).toHaveAttribute('data-value', /\d/);
  // nothing to wait for but axe itself
  await pauseNow(page);
  await page.evaluate(axe.source);
  for (const tab of (await page.getByRole('tab').all()).slice(1)) {
    await page.emulateMedia({ colorScheme: 'light' });
    await tab.click();
    await settled(page);
    const light = await violationsOf(page, panel);
    // only contrast can differ in the dark
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await violationsOf(page, panel, ['color-contrast']);
    expect([await tab.textContent(), ...light, ...dark]).toEqual([await tab.textContent()]);
  }
});

/** What axe-core, which the page must hold already, has against a part of it. Rows beyond a table's fifth are like those before. */
async function violationsOf(page: Page, within: string, rules?: string[]) {
  const violations = await page.evaluate(
    async ({ within, rules }) => {
      const found = await (window as unknown as { axe: typeof axe }).axe.run(
        { include: [within], exclude: ['tbody tr:nth-child(n+6)'] },
        // what passes needs no selectors, which take most of the time
        { resultTypes: ['violations'], ...(rules && { runOnly: rules }) },
      );
      return found.violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        html: nodes.map((n) => n.html),
      }));
    },
    { within, rules },
  );
  return violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .map(({ id, html }) => [id, html]);
}

/** A view that is fetched has come, and nothing has been added to it for a while. */
async function settled(page: Page) {
  await expect(page.getByText('One moment …')).toBeHidden();
  await page.evaluate(
    (panel) =>
      new Promise<void>((resolve) => {
        const quiet = () => setTimeout(resolve, 300);
        let timer = quiet();
        const watch = new MutationObserver(() => {
          clearTimeout(timer);
          timer = quiet();
        });
        watch.observe(document.querySelector(panel)!, { childList: true, subtree: true });
        setTimeout(resolve, 3000);
      }),
    panel,
  );
}

lab('the page overflows nowhere sideways at 390 px and goes on training', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('.');
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(20);
  await pauseNow(page);
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
  await pauseNow(page);
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
    'Play',
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
