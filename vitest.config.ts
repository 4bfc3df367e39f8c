import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumOptions } from './test/chromium.mjs';

export default defineConfig({
  cacheDir: '.cache/vite-test',
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['test/propertySeed.ts', 'test/sameBits.ts'],
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/e2e/**',
            'test/firefox/**',
            'test/**/*.browser.test.ts',
            'test/bench/node_modules/**',
          ],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        cacheDir: '.cache/vite-browser',
        // found while a test runs, they would reload its page
        optimizeDeps: {
          include: [
            'd3-array',
            'd3-format',
            'd3-scale',
            'katex',
            'react-dom/client',
            'idb-keyval',
            'comlink',
          ],
        },
        test: {
          name: 'browser',
          setupFiles: ['test/sameBits.ts'],
          include: ['test/**/*.browser.test.ts', 'test/**/*.browser.test.tsx'],
          // two pages at once
          maxWorkers: 2,
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'firefox',
          environment: 'node',
          include: ['test/firefox/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
