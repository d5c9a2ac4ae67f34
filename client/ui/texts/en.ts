// English texts of every screen, put together of the subjects. Defines the shape that the other languages keep to.
import { accountEn } from './account/en.ts';
import { callEn } from './call/en.ts';
import { desktopEn } from './desktop/en.ts';
import { lobbyEn } from './lobby/en.ts';
import { peopleEn } from './people/en.ts';
import { problemsEn } from './problems/en.ts';
import { settingsEn } from './settings/en.ts';

export const en = {
  /** Tag for `lang` and `Intl`. */
  tag: 'en',
  languageName: 'English',
  problem: {
    wait: 'in a moment',
    unknownId: 'no id',
    dismiss: 'Dismiss message',
    currentPassword: 'This is not your current password. Type it again.',
  },
  moved: {
    title: 'Moved to another window or device',
    text: (number: string) =>
      `You left meeting ${number} here, because your account is now in use in another window or on another device. Your microphone, camera and screen are off here.`,
    join: 'Join here',
    lobby: 'Go to the start page',
  },
  signedIn: {
    title: 'Where you are signed in',
    hint: 'Sign out what you do not know, and then change your password.',
    loading: 'Loading…',
    deviceName: (program: string, system: string) => `${program} on ${system}`,
    unknownDevice: 'Unknown device',
    thisDevice: 'This device',
    lastUsed: (time: string) => `Last used ${time}`,
    signOut: 'Sign out',
    signOutDevice: (device: string) => `Sign out ${device}`,
    signOutOthers: 'Sign out all others',
    newSignIn: (device: string, address: string) =>
      `Signed in on ${device}, ${address}. Was it you? If not, sign it out in Settings and change your password.`,
    newSignIns: (count: string) =>
      `Signed in on ${count} new devices. Were they you? If not, sign them out in Settings and change your password.`,
  },
  actions: {
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
  },
  problems: problemsEn,
  desktop: desktopEn,
  ...accountEn,
  ...lobbyEn,
  ...callEn,
  ...peopleEn,
  ...settingsEn,
};

/** What every language provides. */
export type Texts = typeof en;
