/** The one store: what the app knows, in slices by subject. It lives outside React. */
import { subscribeWithSelector } from 'zustand/middleware';
import { createStore, type StateCreator } from 'zustand/vanilla';
import { type ComparisonSlice, comparisonSlice } from './comparisonSlice';
import { type DecimationSlice, decimationSlice } from './decimationSlice';
import { type EditSlice, editSlice } from './editSlice';
import type { FreeEnergySlice } from './freeEnergySlice';
import { type GradientHistorySlice, gradientHistory } from './gradientHistory';
import { type InterfaceSlice, interfaceSlice } from './interfaceSlice';
import type { LatticeSlice } from './latticeSlice';
import { type LessonSlice, lessonSlice } from './lessonSlice';
import { type MessagesSlice, messagesSlice } from './messagesSlice';
import type { PhasesSlice } from './phasesSlice';
import { type RenormalisationFiguresSlice, renormalisationFiguresSlice } from './renormalisationFiguresSlice';
import { type RenormalisationSlice, renormalisationSlice } from './renormalisationSlice';
import { type RunSlice, runSlice } from './runSlice';
import { type SettingsSlice, settingsSlice } from './settingsSlice';
import { type SpectrumHistorySlice, spectrumHistory } from './spectrumHistory';
import { type StudySlice, studySlice } from './studySlice';
import { type TinyMachineSlice, tinyMachineSlice } from './tinyMachineSlice';

export interface LabState
  extends SettingsSlice,
    RunSlice,
    InterfaceSlice,
    LessonSlice,
    MessagesSlice,
    StudySlice,
    ComparisonSlice,
    EditSlice,
    DecimationSlice,
    RenormalisationSlice,
    RenormalisationFiguresSlice,
    GradientHistorySlice,
    SpectrumHistorySlice,
    TinyMachineSlice,
    LatticeSlice,
    FreeEnergySlice,
    PhasesSlice {}

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
      ...lessonSlice(...tools),
      ...studySlice(...tools),
      ...comparisonSlice(...tools),
      ...gradientHistory(...tools),
      ...spectrumHistory(...tools),
      ...editSlice(...tools),
      ...decimationSlice(...tools),
      ...tinyMachineSlice(...tools),
      ...renormalisationSlice(...tools),
      ...renormalisationFiguresSlice(...tools),
    })),
  );
}

export type LabStore = ReturnType<typeof createLabStore>;
