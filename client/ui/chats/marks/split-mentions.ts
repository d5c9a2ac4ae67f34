// Where a text names members by `@`. Pure.

export interface Named {
  readonly accountId: string;
  readonly nickname: string;
}

/** A piece of a text, and whom it names. */
export interface Piece {
  readonly text: string;
  readonly accountId?: string;
}

/**
 * @param named who is mentioned in the message; a name that is written without being among them is plain text
 */
export function splitMentions(text: string, named: readonly Named[]): readonly Piece[] {
  if (named.length === 0 || !text.includes('@')) return [{ text }];
  const byFirst = groupByFirst(named);
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < from) continue;
    // The longest first: Ann-Marie is not Ann.
    const member = byFirst.get(text[at + 1] ?? '')?.find(({ nickname }) => text.startsWith(nickname, at + 1));
    if (member === undefined) continue;
    if (at > from) pieces.push({ text: text.slice(from, at) });
    from = at + 1 + member.nickname.length;
    pieces.push({ text: text.slice(at, from), accountId: member.accountId });
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function groupByFirst(named: readonly Named[]): Map<string, Named[]> {
  const byFirst = new Map<string, Named[]>();
  for (const member of named) {
    const first = member.nickname[0];
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), member]);
  }
  for (const members of byFirst.values())
    members.sort((one, other) => other.nickname.length - one.nickname.length);
  return byFirst;
}
