// What only the screens know: complaints of forms, shortcuts, the layout, and the volumes chosen per person.
import { create } from 'zustand';
import { type Layout, layouts } from '../call/plan-layout.ts';
import type { ProblemCode } from '../texts/problem-code.ts';
import { readStored, writeStored } from './stored.ts';

const shortcutsKey = 'plenum.shortcuts';
const layoutKey = 'plenum.layout';

interface InterfaceStore {
  /** Found by a form before anything was asked of the server; spoken like any other problem. */
  readonly formProblem: ProblemCode | undefined;
  /** Problems that the form on the screen shows beside one of its fields. */
  readonly shownAtField: readonly ProblemCode[];
  /** Whether single keys switch microphone, camera and so on in a call. */
  readonly shortcutsOn: boolean;
  /** Chosen volume per peer, 0..2; a peer that is not listed plays as sent. */
  readonly volumes: Readonly<Record<string, number>>;
  readonly layout: Layout;
  /** The tile that stays large, whichever member speaks. */
  readonly pinnedKey: string | undefined;
  /** When this page entered its call (as `Date.now()`). */
  readonly callSinceMs: number | undefined;
  setFormProblem(problem: ProblemCode | undefined): void;
  setShownAtField(problems: readonly ProblemCode[]): void;
  setShortcutsOn(on: boolean): void;
  setVolume(peerId: string, volume: number): void;
  setLayout(layout: Layout): void;
  setPinned(pinnedKey: string | undefined): void;
  setCallSince(callSinceMs: number | undefined): void;
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
  layout: readStored(layoutKey, layouts) ?? 'grid',
  pinnedKey: undefined,
  callSinceMs: undefined,
  setVolume: (peerId, volume) => set((state) => ({ volumes: { ...state.volumes, [peerId]: volume } })),
  setLayout: (layout) => {
    writeStored(layoutKey, layout);
    // Another layout is chosen in order to see another member.
    set({ layout, pinnedKey: undefined });
  },
  setPinned: (pinnedKey) => set({ pinnedKey }),
  setCallSince: (callSinceMs) => set({ callSinceMs }),
}));
