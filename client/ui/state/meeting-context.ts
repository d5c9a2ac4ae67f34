// Hands the meeting to the screens: `main.tsx` provides it, components read it through these hooks.
import { createContext, use } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { MeetingActions, MeetingState } from '../../app/meeting-model.ts';

export interface Meeting {
  readonly store: StoreApi<MeetingState>;
  readonly actions: MeetingActions;
}

export const MeetingContext = createContext<Meeting | undefined>(undefined);

function useMeetingContext(): Meeting {
  const meeting = use(MeetingContext);
  if (!meeting) throw new Error('A screen was rendered outside of MeetingContext.');
  return meeting;
}

/** A part of the meeting's state; the component renders again when that part changes. */
export function useMeeting<T>(select: (state: MeetingState) => T): T {
  return useStore(useMeetingContext().store, select);
}

/** What the user may ask of the meeting. Never changes during the life of the page. */
export function useActions(): MeetingActions {
  return useMeetingContext().actions;
}
