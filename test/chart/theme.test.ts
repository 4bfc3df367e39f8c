import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { notANumberIndex, parseColour, zeroIndex } from '../../src/chart/colours';
import { type ColourRole, colourRoles, makeTheme } from '../../src/chart/theme';

const css = readFileSync(new URL('../../src/app/tokens.css', import.meta.url), 'utf8');

/** The colours that a block of the style sheet defines. */
function rolesOf(selector: string): Record<ColourRole, string> {
  const block = css.slice(css.indexOf(selector)).split('}')[0]!;
  return Object.fromEntries(
    Object.keys(colourRoles).map((role) => [
      role,
      new RegExp(`--${role}:\\s*([^;]+);`).exec(block)?.[1] ?? '',
    ]),
  ) as Record<ColourRole, string>;
}

/** Contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r, g, b] = parseColour(colour).map((byte) => {
      const c = byte / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([':root {', '[data-theme="dark"] {'])('the colours of %s', (selector) => {
  const roles = rolesOf(selector);
  it('makeTheme(roles) reads every role', () => {
    for (const role of Object.keys(colourRoles) as ColourRole[])
      expect(() => parseColour(roles[role])).not.toThrow();
  });
  it('small text reaches the contrast of WCAG AA on paper and card', () => {
    for (const role of ['ink', 'soft', 'accent', 'data', 'model', 'warn'] as const)
      for (const ground of ['paper', 'card'] as const)
        expect(contrast(roles[role], roles[ground]), `${role} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
  it('both ends of the signed scale stand out from its middle as graphics must', () => {
    for (const role of ['pos', 'neg'] as const)
      expect(contrast(roles[role], roles.card)).toBeGreaterThanOrEqual(3);
  });
  it('makeTheme(roles) starts every table at the card', () => {
    const theme = makeTheme(roles, 'sans-serif');
    const card = theme.signed[zeroIndex];
    expect([theme.probability[1], theme.fromData[1], theme.fromModel[1]]).toEqual([card, card, card]);
    expect(theme.signed[notANumberIndex]).toBe(theme.probability[notANumberIndex]);
    expect(theme.signed[notANumberIndex]).not.toBe(card);
  });
});
