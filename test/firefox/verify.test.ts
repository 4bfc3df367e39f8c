/** The page itself, as it is served, verifies its mathematics in Firefox. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const missing = process.env.NO_FIREFOX;
const because = missing ? ` (skipped: ${missing})` : '';
const outDir = '.cache/test/firefox-page';

describe.skipIf(missing)('the verify page in Firefox', () => {
  let server: PreviewServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build({ build: { outDir, emptyOutDir: true }, logLevel: 'error' });
    server = await preview({
      build: { outDir },
      logLevel: 'error',
      preview: { host: '127.0.0.1', port: 4188 },
    });
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      headless: true,
    });
    page = await browser.newPage();
    await page.goto(new URL('?view=verify', server.resolvedUrls!.local[0]).href);
    await page.waitForFunction("document.querySelector('.verdict.good, .verdict.bad')", { timeout: 40_000 });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it(`says of every reference value that it holds${because}`, async () => {
    const failed = await page.$$eval('[data-passes="false"]', (outputs) =>
      outputs.map((output) => output.getAttribute('aria-label')),
    );
    expect(failed).toEqual([]);
    expect((await page.$$('[data-passes="true"]')).length).toBeGreaterThan(150);
  });
});
