// What is unread in all conversations that are not muted or put away. Read by the rail and by the title of the window.
import type { ConversationsState } from '../../app/conversations-model.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { countUnread } from './list-conversations.ts';

export function unreadOf({ items }: Pick<ConversationsState, 'items'>): number {
  return countUnread(items, Date.now());
}

export function useUnread(): number {
  return useMeeting(({ conversations }) => unreadOf(conversations));
}
