// What a system line says. Pure.
import type { Member, Message } from '../../../protocol/messages/model.ts';
import type { Texts } from '../texts/en.ts';
import { nameOf } from './names.ts';

const minuteMs = 60_000;

export function describeEvent(
  { event, senderId }: Pick<Message, 'event' | 'senderId'>,
  members: readonly Member[],
  texts: Texts,
): string {
  if (event === undefined) return '';
  const { events } = texts.chats;
  const who = nameOf(senderId, members, texts);
  const whom = nameOf(event.accountId ?? senderId, members, texts);
  switch (event.kind) {
    case 'joined':
      return event.accountId === undefined || event.accountId === senderId
        ? events.came(who)
        : events.joined(who, whom);
    case 'removed':
    case 'role':
    case 'muted':
      return events[event.kind](who, whom);
    case 'renamed':
      return events.renamed(who, event.title ?? '');
    case 'owner':
      return events.owner(whom);
    case 'call-ended':
      return events['call-ended'](Math.max(1, Math.round((event.durationMs ?? 0) / minuteMs)));
    default:
      return events[event.kind](who);
  }
}
