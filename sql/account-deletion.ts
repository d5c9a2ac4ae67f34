// What becomes of everything that belongs to an account when it is deleted wholly: the one table of it. Whoever adds a column that
// holds an account's id adds its row here; a test fails until it is there.
import type { Tables } from './tables.ts';

/**
 * `erased`: the rows go. `nameless`: the row stays without anything that tells whose it was. `kept`: the rows stay as they are, and name
 * an account that is nameless. `settled`: done by sql/delete-account.ts in its own way, as `why` says.
 */
export type Fate = 'erased' | 'nameless' | 'kept' | 'settled';

export interface DeletionRow {
  readonly table: keyof Tables;
  /** The column that holds the account's id. */
  readonly column: string;
  readonly fate: Fate;
  readonly why: string;
}

/** In the order in which it is done: what points at other rows goes before them. */
export const deletionRows: readonly DeletionRow[] = [
  { table: 'session_devices', column: 'account_id', fate: 'erased', why: 'devices and addresses' },
  { table: 'sessions', column: 'account_id', fate: 'erased', why: 'tokens' },
  { table: 'nickname_logins', column: 'account_id', fate: 'erased', why: 'a credential' },
  {
    table: 'nickname_skeletons',
    column: 'account_id',
    fate: 'erased',
    why: 'the look of the nickname is free again',
  },
  { table: 'former_nicknames', column: 'account_id', fate: 'erased', why: 'names' },
  { table: 'search_names', column: 'account_id', fate: 'erased', why: 'names' },
  { table: 'profile_pictures', column: 'account_id', fate: 'erased', why: 'a picture of the person' },
  { table: 'profiles', column: 'account_id', fate: 'erased', why: 'line and picture' },
  { table: 'contacts', column: 'account_id', fate: 'erased', why: 'whom the account knows' },
  { table: 'contacts', column: 'other_id', fate: 'erased', why: 'who knows the account, with their remarks' },
  { table: 'blocked_people', column: 'account_id', fate: 'erased', why: 'who has blocked the account' },
  { table: 'blocked_people', column: 'other_id', fate: 'erased', why: 'whom the account has blocked' },
  {
    table: 'undelivered_messages',
    column: 'account_id',
    fate: 'erased',
    why: 'of a membership that ends',
  },
  { table: 'contact_cursors', column: 'account_id', fate: 'erased', why: 'a counter of contacts' },
  {
    table: 'kept_room_owners',
    column: 'account_id',
    fate: 'erased',
    why: 'a meeting that is kept has a host, and no owner',
  },
  { table: 'kept_places', column: 'account_id', fate: 'erased', why: 'a place to come back to' },
  { table: 'heard_attachments', column: 'account_id', fate: 'erased', why: 'what was listened to' },
  {
    table: 'uploads',
    column: 'account_id',
    fate: 'erased',
    why: 'what was not finished; the sweep removes its bytes',
  },
  {
    table: 'conversation_members',
    column: 'account_id',
    fate: 'settled',
    why: 'the account leaves each conversation, and a group passes to its next owner; a conversation without other members goes with its messages',
  },
  {
    table: 'messages',
    column: 'sender_id',
    fate: 'kept',
    why: 'other members keep what was written to them',
  },
  {
    table: 'message_mentions',
    column: 'account_id',
    fate: 'kept',
    why: 'a part of messages that others keep',
  },
  {
    table: 'message_reactions',
    column: 'account_id',
    fate: 'kept',
    why: 'a part of messages that others keep',
  },
  {
    table: 'message_details',
    column: 'forwarded_account_id',
    fate: 'kept',
    why: 'a part of messages that others keep',
  },
  { table: 'group_settings', column: 'announced_by', fate: 'kept', why: 'a part of the group' },
  {
    table: 'member_settings',
    column: 'account_id',
    fate: 'erased',
    why: 'what was set for oneself, and what was received',
  },
  { table: 'group_mutes', column: 'account_id', fate: 'erased', why: 'of a membership that ends' },
  { table: 'group_confirmations', column: 'account_id', fate: 'erased', why: 'of a membership that ends' },
  { table: 'group_applications', column: 'account_id', fate: 'erased', why: 'words to groups' },
  {
    table: 'group_links',
    column: 'inviter_id',
    fate: 'erased',
    why: 'a link lets no person in for an account that is gone',
  },
  { table: 'group_invitations', column: 'account_id', fate: 'erased', why: 'it has no account to answer it' },
  {
    table: 'group_invitations',
    column: 'inviter_id',
    fate: 'erased',
    why: 'it lets no person in for an account that is gone',
  },
  {
    table: 'attachments',
    column: 'account_id',
    fate: 'settled',
    why: 'those of messages that are kept are kept; the others go, and the sweep removes contents without a reference',
  },
  { table: 'account_cursors', column: 'account_id', fate: 'erased', why: 'a counter of conversations' },
  { table: 'accounts', column: 'id', fate: 'nameless', why: 'phone number, nickname and password go' },
];
