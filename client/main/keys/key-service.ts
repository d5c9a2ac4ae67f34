// The keys that work while another program is in front: muting, and talking for as long as a key is held. Opened by
// `create-desktop.ts` once the program is ready; `settings-service` asks it for its troubles.
import type { DesktopEvents, DesktopView, KeyTrouble } from '../../ipc.ts';
import type { CallWatch } from '../call/call-watch.ts';
import type { Electron } from '../electron.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import { MutePress } from './mute-press.ts';
import type { StartKeyWatch, WatchWord } from './open-key-watch.ts';
import { type KeyPlatform, type KeyPlan, planKeys } from './plan-keys.ts';

export interface KeyParts {
  readonly electron: Pick<Electron, 'globalShortcut' | 'powerMonitor'>;
  readonly store: DesktopStore;
  readonly calls: CallWatch;
  /** Asked anew each time: the permission of macOS comes and goes while the program runs. */
  readonly platform: () => KeyPlatform;
  readonly startWatch: StartKeyWatch;
  readonly tell: <E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]) => void;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

export class KeyService {
  readonly #parts: KeyParts;
  readonly #mutePress = new MutePress();
  #plan: KeyPlan;
  /** Tried last, with what came of it; keys are held only while a call lasts. */
  #mute: { key: string | undefined; registered: boolean; trouble: KeyTrouble } = {
    key: undefined,
    registered: false,
    trouble: undefined,
  };
  #watch: { readonly key: string; readonly end: () => void } | undefined;
  /** The key whose watch ended by itself: it is tried again with another key, or in the next call. */
  #failedKey: string | undefined;
  #talking = false;

  constructor(parts: KeyParts) {
    this.#parts = parts;
    this.#plan = planKeys(parts.store.data.settings, parts.platform());
    const { powerMonitor } = parts.electron;
    // The program does not see a key that is released behind the lock screen.
    powerMonitor.on('lock-screen', () => this.#endTalk());
    powerMonitor.on('suspend', () => this.#endTalk());
    parts.calls.onChange(() => this.apply());
    this.apply();
  }

  /** To be called after a change of the settings; changes of the call are seen by themselves. */
  apply(): void {
    const inCall = this.#parts.calls.call !== null;
    this.#plan = planKeys(this.#parts.store.data.settings, this.#parts.platform());
    if (!inCall || this.#failedKey !== this.#plan.talkKey) this.#failedKey = undefined;
    this.#applyMute(this.#plan.muteKey, inCall);
    this.#applyTalk(inCall ? this.#plan.talkKey : undefined);
  }

  /** What the settings say of the keys. */
  view(): Pick<DesktopView, 'keyTroubles' | 'talkKey'> {
    const failed = this.#failedKey !== undefined;
    const { troubles, talkKeyWay } = this.#plan;
    return {
      talkKey: failed ? 'press' : talkKeyWay,
      keyTroubles: {
        muteKey: troubles.muteKey ?? this.#mute.trouble,
        talkKey: failed ? 'no-release' : troubles.talkKey,
      },
    };
  }

  close(): void {
    this.#releaseMute();
    this.#applyTalk(undefined);
  }

  /** Outside of a call a new key is only tried, and then left to all other programs. */
  #applyMute(key: string | undefined, inCall: boolean): void {
    const known = this.#mute.key === key;
    if (known && this.#mute.registered === (inCall && key !== undefined)) return;
    if (!known || !inCall) this.#releaseMute();
    if (key === undefined) this.#mute = { key, registered: false, trouble: undefined };
    else if (inCall || !known) this.#registerMute(key);
    if (!inCall) this.#releaseMute();
  }

  #registerMute(key: string): void {
    const { globalShortcut } = this.#parts.electron;
    try {
      const registered = globalShortcut.register(key, () => this.#muteGiven());
      this.#mute = { key, registered, trouble: registered ? undefined : 'taken' };
    } catch {
      // Electron knows no such key on this system.
      this.#mute = { key, registered: false, trouble: 'not-a-key' };
    }
  }

  #releaseMute(): void {
    const { key, registered } = this.#mute;
    if (registered && key !== undefined) this.#parts.electron.globalShortcut.unregister(key);
    this.#mute = { ...this.#mute, registered: false };
  }

  #muteGiven(): void {
    // macOS tells of a held key once.
    const repeats = this.#parts.platform().platform !== 'darwin';
    if (repeats && !this.#mutePress.isNew(this.#parts.nowMs())) return;
    this.#parts.tell('command:given', { command: 'toggle-microphone' });
  }

  #applyTalk(key: string | undefined): void {
    if (this.#watch?.key === key || (key !== undefined && key === this.#failedKey)) return;
    this.#watch?.end();
    this.#watch = undefined;
    this.#endTalk();
    if (key === undefined) return;
    this.#watch = { key, end: this.#parts.startWatch(key, (word) => this.#hear(key, word)) };
  }

  #hear(key: string, word: WatchWord): void {
    if (word === 'begin' && !this.#talking) {
      this.#talking = true;
      this.#parts.tell('command:given', { command: 'talk-begin' });
    }
    if (word === 'end' || word === 'gone') this.#endTalk();
    if (word === 'gone') {
      this.#failedKey = key;
      this.#watch = undefined;
    }
  }

  #endTalk(): void {
    if (!this.#talking) return;
    this.#talking = false;
    this.#parts.tell('command:given', { command: 'talk-end' });
  }
}
