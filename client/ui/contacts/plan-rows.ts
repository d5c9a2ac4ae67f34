// The rows of the list of contacts, in order. Pure; used by the list, which shows those of them that fit.
import type { Contact } from '../../../protocol/people/model.ts';
import { foldRequests } from '../../../messages/contacts/fold-requests.ts';
import { foldName } from '../../../messages/contacts/name-prefix.ts';

export type Row =
  | { readonly kind: 'head'; readonly key: string; readonly head: Head }
  | { readonly kind: 'folded'; readonly key: string; readonly count: number }
  | { readonly kind: 'contact'; readonly key: string; readonly contact: Contact };

/** A section of the list: one of these, or a letter. */
export type Head =
  | { readonly name: 'requests' | 'starred' | 'sent' | 'blocked' }
  | { readonly name: 'letter'; readonly letter: string };

export interface RowsShown {
  /** What was typed; only who matches is shown. */
  readonly query: string;
  /** Only contacts with this label. */
  readonly label: string | undefined;
  /** Requests of new accounts are shown each. */
  readonly showsFolded: boolean;
}

/** @param contacts in any order */
export function planRows(contacts: Iterable<Contact>, { query, label, showsFolded }: RowsShown): Row[] {
  const wanted = foldName(query);
  const all = [...contacts].filter(
    (contact) => matches(contact, wanted) && (label === undefined || contact.labels.includes(label)),
  );
  all.sort(byKey);
  const open = all.filter(({ blocked }) => !blocked);
  const requests = foldRequests(open);
  const friends = open.filter(({ relation }) => relation === 'contact');
  const rows: Row[] = [];
  const add = (head: Head, members: readonly Contact[]): void => {
    if (members.length === 0) return;
    rows.push({ kind: 'head', key: `head ${head.name === 'letter' ? head.letter : head.name}`, head });
    for (const contact of members)
      rows.push({ kind: 'contact', key: `${head.name} ${contact.accountId}`, contact });
  };
  const { folded, shown } = requests;
  add({ name: 'requests' }, showsFolded ? [...shown, ...folded] : shown);
  if (folded.length > 0 && !showsFolded) {
    if (shown.length === 0) rows.push({ kind: 'head', key: 'head requests', head: { name: 'requests' } });
    rows.push({ kind: 'folded', key: 'folded', count: folded.length });
  }
  add(
    { name: 'starred' },
    friends.filter(({ starred }) => starred),
  );
  for (const [letter, members] of byLetter(friends)) add({ name: 'letter', letter }, members);
  add(
    { name: 'sent' },
    open.filter(({ relation }) => relation === 'sent'),
  );
  add(
    { name: 'blocked' },
    all.filter(({ blocked }) => blocked),
  );
  return rows;
}

/** All labels that contacts have, in order. */
export function labelsOf(contacts: Iterable<Contact>): string[] {
  return [...new Set([...contacts].flatMap(({ labels }) => labels))].sort((one, other) =>
    one.localeCompare(other),
  );
}

/** What a contact is called here: the remark, or else the nickname. */
export function nameOf({ remark, nickname }: Pick<Contact, 'remark' | 'nickname'>): string {
  return remark ?? nickname;
}

function matches({ sortKey, nickname, remark }: Contact, wanted: string): boolean {
  return (
    wanted === '' ||
    sortKey.includes(wanted) ||
    [nickname, remark ?? ''].some((name) => foldName(name).includes(wanted))
  );
}

function byKey(one: Contact, other: Contact): number {
  if (one.sortKey !== other.sortKey) return one.sortKey < other.sortKey ? -1 : 1;
  return one.accountId < other.accountId ? -1 : 1;
}

/** Latin letters each for itself, everything else under `#` at the end. */
function byLetter(sorted: readonly Contact[]): [letter: string, members: Contact[]][] {
  const groups = new Map<string, Contact[]>();
  for (const contact of sorted) {
    const first = (contact.sortKey[0] ?? '').toUpperCase();
    const letter = /[A-Z]/.test(first) ? first : '#';
    const members = groups.get(letter) ?? [];
    groups.set(letter, members);
    members.push(contact);
  }
  return [...groups].sort(
    ([one], [other]) => Number(one === '#') - Number(other === '#') || (one < other ? -1 : 1),
  );
}
