/** What the page has to say. */

import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Notices } from '../../src/app/Notices';
import { failureMessage, keptMessage, linkMessage } from '../../src/app/words';
import { createLabStore } from '../../src/state/store';

async function notices() {
  const store = createLabStore();
  const onAccept = vi.fn();
  const screen = await render(<Notices store={store} onAccept={onAccept} />);
  return { store, screen, onAccept };
}

it('Notices explain a failure as an alert with one click back', async () => {
  const { store, screen, onAccept } = await notices();
  store
    .getState()
    .say(failureMessage({ kind: 'diverged', message: 'W holds NaN', update: 1234, lastGoodEpoch: 7 }));
  await expect.element(screen.getByRole('alert')).toHaveTextContent('by update 1,234.');
  await expect.element(screen.getByText('W holds NaN.')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Back to the last good epoch' }));
  expect(onAccept).toHaveBeenCalledExactlyOnceWith('go back to the last good epoch');
});

it('Notices say what was thrown', async () => {
  const { store, screen } = await notices();
  store.getState().say(failureMessage({ kind: 'threw', message: 'no memory is left', update: 5 }));
  await expect.element(screen.getByText('No memory is left.')).toBeVisible();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('on an error, at update 5.');
  await expect.element(screen.getByText('Reset starts anew.')).toBeVisible();
});

it('Notices pass on what is accepted', async () => {
  const { store, screen, onAccept } = await notices();
  store.getState().say(keptMessage(300, 2));
  await userEvent.click(screen.getByRole('button', { name: 'Go on from update 300' }));
  expect(onAccept).toHaveBeenCalledExactlyOnceWith('go on from the kept run');
});

it('Notices say what a link lost, and close', async () => {
  const { store, screen } = await notices();
  store.getState().say(linkMessage(['There is no setting “colour”: left out.']));
  await expect.element(screen.getByText('colour')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /^Close/ }));
  await expect.element(screen.getByText('colour')).not.toBeInTheDocument();
});

it('Notices take a note that offers nothing away by themselves, and leave the others', async () => {
  vi.useFakeTimers();
  try {
    const { store } = await notices();
    store.getState().say({ subject: 'copied', kind: 'note', title: 'The link is copied.', lines: [] });
    store.getState().say(keptMessage(300, 2));
    store.getState().say(linkMessage(['One thing.']));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.getState().messages.map(({ subject }) => subject)).toEqual(['kept', 'link']);
  } finally {
    vi.useRealTimers();
  }
});

it('Notices offer no run of the lab from within a lesson', async () => {
  const { store, screen } = await notices();
  store.getState().say(keptMessage(300, 2));
  const offer = screen.getByRole('button', { name: 'Go on from update 300' });
  await expect.element(offer).toBeVisible();
  store.getState().openLesson({ lesson: 'phases', step: 2 });
  await expect.element(offer).not.toBeInTheDocument();
  store.getState().closeLessons('the machine before');
  await expect.element(offer).toBeVisible();
});
