/** Lights in a figure what a symbol of the formula stands for. */
import type { SymbolEntry } from './lesson';

/** What can be lit: a picture or number by its name, any part by its symbol, a knob by its label. */
const nameable = '[aria-label], [data-symbol], label, legend';

/** The names that a symbol lights; none for one that stands for nothing in the figure. */
export const lightsOf = ({ lights }: SymbolEntry): readonly string[] =>
  typeof lights === 'string' ? [lights] : (lights ?? []);

/** Marks all that bears one of these names as lit, and nothing else. */
export function lightSymbol(figure: Element, names: readonly string[]): void {
  for (const element of figure.querySelectorAll('[data-lit]')) element.removeAttribute('data-lit');
  if (names.length === 0) return;
  for (const element of figure.querySelectorAll(nameable)) {
    const own = [
      element.getAttribute('aria-label'),
      element.getAttribute('data-symbol'),
      element.matches('label, legend') ? element.textContent.trim() : null,
    ];
    if (own.some((name) => name !== null && names.includes(name)))
      partOf(element).setAttribute('data-lit', '');
  }
}

/** A knob is lit as a whole, with its value. */
function partOf(element: Element): Element {
  return (element.matches('label, legend') && element.closest('.slider, .choice, fieldset')) || element;
}
