// Talking while a key is held: the microphone is on from press to release. Used by the controller.
import type { SwitchState } from './meeting-model.ts';

/**
 * @param microphone its state just now
 * @param toggle switches it; rejects when the device cannot be opened
 * @returns to be called with `true` at the press and `false` at the release. A microphone that was on before stays on; a
 *   release while it is being opened counts once it is open.
 */
export function createPushToTalk(
  microphone: () => SwitchState,
  toggle: () => Promise<void>,
): (held: boolean) => Promise<void> {
  let opening: Promise<void> | undefined;
  return async (held) => {
    if (held) {
      if (opening || microphone() !== 'off') return;
      opening = toggle();
      await opening;
      return;
    }
    const opened = opening;
    opening = undefined;
    // Why it could not be opened was said at the press.
    await opened?.catch(() => undefined);
    if (opened && microphone() === 'on') await toggle();
  };
}
