/** The transport and its keys. */

import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Connection } from '../../src/app/connect';
import { Header } from '../../src/app/Header';
import { listenForShortcuts, shortcuts } from '../../src/app/shortcuts';
import { createLabStore } from '../../src/state/store';
import { FakeSession, settle } from './fakeSession';

let stop: () => void = () => undefined;
afterEach(() => stop());

async function header() {
  const store = createLabStore();
  const session = new FakeSession();
  const host = { nextFrame: settle, hidden: () => false };
  const connection = new Connection(store, () => session, host);
  await connection.start({ settings: store.getState().settings, moves: [] });
  stop = listenForShortcuts({ store, connection });
  const screen = await render(<Header store={store} connection={connection} />);
  return { store, session, screen };
}

it('Header plays and pauses by button and by Space', async () => {
  const { screen, session } = await header();
  await session.send({ playing: true });
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
  expect(session.calls.at(-1)).toEqual(['pause']);
  await session.send({ playing: false });
  await expect.element(screen.getByRole('button', { name: 'Play' })).toBeVisible();
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard(' ');
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  expect(session.calls.at(-1)).toEqual(['play']);
});

it('Header offers Play once a worker has died', async () => {
  const { screen, session } = await header();
  await session.send({ playing: true });
  await session.die('out of memory');
  await expect.element(screen.getByRole('button', { name: 'Play' })).toBeVisible();
});

it('Header says Pause until the worker has paused', async () => {
  const { screen, session, store } = await header();
  await session.send({ playing: true });
  store.getState().setPlaying(false);
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  await session.send({ playing: false });
  await expect.element(screen.getByRole('button', { name: 'Play' })).toBeVisible();
});

it('Header reads out epochs and updates in full', async () => {
  const { screen, session } = await header();
  await session.send({ update: 1741, epoch: 12 });
  const updates = screen.getByRole('status', { name: 'Updates', exact: true });
  await expect.element(updates).toHaveTextContent('1,741');
  await expect.element(updates).toHaveAttribute('data-value', '1741');
  await expect
    .element(screen.getByRole('status', { name: 'Epoch', exact: true }))
    .toHaveAttribute('data-value', '12');
});

it('Header keeps its counters in place while their digits change', async () => {
  const { screen, session } = await header();
  const lefts = async (update: number, epoch: number) => {
    await session.send({ update, epoch, playing: true, samplesPerSecond: update });
    await expect
      .element(screen.getByRole('status', { name: 'Updates', exact: true }))
      .toHaveAttribute('data-value', String(update));
    return [...document.querySelectorAll('.counters > span')].map(
      (span) => span.getBoundingClientRect().left,
    );
  };
  expect(await lefts(123_456, 1888)).toEqual(await lefts(7, 1));
});

it('Header sets up an experiment by its preset', async () => {
  const { screen, store } = await header();
  const preset = screen.getByRole('combobox', { name: 'Preset' });
  await userEvent.selectOptions(preset, 'When CD goes wrong');
  expect(store.getState().settings).toMatchObject({ dataSet: 'bars', startingBiases: 'zero' });
  store.getState().set('hiddenUnits', 9);
  await expect.element(preset).toHaveDisplayValue('Your own');
});

it('Header offers Undo when there is something to undo', async () => {
  const { screen, session } = await header();
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await session.send({ canUndo: true });
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeEnabled();
});

it('New seed opens a run with another seed', async () => {
  const { screen, session, store } = await header();
  await userEvent.click(screen.getByRole('button', { name: 'New seed' }));
  expect(store.getState().settings.seed).not.toBe(1);
  await expect.poll(() => session.named('open')).toHaveLength(2);
});

it('shortcuts act on the page, and never while a field has the focus', async () => {
  const { screen, session, store } = await header();
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('s');
  expect(session.calls.at(-1)).toEqual(['step', 'update']);
  await userEvent.keyboard('?');
  expect(store.getState().dialog).toBe('help');
  await userEvent.click(screen.getByRole('spinbutton', { name: 'Speed' }));
  const before = session.calls.length;
  await userEvent.keyboard('rns');
  expect(session.calls).toHaveLength(before);
});

it('shortcuts leave Space to a button that has the focus', async () => {
  const { screen, session } = await header();
  (screen.getByRole('button', { name: 'Reset' }).element() as HTMLElement).focus();
  await userEvent.keyboard(' ');
  await expect.poll(() => session.named('open')).toHaveLength(2);
  expect(session.named('pause')).toHaveLength(0);
});

it('shortcuts have a key each', () => {
  expect(new Set(shortcuts.map(({ key }) => key)).size).toBe(shortcuts.length);
});
