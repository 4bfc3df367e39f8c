/** Our side of the bench in headless Chromium: a page of the bench's own server with one worker. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumOptions } from '../chromium.mjs';
import type { WorkerRequest } from './browserWorker';
import type { Alternative, Contender, Measurement, Readiness, Work } from './work';

/** Cross-origin isolation makes performance.now fine: 5 µs in place of 100. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const types: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' };

/** Folders that the server shows, by the first part of the address. */
export type Folders = Readonly<Record<'inputs' | 'kernels' | 'page', string>>;

async function serve(folders: Folders): Promise<Server> {
  const server = createServer(async (request, response) => {
    const [, folder, name] = normalize(request.url ?? '/').split('/');
    if (!folder)
      return response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end('<!doctype html>');
    try {
      const body = await readFile(join(folders[folder as keyof Folders], name));
      const type = types[name.split('.').at(-1)!] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A browser with the bench's page, for one row after another. */
export class ChromiumContender implements Contender {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  static async launch(folders: Folders): Promise<ChromiumContender> {
    const browser = await chromium.launch(chromiumOptions);
    const server = await serve(folders);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return new ChromiumContender(server, browser, page);
  }

  get version(): string {
    return `Chromium ${this.browser.version()}`;
  }

  /** In a fresh worker, so that no row inherits another's memory or compiled code. */
  async prepare(work: Work): Promise<Readiness> {
    await this.page.evaluate(() => {
      const page = globalThis as unknown as { worker?: Worker };
      page.worker?.terminate();
      page.worker = new Worker('/page/browserWorker.js', { type: 'module' });
    });
    return (await this.ask({ command: 'prepare', work })) as Readiness;
  }

  async measure(steps: number): Promise<Measurement> {
    return (await this.ask({ command: 'measure', steps })) as Measurement;
  }

  async logPartition(): Promise<number | undefined> {
    return (await this.ask({ command: 'logPartition' })) as number | undefined;
  }

  async alternative(): Promise<Alternative | undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  private ask(request: WorkerRequest): Promise<unknown> {
    return this.page.evaluate(
      (asked) =>
        new Promise((resolve, reject) => {
          const { worker } = globalThis as unknown as { worker: Worker };
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.value));
          worker.postMessage(asked);
        }),
      request,
    );
  }
}
