/** The one store: what the app knows, in slices by subject. It lives outside React. */
import { subscribeWithSelector } from 'zustand/middleware';
import { createStore, type StateCreator } from 'zustand/vanilla';
import { type ComparisonSlice, comparisonSlice } from './comparisonSlice';
import { type EditSlice, editSlice } from './editSlice';
import { type GradientHistorySlice, gradientHistory } from './gradientHistory';
import { type InterfaceSlice, interfaceSlice } from './interfaceSlice';
import { type MessagesSlice, messagesSlice } from './messagesSlice';
import { type RunSlice, runSlice } from './runSlice';
import { type SettingsSlice, settingsSlice } from './settingsSlice';
import { type SpectrumHistorySlice, spectrumHistory } from './spectrumHistory';
import { type StudySlice, studySlice } from './studySlice';

export interface LabState
  extends SettingsSlice,
    RunSlice,
    InterfaceSlice,
    MessagesSlice,
    StudySlice,
    ComparisonSlice,
    EditSlice,
    GradientHistorySlice,
    SpectrumHistorySlice {}

/** A part of the state and its actions, written with the whole at hand. */
export type Slice<T> = StateCreator<LabState, [['zustand/subscribeWithSelector', never]], [], T>;

/** `subscribe(selector, listener)` calls the listener when the selected value changes. */
export function createLabStore() {
  return createStore<LabState>()(
    subscribeWithSelector((...tools) => ({
      ...settingsSlice(...tools),
      ...runSlice(...tools),
      ...interfaceSlice(...tools),
      ...messagesSlice(...tools),
      ...studySlice(...tools),
      ...comparisonSlice(...tools),
      ...gradientHistory(...tools),
      ...spectrumHistory(...tools),
      ...editSlice(...tools),
    })),
  );
}

export type LabStore = ReturnType<typeof createLabStore>;
