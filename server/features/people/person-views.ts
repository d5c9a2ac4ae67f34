// Stored rows as clients see them. Used throughout the people feature.
import { formerNicknameShownDays } from '../../../protocol/people/people-limits.ts';
import type { Contact, Person } from '../../../protocol/people/model.ts';
import type { NamedContact } from '../../../sql/contact-store.ts';
import type { Database } from '../../../sql/database.ts';
import type { StoredPerson } from '../../../sql/profile-store.ts';

const formerShownMs = formerNicknameShownDays * 24 * 3600 * 1000;

/** The nicknames that some accounts had before, as far as they are still shown. */
export async function shownFormerNicknames(
  { profiles }: Pick<Database, 'profiles'>,
  ids: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, string>> {
  const former = await profiles.formerNicknames(ids, nowMs - formerShownMs);
  // The earliest of them: who changed it twice was known by that one.
  return new Map(former.map(({ accountId, nickname }) => [accountId, nickname]));
}

export function toPerson(
  { accountId, nickname, about, pictureId }: StoredPerson,
  former: ReadonlyMap<string, string>,
): Person {
  const formerNickname = former.get(accountId);
  return {
    accountId,
    nickname,
    ...(formerNickname !== undefined && formerNickname !== nickname && { formerNickname }),
    ...(about !== undefined && { about }),
    ...(pictureId !== undefined && { pictureId }),
  };
}

export function toContact(stored: NamedContact, former: ReadonlyMap<string, string>): Contact {
  const { otherId: accountId, word, remark, remarkKey, nicknameKey } = stored;
  return {
    ...toPerson({ ...stored, accountId }, former),
    change: stored.change,
    relation: stored.relation,
    sinceMs: stored.sinceMs,
    ...(word !== undefined && { word }),
    ...(stored.fresh && { fresh: true }),
    ...(remark !== undefined && { remark }),
    labels: [...stored.labels],
    starred: stored.starred,
    blocked: stored.blocked,
    sortKey: remarkKey ?? nicknameKey ?? '',
  };
}
