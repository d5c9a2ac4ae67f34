// What stands in the view of a conversation, from top to bottom: days, the line before what is unread, messages in groups. Pure.
import type { Message } from '../../../protocol/messages/model.ts';
import type { OutgoingMessage } from '../../messages/message-store.ts';

/** Messages of one sender that follow one another within it stand as a group, under one name. */
const groupMs = 5 * 60_000;

export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly atMs: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly isFirst: boolean }
  | { readonly kind: 'outgoing'; readonly key: string; readonly message: OutgoingMessage };

export interface LinesInput {
  readonly messages: readonly Message[];
  /** Shown at the end of the conversation alone. */
  readonly outgoing: readonly OutgoingMessage[];
  /** Up to here the account had read when the conversation was opened. */
  readonly readSeq: number;
  readonly ownId: string;
  /** The day of a moment, as this machine's calendar has it: equal within one day. */
  readonly dayOf: (atMs: number) => string;
}

export function planLines({ messages, outgoing, readSeq, ownId, dayOf }: LinesInput): readonly Line[] {
  const lines: Line[] = [];
  let before: Message | undefined;
  let isUnreadShown = false;
  for (const message of messages) {
    const day = dayOf(message.sentAtMs);
    const isNewDay = before === undefined || dayOf(before.sentAtMs) !== day;
    if (isNewDay) lines.push({ kind: 'day', key: `day ${message.seq}`, atMs: message.sentAtMs });
    const isUnread = message.seq > readSeq && message.senderId !== ownId && before !== undefined;
    if (isUnread && !isUnreadShown) lines.push({ kind: 'unread', key: 'unread' });
    const isFirst = isNewDay || (isUnread && !isUnreadShown) || !isGrouped(before, message);
    isUnreadShown ||= message.seq > readSeq && message.senderId !== ownId;
    // What was sent from here keeps its place when it is confirmed.
    lines.push({ kind: 'message', key: message.clientId, message, isFirst });
    before = message;
  }
  for (const message of outgoing) lines.push({ kind: 'outgoing', key: message.clientId, message });
  return lines;
}

function isGrouped(before: Message | undefined, message: Message): boolean {
  return (
    before !== undefined &&
    before.senderId === message.senderId &&
    message.sentAtMs - before.sentAtMs < groupMs
  );
}

/**
 * Whether lines were added before the first one that stood there, so that the view keeps its place from the end.
 * @param firstKey of the first message that stood there
 */
export function isPrepended(lines: readonly Line[], firstKey: string | undefined): boolean {
  const first = lines.find(({ kind }) => kind === 'message');
  return first !== undefined && first.key !== firstKey && lines.some(({ key }) => key === firstKey);
}
