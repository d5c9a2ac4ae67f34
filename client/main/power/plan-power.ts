// Decides what the machine may not do by itself while a call lasts. Pure; used by `power-service.ts`.
import type { CallState } from '../../ipc.ts';

/** What is held off, in Electron's words; the second includes the first. */
export type Blocker = 'prevent-app-suspension' | 'prevent-display-sleep';

/**
 * A call keeps the machine awake; a person who sends or may be watching pictures also keeps the screen lit.
 * @param call `null` outside of a call
 * @param windowShown whether the meeting can be seen: in the tray it cannot be seen
 */
export function planPower(call: CallState | null, windowShown: boolean): Blocker | undefined {
  if (call === null) return undefined;
  const shows = call.camera !== 'off' || call.share !== 'off';
  return shows || windowShown ? 'prevent-display-sleep' : 'prevent-app-suspension';
}
