/** The built page, served and opened in headless Chromium, for the commands of this folder. */
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Serves `dist` on a port and calls `work` with the address and a browser; ends both whatever happens. */
export async function withPage(port, work) {
  const server = spawn(process.execPath, ['test/e2e/serve.mjs', String(port), '/page/'], {
    stdio: 'inherit',
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, '--disable-component-update', '--disable-sync'],
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await work(`http://127.0.0.1:${port}/page/`, browser);
  } finally {
    await browser.close();
    server.kill();
  }
}
