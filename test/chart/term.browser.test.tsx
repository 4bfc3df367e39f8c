import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Formula } from '../../src/chart/formula';
import { Term } from '../../src/chart/Term';

describe('<Term>', () => {
  it('<Term> opens its entry on a click and closes it with Escape', async () => {
    await render(<Term name="logPartition">ln Z</Term>);
    const word = page.getByRole('button', { name: 'ln Z' });
    await expect.element(word).toHaveAttribute('aria-expanded', 'false');
    await word.click();
    await expect.element(page.getByRole('note')).toBeVisible();
    await expect.element(page.getByText(/natural logarithm of the partition function/)).toBeVisible();
    await expect.element(word).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(word).toHaveAttribute('aria-expanded', 'false');
  });

  it('<Term> opens from the keyboard, and stands inside the window', async () => {
    await render(
      <p style={{ position: 'fixed', right: 0, bottom: 0 }}>
        <Term name="partitionFunction">Z</Term>
      </p>,
    );
    page.getByRole('button', { name: 'Z' }).element().focus();
    await userEvent.keyboard('{Enter}');
    const entry = page.getByRole('note');
    await expect.element(entry).toBeVisible();
    await expect
      .poll(() => {
        const box = entry.element().getBoundingClientRect();
        const word = page.getByRole('button', { name: 'Z' }).element().getBoundingClientRect();
        const inside = box.left >= 0 && box.right <= innerWidth && box.top >= 0;
        return inside && Math.abs(word.top - box.bottom) < 12;
      })
      .toBe(true);
  });

  it('<Term> keeps its entry out of the page until it is asked for', async () => {
    const { container } = await render(<Term name="energy">Energy of a state</Term>);
    expect(container.textContent).toBe('Energy of a state');
  });
});

describe('<Formula>', () => {
  it('<Formula> sets its formula, readable as MathML too', async () => {
    const { container } = await render(<Formula tex="e^{-E(v,h)}/Z" />);
    await expect.poll(() => container.querySelector('math')?.textContent).toContain('E');
    expect(container.querySelector('.katex-html')).not.toBeNull();
  });
});
