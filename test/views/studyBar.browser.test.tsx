import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { StudyBar } from '../../src/views/study/StudyBar';
import { labAt, tell } from './logPartition/filled';

const ask = { chains: 4, sweeps: 100, start: 'data', beta: 1 } as const;
const bar = (store: ReturnType<typeof labAt>, changes = {}) => (
  <StudyBar store={store} kind="mixing" start="Run chains" ask={() => ask} {...changes} />
);
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('<StudyBar>', () => {
  it('asks when its button is pressed, and for what goes with it', async () => {
    const store = labAt(5);
    await render(bar(store, { also: ['spectrum'] }));
    await userEvent.click(button('Run chains'));
    const { mixing, spectrum } = store.getState().studies;
    expect(mixing).toMatchObject({ asked: ask, mode: 'running' });
    expect(spectrum).toMatchObject({ asked: {}, mode: 'running' });
  });

  it('shows how far it is and what is left, and cancels', async () => {
    const store = labAt(5);
    await render(bar(store));
    store.getState().ask('mixing', ask);
    await expect.element(page.getByText('begins …')).toBeVisible();
    tell(store, 'mixing', { progress: { share: 0.4, secondsLeft: 12 } });
    await expect.element(page.getByText('40 % · 12 s left')).toBeVisible();
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.4');
    expect(button('Run chains').elements()).toHaveLength(0);
    await userEvent.click(button('Cancel'));
    expect(store.getState().studies.mixing.mode).toBe('stopped');
    await expect.element(button('Run chains')).toBeVisible();
  });

  it('keeps the keyboard where its buttons change', async () => {
    const store = labAt(5);
    await render(bar(store));
    (button('Run chains').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Cancel')).toHaveFocus();
    tell(store, 'mixing', { mode: 'idle' });
    await expect.element(button('Run chains')).toHaveFocus();
    (document.activeElement as HTMLElement).blur();
  });

  it('takes no focus that was elsewhere', async () => {
    const store = labAt(5);
    await render(bar(store));
    store.getState().ask('mixing', ask);
    await expect.element(button('Cancel')).toBeVisible();
    expect(document.activeElement).toBe(document.body);
  });

  it('says in words what was refused', async () => {
    const store = labAt(5);
    await render(bar(store));
    tell(store, 'mixing', { refused: 'Invalid chains: 0; expected 1..64.' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('Invalid chains: 0; expected 1..64.');
  });

  it('says which update the result is about, and how far training has gone since', async () => {
    const store = labAt(5);
    await render(bar(store));
    tell(store, 'mixing', { about: { run: 1, update: 5 } });
    await expect.element(page.getByText('about update 5', { exact: true })).toBeVisible();
    store.getState().receive({ ...store.getState().frame!, update: 1205 });
    await expect.element(page.getByText('about update 5, 1,200 updates ago')).toBeVisible();
  });

  it('names what else the result is about, in place of an update', async () => {
    const store = labAt(5);
    await render(bar(store, { about: 'about another machine' }));
    tell(store, 'mixing', { about: { run: 1, update: 5 } });
    await expect.element(page.getByText('about another machine')).toBeVisible();
    expect(page.getByText('about update 5').elements()).toEqual([]);
  });

  it('says why it cannot be started', async () => {
    await render(bar(labAt(5), { unavailable: 'The rows are missing.' }));
    await expect.element(button('Run chains')).toBeDisabled();
    await expect.element(page.getByText('The rows are missing.')).toBeVisible();
  });

  it('has no button where a view follows the model by itself', async () => {
    const store = labAt(5);
    await render(<StudyBar store={store} kind="spectrum" />);
    expect(page.getByRole('button').elements()).toHaveLength(0);
  });
});
