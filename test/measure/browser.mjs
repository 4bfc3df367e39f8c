/** The built page, served and opened in headless Chromium, for the commands of this folder. */
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '../chromium.mjs';

/** Serves `dist` on a port and calls `work` with the address and a browser; ends both whatever happens. */
export async function withPage(port, work) {
  const server = spawn(process.execPath, ['test/e2e/serve.mjs', String(port), '/page/'], {
    stdio: 'inherit',
  });
  const browser = await chromium.launch(chromiumOptions);
  try {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await work(`http://127.0.0.1:${port}/page/`, browser);
  } finally {
    await browser.close();
    server.kill();
  }
}
