// The talk key where the system tells of its press alone: held, it works while the program's window is in front. Used by the controller.
import { isPressOf } from './accelerator.ts';
import { useDesktop } from './desktop-store.ts';

/** Calls back with `true` at the press and `false` at the release, for as long as the page lives. */
export function listenForTalkKey(onTalk: (held: boolean) => void): void {
  let heldCode: string | undefined;
  const release = (): void => {
    if (heldCode === undefined) return;
    heldCode = undefined;
    onTalk(false);
  };
  addEventListener('keydown', (event) => {
    const { view } = useDesktop.getState();
    if (view?.talkKey !== 'press' || !isPressOf(event, view.settings.talkKey) || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    if (event.repeat || heldCode !== undefined) return;
    heldCode = event.code;
    onTalk(true);
  });
  // Its modifiers may be let go of in any order.
  addEventListener('keyup', (event) => {
    if (event.code === heldCode) release();
  });
  // The release would go to another window.
  addEventListener('blur', release);
}
