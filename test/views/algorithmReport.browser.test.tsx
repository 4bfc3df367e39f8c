/** What stands below the choice of an algorithm. */
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { SettingsPanel } from '../../src/controls/SettingsPanel';
import type { Frame, AlgorithmReport as Report } from '../../src/engine/frame';
import { createLabStore } from '../../src/state/store';
import { AlgorithmReport } from '../../src/views/AlgorithmReport';
import '../../src/app/tokens.css';

const frameWith = (algorithm?: Report) => ({ ...(algorithm && { algorithm }) }) as Frame;
const swaps: Report = { kind: 'swaps', acceptance: Float64Array.of(0.3, 0.62) };
const point: Report = {
  kind: 'fixed point',
  update: 3,
  converged: false,
  iterations: 500,
  residual: 0.1,
  missed: 4,
};

it('AlgorithmReport has nothing to say of CD, and shows the swaps of parallel tempering', async () => {
  const store = createLabStore();
  const screen = await render(<AlgorithmReport store={store} />);
  expect(screen.container.textContent).toBe('');
  store.getState().set('algorithm', 'tempering');
  const output = page.getByRole('status', { name: 'Swap acceptance' });
  await expect.element(output).toHaveTextContent('–');
  await expect.element(output).toHaveAttribute('data-method', 'not computed');
  store.setState({ frame: frameWith(swaps) });
  await expect.element(output).toHaveTextContent('30 % … 62 %');
  await expect.element(output).toHaveAttribute('data-value', '0.3');
  await expect.element(output).toHaveAttribute('data-method', 'Monte Carlo');
  const next: Report = { kind: 'swaps', acceptance: Float64Array.of(0.14, 0.62) };
  store.setState({ frame: { ...frameWith(next), update: 2 } });
  await expect.element(output).toHaveTextContent('28 % … 62 %');
});

it('AlgorithmReport flags a fixed point that was not found', async () => {
  const store = createLabStore();
  store.getState().set('algorithm', 'tap2');
  store.setState({ frame: frameWith(point) });
  await render(<AlgorithmReport store={store} />);
  const output = page.getByRole('status', { name: 'Fixed point' });
  await expect.element(output).toHaveTextContent('not converged after 500');
  await expect.element(output).toHaveAttribute('data-method', 'TAP-2');
  await expect.element(output).toHaveAttribute('data-doubtful', 'true');
  await expect.element(page.getByText(/not to be trusted.*3 earlier updates/)).toBeVisible();
  store.setState({ frame: frameWith({ ...point, converged: true, iterations: 31, missed: 0 }) });
  await expect.element(output).toHaveTextContent('converged in 31 iterations');
  await expect.element(output).toHaveAttribute('data-doubtful', 'false');
  await userEvent.click(page.getByRole('button', { name: 'Fixed point' }));
  await expect.element(page.getByRole('note')).toHaveTextContent('Mean values that no longer change');
});

it('AlgorithmReport does not show what another algorithm reported', async () => {
  const store = createLabStore();
  store.getState().set('algorithm', 'meanField');
  store.setState({ frame: frameWith(swaps) });
  await render(<AlgorithmReport store={store} />);
  await expect.element(page.getByRole('status', { name: 'Fixed point' })).toHaveTextContent('–');
});

it('SettingsPanel has the ladder’s length and its report below the algorithm, and refuses a ladder of one', async () => {
  const store = createLabStore();
  store.getState().set('algorithm', 'tempering');
  store.setState({ frame: frameWith(swaps) });
  const screen = await render(
    <div style={{ width: '300px' }}>
      <SettingsPanel
        store={store}
        group="learning"
        title="Learning"
        below={{ algorithm: <AlgorithmReport store={store} /> }}
      />
    </div>,
  );
  const choice = screen.getByRole('combobox', { name: 'Algorithm' }).element();
  const report = screen.getByRole('status', { name: 'Swap acceptance' }).element();
  const ladder = screen.getByRole('spinbutton', { name: 'Ladder' });
  expect(choice.compareDocumentPosition(report)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(report.compareDocumentPosition(ladder.element())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(screen.container.querySelector('div')!.scrollWidth).toBeLessThanOrEqual(300);
  await userEvent.fill(ladder, '1');
  await userEvent.tab();
  expect(store.getState().settings.ladderSize).toBe(8);
  await expect.element(screen.getByText(/2.*64/)).toBeVisible();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Algorithm' }), 'TAP-2');
  expect(screen.getByLabelText('Ladder').elements()).toHaveLength(0);
  expect(screen.getByLabelText('Gibbs steps k').elements()).toHaveLength(0);
});
