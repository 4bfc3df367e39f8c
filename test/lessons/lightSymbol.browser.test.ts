import { afterEach, describe, expect, it } from 'vitest';
import { lightSymbol, lightsOf } from '../../src/lessons/lightSymbol';

const figure = document.createElement('section');
afterEach(() => figure.replaceChildren());

/** A figure with one of each that can be lit. */
function drawn() {
  figure.innerHTML = `
    <output aria-label="ln Z">3</output>
    <div data-symbol="step"></div>
    <div class="slider"><label>Learning rate</label><input></div>
    <fieldset><legend>Mode</legend><label><input type="radio">Free</label></fieldset>
    <p>ln Z</p>`;
}
const lit = () =>
  [...figure.querySelectorAll('[data-lit]')].map((element) => element.className || element.tagName);

describe('lightSymbol()', () => {
  it('lights a part by its name, by its symbol and by its label, the knob as a whole', () => {
    drawn();
    lightSymbol(figure, ['ln Z']);
    expect(lit()).toEqual(['OUTPUT']);
    lightSymbol(figure, ['step', 'Learning rate']);
    expect(lit()).toEqual(['DIV', 'slider']);
    lightSymbol(figure, ['Mode']);
    expect(lit()).toEqual(['FIELDSET']);
  });

  it('puts out what was lit before, also where nothing is lit now', () => {
    drawn();
    lightSymbol(figure, ['ln Z']);
    lightSymbol(figure, ['not there']);
    expect(lit()).toEqual([]);
    lightSymbol(figure, ['ln Z']);
    lightSymbol(figure, []);
    expect(lit()).toEqual([]);
  });
});

describe('lightsOf()', () => {
  it('names one, several, or nothing on purpose', () => {
    expect(lightsOf({ is: 'one', lights: 'a' })).toEqual(['a']);
    expect(lightsOf({ is: 'several', lights: ['a', 'b'] })).toEqual(['a', 'b']);
    expect(lightsOf({ is: 'nothing', lights: null })).toEqual([]);
  });
});
