import { expect, test } from 'vitest';
import type { ConversationState, Message } from '../../protocol/messages/model.ts';
import { ConversationLog } from './conversation-log.ts';

const state = {
  conversation: 'c',
  kind: 'group',
  title: 'First',
  present: true,
  change: 5,
  lastSeq: 4,
  joinedSeq: 1,
  readSeq: 4,
  unread: 0,
  activeAtMs: 1,
  event: 1,
} as ConversationState;

const line = (seq: number, title: string): Message => ({
  seq,
  change: seq + 1,
  senderId: 'bo',
  clientId: String(seq).padStart(32, '0'),
  text: '',
  sentAtMs: seq,
  event: { kind: 'renamed', title },
});

test('a line that renames the group renames it here, unless the state that is kept is newer', () => {
  const log = new ConversationLog(state);
  log.applyPage(
    { conversation: 'c', change: 5, more: false, reset: true, messages: [line(4, 'Before')], members: [] },
    'ada',
  );
  expect(log.state.title).toBe('First');
  log.applyMessage(6, line(5, 'Second'), 'ada');
  expect(log.state.title).toBe('Second');
});
