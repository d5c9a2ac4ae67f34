// Whether one may write in a conversation, as far as it belongs to a meeting: only while one is in that.
import type { ConversationState } from '../../../protocol/messages/model.ts';
import { useMeeting } from '../state/meeting-context.ts';

export function useMayWrite({ kind, conversation, meetingId }: ConversationState): boolean {
  const chatId = useMeeting((state) => state.room?.chatId);
  if (kind !== 'room' && kind !== 'aside') return true;
  return chatId !== undefined && chatId === (kind === 'room' ? conversation : meetingId);
}
