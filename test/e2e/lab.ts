/** What a reader of the page can do and see, in words, for the end-to-end tests. */
import { expect, type Page, test } from '@playwright/test';

export { expect };

/** Every test fails on what no page may do: break the policy, call a stranger, log an error. */
export const lab = test.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        const address = new URL(request.url());
        if (address.protocol.startsWith('http') && address.origin !== new URL(baseURL!).origin) {
          complaints.push(`request: ${request.url()}`);
        }
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export type ReadOut =
  | 'Epoch'
  | 'Updates'
  | 'ln Z'
  | 'Log-likelihood'
  | 'Held-out log-likelihood'
  | 'Pseudo-likelihood'
  | 'Reconstruction error'
  | 'KL to the data';

export const output = (page: Page, name: ReadOut) => page.getByRole('status', { name, exact: true });

/** The full-precision number of a read-out; NaN where there is none. */
export async function value(page: Page, name: ReadOut): Promise<number> {
  const text = await output(page, name).getAttribute('data-value');
  return text === null ? Number.NaN : Number(text);
}

/** The updates done, once a run shows them: the page is there before its worker answers. */
export async function updatesDone(page: Page): Promise<number> {
  await expect(output(page, 'Updates')).toHaveAttribute('data-value', /\d/);
  return value(page, 'Updates');
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const slider = (page: Page, name: string) => page.getByRole('slider', { name, exact: true });
export const field = (page: Page, name: string) => page.getByRole('spinbutton', { name, exact: true });
export const choice = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

/** Types a value into the number field of a setting. */
export async function set(page: Page, name: string, to: number) {
  await field(page, name).fill(String(to));
  await field(page, name).press('Enter');
}

/** Pauses a run that plays, and waits for its last numbers: a slow page gets them after its button has changed. */
export async function pause(page: Page) {
  await button(page, 'Pause').click();
  await expect(button(page, 'Play')).toBeVisible();
  await expect(page.getByText('paused', { exact: true }).first()).toBeAttached();
}

/** Pauses a run that plays, once its first numbers are there. */
export async function pauseNow(page: Page) {
  await updatesDone(page);
  await pause(page);
}

/** Presses Step until the page has done `updates` updates. */
export async function stepTo(page: Page, updates: number) {
  for (let done = await value(page, 'Updates'); done < updates; done++) {
    await button(page, 'Step').click();
    await expect(output(page, 'Updates')).toHaveAttribute('data-value', String(done + 1));
  }
}
