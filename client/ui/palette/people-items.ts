// The palette's people: the contacts, by remark or nickname, and by pinyin.
import { UserRound } from 'lucide-react';
import { goTo } from '../address/address-store.ts';
import { nameOf } from '../contacts/plan-rows.ts';
import { useMeeting } from '../state/meeting-context.ts';
import type { PaletteItem } from './rank-palette.ts';

/** They are found by typing: without that, the contacts are one press away. */
export function usePeopleItems(typed: string): readonly PaletteItem[] {
  const byId = useMeeting((state) => state.contacts.byId);
  if (typed.trim() === '') return [];
  return [...byId.values()]
    .filter(({ relation, blocked }) => relation === 'contact' && !blocked)
    .map((contact) => ({
      key: contact.accountId,
      icon: UserRound,
      label: nameOf(contact),
      ...(contact.remark !== undefined && { hint: contact.nickname }),
      keywords: [contact.nickname, contact.sortKey],
      onSelect: () => goTo({ kind: 'contacts', accountId: contact.accountId }),
    }));
}
