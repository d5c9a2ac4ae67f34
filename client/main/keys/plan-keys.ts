// Decides which keys work everywhere, and says of the others why not. Pure; used by `key-service.ts`.
import type { DesktopSettings, DesktopView, KeyTrouble } from '../../ipc.ts';
import { type Chord, isModifierAlone, isSameChord, parseAccelerator } from './parse-accelerator.ts';

export interface KeyPlatform {
  readonly platform: NodeJS.Platform;
  /** The kind of the Linux session as it calls itself, for example `x11` or `wayland`. */
  readonly sessionType: string | undefined;
  /** macOS lets only programs look at keys that the person has allowed to; elsewhere always true. */
  readonly trusted: boolean;
}

export interface KeyPlan {
  /** To be registered as a shortcut while a call lasts; `undefined`: none. */
  readonly muteKey: string | undefined;
  /** To be watched for press and release while a call lasts; `undefined`: none. */
  readonly talkKey: string | undefined;
  /** Whether this machine tells of released keys at all. */
  readonly talkKeyWay: DesktopView['talkKey'];
  readonly troubles: { readonly muteKey: KeyTrouble; readonly talkKey: KeyTrouble };
}

export function planKeys(
  settings: Pick<DesktopSettings, 'muteKey' | 'talkKey'>,
  platform: KeyPlatform,
): KeyPlan {
  const mute = read(settings.muteKey, platform);
  const talk = read(settings.talkKey, platform);
  const talkKeyWay = tellsOfRelease(platform) ? 'release' : 'press';
  const troubles = {
    muteKey: muteTrouble(settings.muteKey, mute),
    talkKey: talkTrouble(settings.talkKey, { talk, mute, talkKeyWay }),
  };
  return {
    muteKey: mute && troubles.muteKey === undefined ? settings.muteKey : undefined,
    talkKey: talk && troubles.talkKey === undefined ? settings.talkKey : undefined,
    talkKeyWay,
    troubles,
  };
}

/**
 * Wayland gives keys to the window in front alone, and the hook sees windows of the X server only; Windows, X11, and macOS
 * with its permission tell of every key.
 */
function tellsOfRelease({ platform, sessionType, trusted }: KeyPlatform): boolean {
  if (platform === 'linux') return sessionType !== 'wayland';
  return (platform === 'win32' || platform === 'darwin') && trusted;
}

function read(accelerator: string, { platform }: KeyPlatform): Chord | null {
  return accelerator === '' ? null : parseAccelerator(accelerator, platform);
}

/** A shortcut is taken away from all other programs: one that writes text would no longer write any. */
function muteTrouble(accelerator: string, mute: Chord | null): KeyTrouble {
  if (accelerator === '') return undefined;
  return mute === null || mute.writes || isModifierAlone(mute) ? 'not-a-key' : undefined;
}

interface TalkFacts {
  readonly talk: Chord | null;
  readonly mute: Chord | null;
  readonly talkKeyWay: DesktopView['talkKey'];
}

/** A key that is only watched still reaches its program, so here every key is free to be chosen. */
function talkTrouble(accelerator: string, { talk, mute, talkKeyWay }: TalkFacts): KeyTrouble {
  if (accelerator === '') return undefined;
  if (talk === null) return 'not-a-key';
  if (mute !== null && isSameChord(talk, mute)) return 'same-key';
  return talkKeyWay === 'press' ? 'no-release' : undefined;
}
