import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './test/chromium.mjs';

/** End to end against the production build, served from a folder of its own to hold the relative paths. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.cache/e2e',
  timeout: 60_000,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: 'http://127.0.0.1:4179/some/folder/',
    viewport: { width: 1440, height: 900 },
    browserName: 'chromium',
    launchOptions: chromiumOptions,
  },
  webServer: {
    command: 'node test/e2e/serve.mjs 4179 /some/folder/',
    url: 'http://127.0.0.1:4179/some/folder/',
    reuseExistingServer: false,
  },
});
