// English texts of every screen, put together of the subjects. Defines the shape that the other languages keep to.
import { accountEn } from './account/en.ts';
import { callEn } from './call/en.ts';
import { chatsEn } from './chats/en.ts';
import { contactsEn } from './contacts/en.ts';
import { desktopEn } from './desktop/en.ts';
import { filesEn } from './files/en.ts';
import { groupsEn } from './groups/en.ts';
import { lobbyEn } from './lobby/en.ts';
import { peopleEn } from './people/en.ts';
import { problemsEn } from './problems/en.ts';
import { ringingEn } from './ringing/en.ts';
import { searchEn } from './search/en.ts';
import { settingsEn } from './settings/en.ts';
import { shellEn } from './shell/en.ts';

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
  actions: {
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
  },
  problems: problemsEn,
  desktop: desktopEn,
  ...accountEn,
  ...filesEn,
  ...groupsEn,
  ...lobbyEn,
  ...callEn,
  ...chatsEn,
  ...contactsEn,
  ...peopleEn,
  ...ringingEn,
  ...searchEn,
  ...settingsEn,
  ...shellEn,
};

/** What every language provides. */
export type Texts = typeof en;
