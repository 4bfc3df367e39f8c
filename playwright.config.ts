import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './test/chromium.mjs';

/** Another port lets two checkouts be tested at once. */
const port = process.env.E2E_PORT ?? '4179';
const address = `http://127.0.0.1:${port}/some/folder/`;

/** End to end against the production build, served from a folder of its own to hold the relative paths. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.cache/e2e',
  // a test ends when it has seen what it waits for, which on a busy machine takes a while
  timeout: 180_000,
  expect: { timeout: 60_000 },
  // two pages at once: the tests wait for what happens, not for the clock
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    browserName: 'chromium',
    launchOptions: chromiumOptions,
  },
  webServer: {
    command: `node test/e2e/serve.mjs ${port} /some/folder/`,
    url: address,
    reuseExistingServer: false,
  },
});
