// The words under a conversation's name in the list. Pure.
import type { ConversationItem } from '../../app/conversations-model.ts';
import type { Texts } from '../texts/en.ts';
import { describeEvent } from './describe-event.ts';

/** Longer texts are cut before they come onto the page; no row shows as much. */
const shownMax = 200;

/** The draft, or else what was written last. */
export function describeLast(item: ConversationItem, ownId: string, texts: Texts): string {
  const { draft, last, outgoing, members, state } = item;
  if (draft !== undefined) return oneLine(draft.text);
  const waiting = outgoing.at(-1);
  if (waiting !== undefined) return `${texts.chats.you}: ${oneLine(waiting.text)}`;
  if (last === undefined) return '';
  if (last.event !== undefined) return describeEvent(last, members, texts);
  if (last.recalled === true) return texts.chats.recalled;
  const words = last.text === '' ? texts.chats.noText : oneLine(last.text);
  if (last.senderId === ownId) return members.length === 1 ? words : `${texts.chats.you}: ${words}`;
  const sender = members.find(({ accountId }) => accountId === last.senderId);
  return state.kind === 'direct' || sender === undefined ? words : `${sender.nickname}: ${words}`;
}

const oneLine = (text: string): string => text.slice(0, shownMax).replaceAll(/\s+/g, ' ').trim();
