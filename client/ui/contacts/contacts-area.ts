// The entry of contacts in the frame. Its badge counts the lines of requests that wait.
import { ContactRound } from 'lucide-react';
import { foldRequests } from '../../../messages/contacts/fold-requests.ts';
import type { Area } from '../shell/area.ts';
import { ContactContent } from './contact-content.tsx';
import { ContactsList } from './contacts-list.tsx';

export const contactsArea: Area = {
  address: { kind: 'contacts' },
  kinds: ['contacts'],
  icon: ContactRound,
  name: (texts) => texts.contacts.title,
  testId: 'nav-contacts',
  List: ContactsList,
  Content: ContactContent,
  isOpen: (address) => address.kind === 'contacts' && address.accountId !== undefined,
  badge: ({ contacts }) => foldRequests(contacts.byId.values()).lines,
};
