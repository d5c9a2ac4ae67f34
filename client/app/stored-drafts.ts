// Words that were begun and not sent, kept in this browser for the account until they are sent or the account signs out.
import * as z from 'zod/mini';
import { messageTextMaxBytes } from '../../protocol/messages/message-limits.ts';
import type { Draft } from './conversations-model.ts';

/** Each draft is kept by itself: a key stroke in one conversation writes no other. */
const prefix = 'plenum.draft.';
/** Longer ones cannot be sent; as much more is kept as somebody may want to shorten. */
const keptMax = 4 * messageTextMaxBytes;

const schema = z.object({ text: z.string(), replyTo: z.optional(z.int()) });

const keyOf = (accountId: string, conversation: string): string => `${prefix}${accountId}.${conversation}`;

/** All drafts of an account, by conversation. */
export function readDrafts(accountId: string): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  const start = keyOf(accountId, '');
  for (const key of keys()) {
    const draft = key.startsWith(start) ? read(key) : undefined;
    if (draft !== undefined) drafts.set(key.slice(start.length), draft);
  }
  return drafts;
}

/** @returns false where the browser keeps nothing: the draft lasts as long as the page */
export function writeDraft(accountId: string, conversation: string, draft: Draft | undefined): boolean {
  try {
    const key = keyOf(accountId, conversation);
    if (draft === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ ...draft, text: draft.text.slice(0, keptMax) }));
    return true;
  } catch {
    return false;
  }
}

/** The account has signed out here. */
export function forgetDrafts(accountId: string): void {
  for (const key of keys()) if (key.startsWith(keyOf(accountId, ''))) localStorage.removeItem(key);
}

function keys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(key: string): Draft | undefined {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? ''));
  } catch {
    return undefined;
  }
}
