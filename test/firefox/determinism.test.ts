/** The same seed gives the same bits in Firefox as in Node and Chromium. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedAnnealingBitsHash } from '../kernels/annealingBits';
import { expectedDeterminismHash } from '../kernels/determinismRun';
import { expectedPartitionBitsHash } from '../kernels/partitionBits';
import { expectedTemperingHash } from '../kernels/temperingRun';

const missing = process.env.NO_FIREFOX;
const because = missing ? ` (skipped: ${missing})` : '';

describe.skipIf(missing)('Firefox', () => {
  let server: ViteDevServer;
  let browser: Browser;
  let answer: Record<string, string>;

  beforeAll(async () => {
    server = await createServer({
      configFile: false,
      cacheDir: '.cache/vite-firefox',
      logLevel: 'error',
      optimizeDeps: { noDiscovery: true },
      server: { host: '127.0.0.1', port: 4187, hmr: false, watch: null },
    });
    await server.listen();
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      headless: true,
    });
    const page = await browser.newPage();
    await page.goto('http://127.0.0.1:4187/test/firefox/harness.html');
    await page.waitForFunction('window.answer !== undefined');
    answer = (await page.evaluate('window.answer')) as typeof answer;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it(`trains 200 epochs with three knob moves to the same bits${because}`, () => {
    expect(answer).toMatchObject({ training: expectedDeterminismHash });
  });

  it(`trains by parallel tempering to the same bits${because}`, () => {
    expect(answer).toMatchObject({ tempering: expectedTemperingHash });
  });

  it(`anneals to the same bits${because}`, () => {
    expect(answer).toMatchObject({ annealing: expectedAnnealingBitsHash });
  });

  it(`enumerates ln Z to the same bits${because}`, () => {
    expect(answer).toMatchObject({ partition: expectedPartitionBitsHash });
  });
});
