/** A slider as a person and a screen reader meet it. */

import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { restTime, Slider } from '../../src/controls/Slider';
import { type NumberSpec, settingSpecs } from '../../src/settings';
import '../../src/app/tokens.css';
import '../../src/controls/controls.css';

function Held({
  spec,
  start,
  onChange,
  patient,
}: {
  spec: NumberSpec;
  start: number;
  onChange: (value: number) => void;
  patient?: boolean;
}) {
  const [value, setValue] = useState(start);
  const change = (next: number) => {
    onChange(next);
    setValue(next);
  };
  return (
    <div style={{ width: 280 }}>
      <Slider spec={spec} value={value} onChange={change} patient={patient} reason={spec.reason} />
    </div>
  );
}

async function held(spec: NumberSpec, start: number, patient = false) {
  const onChange = vi.fn();
  const screen = await render(<Held spec={spec} start={start} onChange={onChange} patient={patient} />);
  const slider = screen.getByRole('slider', { name: spec.label, exact: true });
  const field = screen.getByRole('spinbutton', { name: spec.label, exact: true });
  return { screen, slider, field, onChange };
}

it('Slider gives its range and its field the visible label, and the range the number itself', async () => {
  const { slider, field } = await held(settingSpecs.learningRate, 0.05);
  await expect.element(slider).toHaveValue('0.05');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '0.05 1/update');
  await expect.element(slider).toHaveAccessibleDescription(settingSpecs.learningRate.reason);
  await expect.element(field).toHaveValue(0.05);
});

it('Slider moves by readable steps with the keys, and to its ends', async () => {
  const { slider, onChange } = await held(settingSpecs.learningRate, 0.05);
  slider.element().focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onChange).toHaveBeenLastCalledWith(0.055);
  await userEvent.keyboard('{End}');
  expect(onChange).toHaveBeenLastCalledWith(1);
  await userEvent.keyboard('{Home}');
  expect(onChange).toHaveBeenLastCalledWith(1e-4);
});

it('Slider follows the pointer along its own scale', async () => {
  const { slider, onChange } = await held(settingSpecs.learningRate, 0.05);
  const box = slider.element().getBoundingClientRect();
  await userEvent.click(slider, { position: { x: box.width / 2, y: box.height / 2 } });
  expect(onChange).toHaveBeenLastCalledWith(0.01);
  await expect.element(slider).toHaveValue('0.01');
});

it('Slider takes a value set by code on its input', async () => {
  const { slider, onChange } = await held(settingSpecs.momentum, 0.5);
  await userEvent.fill(slider, '0.25');
  expect(onChange).toHaveBeenLastCalledWith(0.25);
});

it('Slider refuses what is typed outside its range, names the range, and keeps the value', async () => {
  const { screen, field, slider, onChange } = await held(settingSpecs.learningRate, 0.05);
  await userEvent.fill(field, '7');
  await userEvent.keyboard('{Enter}');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('7 is not a number from 0.0001 to 1. Learning rate stays at 0.05.');
  await expect.element(field).toHaveValue(0.05);
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await expect.element(slider).toHaveValue('0.05');
  expect(onChange).not.toHaveBeenCalled();
  await userEvent.fill(field, '0.2');
  await userEvent.keyboard('{Enter}');
  expect(onChange).toHaveBeenCalledExactlyOnceWith(0.2);
  await expect.element(screen.getByText('is not a number')).not.toBeInTheDocument();
});

it('Slider refuses fractions where it counts, and nothing at all', async () => {
  const { screen, field, onChange } = await held(settingSpecs.hiddenUnits, 16);
  await userEvent.fill(field, '2.5');
  await userEvent.keyboard('{Enter}');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('2.5 is not a whole number from 1 to 1024.');
  await userEvent.fill(field, '');
  await userEvent.keyboard('{Enter}');
  expect(onChange).not.toHaveBeenCalled();
  await expect.element(field).toHaveValue(16);
});

it('Slider takes what is typed when the field is left, and forgets it on Escape', async () => {
  const { field, onChange } = await held(settingSpecs.momentum, 0.5);
  await userEvent.fill(field, '0.7');
  await userEvent.tab();
  expect(onChange).toHaveBeenCalledExactlyOnceWith(0.7);
  await userEvent.fill(field, '0.9');
  await userEvent.keyboard('{Escape}');
  await userEvent.tab();
  expect(onChange).toHaveBeenCalledOnce();
});

it('Slider that is patient passes a value on once it rests', async () => {
  const { slider, field, onChange } = await held(settingSpecs.hiddenUnits, 16, true);
  slider.element().focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  await expect.element(field).toHaveValue(19);
  expect(onChange).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith(19), { timeout: 4 * restTime });
});

it('Slider that is patient passes a typed value on at once', async () => {
  const { field, onChange } = await held(settingSpecs.hiddenUnits, 16, true);
  await userEvent.fill(field, '40');
  await userEvent.keyboard('{Enter}');
  expect(onChange).toHaveBeenCalledExactlyOnceWith(40);
});
