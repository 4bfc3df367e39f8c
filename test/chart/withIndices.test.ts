import { isValidElement, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { withIndices } from '../../src/chart/withIndices';

/** As HTML would write it. */
function written(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(written).join('');
  if (isValidElement<{ children: ReactNode }>(node))
    return `<${String(node.type)}>${written(node.props.children)}</${String(node.type)}>`;
  return String(node ?? '');
}

describe('withIndices()', () => {
  it.each([
    ['F_c(v), minus both', 'F<sub>c</sub>(v), minus both'],
    ['(Z_RG − Z) / Z', '(Z<sub>RG</sub> − Z) / Z'],
    ['F_c(v⁻) − F_c(v⁺)', 'F<sub>c</sub>(v⁻) − F<sub>c</sub>(v⁺)'],
    ['KL(p ‖ p_λ) = ln ⟨e^δ⟩ₚ', 'KL(p ‖ p<sub>λ</sub>) = ln ⟨e<sup>δ</sup>⟩ₚ'],
    ['F_c', 'F<sub>c</sub>'],
  ])('sets %s with its indices', (text, html) => {
    expect(written(withIndices(text))).toBe(html);
  });

  it.each(['ln Z', 'a_change', '', 'x^2'])('leaves “%s” as it is', (text) => {
    expect(withIndices(text)).toBe(text);
  });
});
