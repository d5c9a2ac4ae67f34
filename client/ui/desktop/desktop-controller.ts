// The meeting's side of the desktop program: tells it of the call and of the page's looks, does what keys, tray and badge ask,
// and lets the system show what happens while the window is not seen. Made by the page, in the program only.
import type { CallState, Command } from '../../ipc.ts';
import type { MeetingState } from '../../app/meeting-model.ts';
import type { DesktopPorts } from '../../app/meeting-controller.ts';
import { textsNow, useLanguage } from '../texts/language-store.ts';
import { useTheme } from '../theme/theme-store.ts';
import { followDesktop, useDesktop } from './desktop-store.ts';
import { planNotices } from './plan-notices.ts';
import { describeNotice, showNotice } from './show-notice.ts';
import { isSameCall, toCallState } from '../../app/to-call-state.ts';
import { listenForTalkKey } from './window-talk-key.ts';

export class DesktopController {
  readonly #parts: DesktopPorts;
  #told: CallState | null = null;

  constructor(parts: DesktopPorts) {
    this.#parts = parts;
  }

  /** For as long as the page lives. */
  start(): void {
    const { bridge, store, actions, verifyConnection } = this.#parts;
    // Without an answer the settings of the program are not shown; the meeting goes on.
    followDesktop(bridge).catch(() => undefined);
    this.#tellAppearance();
    useLanguage.subscribe(() => this.#tellAppearance());
    useTheme.subscribe(() => this.#tellAppearance());
    store.subscribe((state, before) => {
      this.#tellCall(state);
      for (const notice of planNotices(before, state)) this.#notify(describeNotice(notice, textsNow()));
    });
    bridge.on('command:given', ({ command }) => this.#obey(command));
    bridge.on('machine:woke', () => verifyConnection());
    bridge.on('machine:locked', () => this.#lock());
    listenForTalkKey((held) => {
      if (store.getState().phase === 'call') void actions.talk(held);
    });
  }

  #tellAppearance(): void {
    const { language } = useLanguage.getState();
    const { theme } = useTheme.getState();
    void this.#parts.bridge.calls['appearance:tell']({ language, theme });
  }

  #tellCall(state: MeetingState): void {
    const call = toCallState(state, this.#parts.clientId());
    if (isSameCall(this.#told, call)) return;
    this.#told = call;
    void this.#parts.bridge.calls['call:tell']({ call });
  }

  /** Outside of a call there is nothing that they could mean. */
  #obey(command: Command): void {
    const { store, actions } = this.#parts;
    const { phase, share } = store.getState();
    if (phase !== 'call') return;
    if (command === 'toggle-microphone') void actions.toggleMicrophone();
    else if (command === 'talk-begin') void actions.talk(true);
    else if (command === 'talk-end') void actions.talk(false);
    else if (command === 'leave') void actions.leave();
    else if (share !== 'off') void actions.toggleShare();
  }

  /** The next person at the machine must not be heard or seen unawares. */
  #lock(): void {
    const { store, actions } = this.#parts;
    const { microphone, camera } = store.getState();
    if (microphone === 'off' && camera === 'off') return;
    if (microphone !== 'off') void actions.toggleMicrophone();
    if (camera !== 'off') void actions.toggleCamera();
    this.#notify(textsNow().desktop.notices.locked);
  }

  #notify(sentence: string): void {
    const { room } = this.#parts.store.getState();
    const wanted = useDesktop.getState().view?.settings.notifications === true;
    if (wanted && !document.hasFocus()) {
      showNotice(room ? textsNow().call.title(room.number) : 'Plenum', sentence);
    }
  }
}
