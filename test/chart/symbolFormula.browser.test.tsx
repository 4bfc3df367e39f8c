import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { SymbolFormula, symbolsOf } from '../../src/chart/SymbolFormula';

const tex = '\\sym{E}{E}=-\\sym{W}{W_{ij}}v_ih_j-\\sym{E}{a}';
const names = { E: 'the energy', W: 'the weight' };

it('SymbolFormula makes each symbol a button with a name, for pointer and keyboard', async () => {
  const onPoint = vi.fn();
  await render(<SymbolFormula tex={tex} names={names} onPoint={onPoint} />);
  const weight = page.getByRole('button', { name: 'Show the weight' });
  await expect.element(weight).toBeVisible();
  (weight.element() as HTMLElement).focus();
  expect(onPoint).toHaveBeenLastCalledWith('W');
  (weight.element() as HTMLElement).blur();
  expect(onPoint).toHaveBeenLastCalledWith(undefined);
  await page.getByRole('button', { name: 'Show the energy' }).first().hover();
  expect(onPoint).toHaveBeenLastCalledWith('E');
});

it('SymbolFormula leaves a symbol plain that has no name', async () => {
  const { container } = await render(
    <SymbolFormula tex={tex} names={{ E: 'the energy' }} onPoint={() => {}} />,
  );
  await expect.element(page.getByRole('button', { name: 'Show the energy' }).first()).toBeVisible();
  expect(container.querySelectorAll('[data-symbol-name="W"]')).toHaveLength(0);
});

it('SymbolFormula lights every place of the symbol that is pointed at', async () => {
  const { container, rerender } = await render(<SymbolFormula tex={tex} names={names} onPoint={() => {}} />);
  await expect.element(page.getByRole('button', { name: 'Show the weight' })).toBeVisible();
  await rerender(<SymbolFormula tex={tex} names={names} lit="E" onPoint={() => {}} />);
  expect(container.querySelectorAll('[data-lit]')).toHaveLength(2);
});

it('SymbolFormula lets a formula set no link and no style', async () => {
  const { container } = await render(
    <SymbolFormula
      tex="\href{https://example.org}{x}\htmlStyle{color:red}{y}\sym{W}{z}"
      names={names}
      onPoint={() => {}}
    />,
  );
  await expect.element(page.getByRole('button', { name: 'Show the weight' })).toBeVisible();
  expect(container.querySelector('a')).toBeNull();
  expect(container.innerHTML).not.toContain('color:red;');
});

it('symbolsOf names each symbol once', () => {
  expect(symbolsOf(tex)).toEqual(['E', 'W']);
});
