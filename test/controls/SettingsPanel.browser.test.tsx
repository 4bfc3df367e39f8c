/** The settings table as controls. */

import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { reasonTerms } from '../../src/controls/Reason';
import { SettingsPanel } from '../../src/controls/SettingsPanel';
import { type SettingName, settingNames, specOf } from '../../src/settings';
import { createLabStore } from '../../src/state/store';

it('SettingsPanel shows every setting of its group with a reason, and none that has no meaning now', async () => {
  const store = createLabStore();
  const screen = await render(<SettingsPanel store={store} group="learning" title="Learning" />);
  const inForce = settingNames.filter((name) => specOf(name).group === 'learning' && !specOf(name).when);
  for (const name of inForce) {
    const { label, kind, reason } = specOf(name);
    const role = kind === 'choice' ? 'combobox' : 'slider';
    const control = screen.getByRole(role, { name: label, exact: true });
    await expect.element(control).toBeVisible();
    await expect.element(control).toHaveAccessibleDescription(expect.stringContaining(reason.slice(0, 12)));
  }
  expect(screen.getByLabelText('Persistent chains').elements()).toHaveLength(0);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Algorithm' }), 'PCD');
  expect(store.getState().settings.algorithm).toBe('pcd');
  await expect.element(screen.getByRole('slider', { name: 'Persistent chains' })).toBeVisible();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Algorithm' }), 'Exact gradient');
  expect(screen.getByLabelText('Gibbs steps k').elements()).toHaveLength(0);
});

it('SettingsPanel says when its changes act', async () => {
  const store = createLabStore();
  const screen = await render(
    <>
      <SettingsPanel store={store} group="machine" title="Machine" />
      <SettingsPanel store={store} group="learning" title="Learning" />
    </>,
  );
  await expect.element(screen.getByText('starts a new run')).toBeVisible();
  await expect.element(screen.getByText('acts at once')).toBeVisible();
});

it('SettingsPanel keeps the rare ones behind More', async () => {
  const store = createLabStore();
  const screen = await render(
    <SettingsPanel store={store} group="learning" title="Learning" behindMore={['centering']} />,
  );
  await expect.element(screen.getByLabelText('Centering')).not.toBeVisible();
  await userEvent.click(screen.getByText('More about learning'));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Centering' }), 'On');
  expect(store.getState().settings.centering).toBe('on');
});

it('SettingsPanel follows the store', async () => {
  const store = createLabStore();
  const screen = await render(<SettingsPanel store={store} group="learning" title="Learning" />);
  store.getState().set('momentum', 0.9);
  await expect.element(screen.getByRole('spinbutton', { name: 'Momentum' })).toHaveValue(0.9);
});

it('SettingsPanel opens the glossary behind a reason’s words', async () => {
  const screen = await render(<SettingsPanel store={createLabStore()} group="learning" title="Learning" />);
  await userEvent.click(screen.getByRole('button', { name: 'last step goes on' }));
  await expect.element(screen.getByRole('note')).toHaveTextContent('Momentum');
});

it('reasonTerms name words that their reasons hold', () => {
  for (const [name, [words]] of Object.entries(reasonTerms)) {
    expect(specOf(name as SettingName).reason).toContain(words);
  }
});
