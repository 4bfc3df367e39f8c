import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { cases } from './cases';
import { Gallery } from './Gallery';
import { studyCases } from './studyCases';

const complaints: unknown[][] = [];
beforeEach(() => {
  complaints.length = 0;
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...words) => complaints.push(words));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const frames = (count: number) =>
  new Promise<void>((done) => {
    const next = (left: number) => (left === 0 ? done() : requestAnimationFrame(() => next(left - 1)));
    next(count);
  });
/** Names of everything that can be operated, and their count. */
const unnamed = (container: HTMLElement) =>
  [...container.querySelectorAll('button, input, select, [role=slider], [role=img]')].filter((element) => {
    const labels = (element as HTMLInputElement).labels?.length ?? 0;
    const named = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby');
    return !named && labels === 0 && !element.textContent?.trim();
  });

describe.each(Object.entries(cases))('the views on a run with %s', (_, makeStore) => {
  it.each([360, 900, 1440])(
    'stand at %i px without a warning, everything named, nothing beside the page',
    async (width) => {
      await page.viewport(width, 900);
      const { container } = await render(
        <StrictMode>
          <Gallery store={makeStore()} />
        </StrictMode>,
      );
      await frames(4);
      for (const name of ['Weights', 'Hidden activations', 'Gibbs chains']) {
        const picture = page.getByRole('img', { name, exact: true });
        await expect.element(picture).toBeVisible();
        await expect.element(picture).toHaveAttribute('aria-describedby');
      }
      expect(unnamed(container)).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
    },
  );
});

describe.each(Object.entries(studyCases))('a study’s view on %s', (_, { View, makeStore }) => {
  it.each([360, 740])(
    'stands at %i px without a warning, everything named, nothing beside the page',
    async (width) => {
      await page.viewport(width, 900);
      const { container } = await render(
        <StrictMode>
          <View store={makeStore()} />
        </StrictMode>,
      );
      await frames(4);
      expect(unnamed(container)).toEqual([]);
      for (const output of container.querySelectorAll('output')) expect(output.ariaLabel).toBeTruthy();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
    },
  );
});
