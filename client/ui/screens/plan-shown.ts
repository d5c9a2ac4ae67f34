// What fills the window: something that has to end first, the call, or the screen that the address names. Pure.
import type { MeetingState } from '../../app/meeting-model.ts';

/** `address`: the screen that the page's address names. The address stays while anything else is shown, and leads on afterwards. */
export type Shown = 'starting' | 'returning' | 'signed-out' | 'moved' | 'call' | 'address';

export function planShown(state: Pick<MeetingState, 'phase' | 'returningTo' | 'movedFrom'>): Shown {
  const { phase, returningTo, movedFrom } = state;
  if (phase === 'call') return 'call';
  if (returningTo !== undefined) return 'returning';
  if (phase === 'starting' || phase === 'signed-out') return phase;
  // A room that is joined does not cover the screen it is joined from: a refusal must not cost what was typed.
  return movedFrom ? 'moved' : 'address';
}
