// Conversations that answer nothing: of screens that show none. Used by the fake meeting.
import type { ConversationActions } from '../../app/conversations-model.ts';

export function createFakeConversations(): ConversationActions {
  return {
    show: () => () => undefined,
    loadOlder: async () => undefined,
    loadNewer: async () => undefined,
    jumpTo: async () => undefined,
    jumpToEnd: () => undefined,
    send: async () => undefined,
    sendAgain: async () => undefined,
    drop: async () => undefined,
    messageAt: () => undefined,
    react: async () => undefined,
    pin: async () => undefined,
    forward: async () => undefined,
    readEdits: async () => ({ value: [] }),
    readPins: async () => ({ value: [] }),
    readReceipts: async () => ({ value: [] }),
    setOwn: async () => undefined,
    edit: async () => undefined,
    recall: async () => undefined,
    markRead: () => undefined,
    setDraft: () => undefined,
    search: async () => ({ hits: [] }),
    openRoom: async () => ({ conversation: 'room', keepDays: 30 }),
    keepRoom: async () => undefined,
    openAside: async () => 'aside',
    openDirect: async () => ({ code: 'no-such-account' }),
  };
}
