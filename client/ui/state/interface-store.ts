// What only the screens know: complaints of forms, shortcuts, and the volumes chosen per person.
import { create } from 'zustand';
import type { ProblemCode } from '../texts/problem-code.ts';
import { readStored, writeStored } from './stored.ts';

const shortcutsKey = 'plenum.shortcuts';

interface InterfaceStore {
  /** Found by a form before anything was asked of the server; spoken like any other problem. */
  readonly formProblem: ProblemCode | undefined;
  /** Problems that the form on the screen shows beside one of its fields. */
  readonly shownAtField: readonly ProblemCode[];
  /** Whether single keys switch microphone, camera and so on in a call. */
  readonly shortcutsOn: boolean;
  /** Chosen volume per peer, 0..2; a peer that is not listed plays as sent. */
  readonly volumes: Readonly<Record<string, number>>;
  setFormProblem(problem: ProblemCode | undefined): void;
  setShownAtField(problems: readonly ProblemCode[]): void;
  setShortcutsOn(on: boolean): void;
  setVolume(peerId: string, volume: number): void;
}

export const useInterface = create<InterfaceStore>((set) => ({
  formProblem: undefined,
  shownAtField: [],
  shortcutsOn: readStored(shortcutsKey, ['on', 'off']) !== 'off',
  volumes: {},
  setFormProblem: (formProblem) => set({ formProblem }),
  setShownAtField: (shownAtField) => set({ shownAtField }),
  setShortcutsOn: (shortcutsOn) => {
    writeStored(shortcutsKey, shortcutsOn ? 'on' : 'off');
    set({ shortcutsOn });
  },
  setVolume: (peerId, volume) => set((state) => ({ volumes: { ...state.volumes, [peerId]: volume } })),
}));
