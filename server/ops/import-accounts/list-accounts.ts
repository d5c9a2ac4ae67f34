// Shows accounts to the operator. Pure; used by the accounts command.
import type { Account } from '../../../sql/account-store.ts';

/** One JSON array; nothing of passwords is in it. */
export function formatAsJson(accounts: readonly Account[]): string {
  const shown = accounts.map(({ id, phone, nickname, disabled, createdAtMs }) => ({
    id,
    phone,
    nickname,
    disabled,
    createdAt: new Date(createdAtMs).toISOString(),
  }));
  return JSON.stringify(shown, null, 2);
}

/** One line for each account, under a heading. */
export function formatAsTable(accounts: readonly Account[]): string {
  const rows = accounts.map(({ phone, nickname, disabled, createdAtMs }) => [
    phone,
    new Date(createdAtMs).toISOString().slice(0, 10),
    disabled ? 'disabled' : 'enabled',
    // Last, because letters of some scripts are two columns wide.
    nickname,
  ]);
  return [['PHONE', 'SINCE', 'STATE', 'NICKNAME'], ...rows]
    .map(([phone = '', since = '', state = '', nickname = '']) =>
      [phone.padEnd(17), since.padEnd(11), state.padEnd(9), nickname].join(' '),
    )
    .join('\n');
}
