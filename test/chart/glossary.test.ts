import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { glossary } from '../../src/chart/glossary';

const sentences = (text: string) => text.split(/(?<=[.!?])\s+/).length;

describe('glossary', () => {
  for (const [name, { title, say, tex }] of Object.entries(glossary)) {
    it(`glossary.${name} is one to three plain sentences, and its formula can be set`, () => {
      expect(title).not.toBe('');
      expect(say).toMatch(/[.!?]$/);
      expect(sentences(say)).toBeLessThanOrEqual(3);
      expect(say.length).toBeLessThan(330);
      if (tex) expect(katex.renderToString(tex, { throwOnError: true, strict: 'error' })).toContain('katex');
    });
  }
  it('glossary has a title of its own for every term', () => {
    const titles = Object.values(glossary).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
