/** The colours of the page can be read: WCAG's contrast, computed from the tokens. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/app/tokens.css', import.meta.url), 'utf8');

function rolesOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`));
  const body = block.slice(0, block.indexOf('}'));
  return Object.fromEntries(
    [...body.matchAll(/--(\w+): (#[0-9a-f]{6});/g)].map(([, role, colour]) => [role, colour]),
  );
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', rolesOf(':root')],
  ['dark', rolesOf('[data-theme="dark"]')],
])('the %s tokens', (_, roles) => {
  it('text roles reach 4.5 : 1 on paper and card', () => {
    for (const role of ['ink', 'soft', 'accent', 'data', 'model', 'warn', 'pos']) {
      expect(contrast(roles[role], roles.paper), role).toBeGreaterThanOrEqual(4.5);
      expect(contrast(roles[role], roles.card), role).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('marks that carry meaning reach 3 : 1 on paper and card', () => {
    for (const role of ['neg', 'pos', 'accent']) {
      expect(contrast(roles[role], roles.paper), role).toBeGreaterThanOrEqual(3);
      expect(contrast(roles[role], roles.card), role).toBeGreaterThanOrEqual(3);
    }
  });
});
