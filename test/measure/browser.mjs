/** The built page, served and opened in headless Chromium, for the commands of this folder. */
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '../chromium.mjs';

/** Resolves once the server answers. */
async function answering(address) {
  const end = performance.now() + 20_000; // ms
  for (;;) {
    try {
      if ((await fetch(address)).ok) return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Serves `dist` on a port and calls `work` with the address and a browser; ends both whatever happens. */
export async function withPage(port, work) {
  const server = spawn(process.execPath, ['test/e2e/serve.mjs', String(port), '/page/'], {
    stdio: 'inherit',
  });
  const browser = await chromium.launch(chromiumOptions);
  try {
    const address = `http://127.0.0.1:${port}/page/`;
    await answering(address);
    await work(address, browser);
  } finally {
    await browser.close();
    server.kill();
  }
}
