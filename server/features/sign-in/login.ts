// What a person types to sign in: a phone number or a nickname. Read by accounts and the accounts command.
import { foldNickname, nicknameKey, normalizePhone } from '../../../protocol/account/identity.ts';
import type { Account, AccountStore, StoredLogin } from '../../../sql/account-store.ts';

/** `key` is the same for every way to write the same login; no phone has the key of a nickname. */
export type Login =
  | { readonly kind: 'phone'; readonly key: string; readonly phone: string }
  | { readonly kind: 'nickname'; readonly key: string; readonly nicknameKey: string }
  /** Something that no account can have. */
  | { readonly kind: 'neither'; readonly key: string };

export function parseLogin(text: string): Login {
  const phone = normalizePhone(text);
  if (phone !== undefined) return { kind: 'phone', key: `phone:${phone}`, phone };
  const nickname = foldNickname(text);
  if (nickname === undefined) return { kind: 'neither', key: `neither:${text}` };
  const key = nicknameKey(nickname);
  return { kind: 'nickname', key: `nickname:${key}`, nicknameKey: key };
}

/** The account that has this phone number or nickname. @throws RequestError `database-unavailable` */
export async function findAccount(accounts: AccountStore, login: Login): Promise<Account | undefined> {
  if (login.kind === 'phone') return accounts.byPhone(login.phone);
  return login.kind === 'nickname' ? accounts.byNicknameKey(login.nicknameKey) : undefined;
}

/** What this login of an account is checked with; `undefined` where it cannot sign in yet. */
export function storedLoginOf(account: Account, login: Pick<Login, 'kind'>): StoredLogin | undefined {
  return login.kind === 'phone' ? account : account.nicknameLogin;
}
