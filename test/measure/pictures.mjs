/**
 * `npm run pictures`: takes the pictures of the README from the built page into docs/.
 * `npm run pictures -- FOLDER` instead takes every size and theme, at the start, after 1 s and after 30 s, to look at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withPage } from './browser.mjs';

const folder = process.argv[2];
const query = process.argv[3] ?? '';
const sizes = { desk: [1440, 900], tablet: [1024, 768], phone: [390, 844] };
const themes = ['light', 'dark'];

async function open(browser, address, size, colorScheme) {
  const [width, height] = sizes[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  await page.goto(address + query);
  return { page, context };
}

async function everything(address, browser) {
  mkdirSync(folder, { recursive: true });
  for (const size of Object.keys(sizes)) {
    for (const theme of themes) {
      const { page, context } = await open(browser, address, size, theme);
      let waited = 0;
      for (const [name, at] of Object.entries({ start: 0, second: 1000, half: 30_000 })) {
        if (theme === 'dark' && name !== 'half') continue;
        await page.waitForTimeout(at - waited);
        waited = at;
        await page.screenshot({ path: join(folder, `${size}-${theme}-${name}.png`) });
      }
      await page.screenshot({ path: join(folder, `${size}-${theme}-full.png`), fullPage: true });
      await context.close();
    }
  }
}

async function forTheReadme(address, browser) {
  for (const [size, theme] of [
    ['desk', 'light'],
    ['desk', 'dark'],
    ['phone', 'light'],
  ]) {
    const { page, context } = await open(browser, address, size, theme);
    await page.waitForTimeout(30_000);
    await page.screenshot({ path: join('docs', size === 'desk' ? `lab-${theme}.png` : 'lab-phone.png') });
    await context.close();
  }
}

await withPage(4194, folder ? everything : forTheReadme);
