import { expect, test } from 'vitest';
import type { ChangesPage, ConversationState, Message } from '../../protocol/messages/model.ts';
import { ConversationLog } from './conversation-log.ts';

const stateOf = (change: number, lastSeq: number): ConversationState => ({
  conversation: 'c1',
  kind: 'group',
  present: true,
  change,
  lastSeq,
  joinedSeq: 1,
  readSeq: 0,
  unread: 0,
  mentions: 0,
  activeAtMs: 0,
  event: 1,
  deliveredSeq: 0,
  others: { deliveredSeq: 0, readSeq: 0 },
  pinned: false,
  archived: false,
  markedUnread: false,
});
const message = (seq: number, change = seq, text = `text ${seq}`): Message => ({
  seq,
  change,
  senderId: 'bo',
  clientId: String(seq).padStart(32, '0'),
  text,
  sentAtMs: seq,
});
const pageOf = (change: number, messages: Message[], reset = false): ChangesPage => ({
  conversation: 'c1',
  change,
  more: false,
  reset,
  messages,
  members: [],
});
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

/** Of 200 messages it keeps the last 50. */
function longLog(): ConversationLog {
  const log = new ConversationLog(stateOf(200, 200));
  log.applyPage(pageOf(200, range(151, 200), true), 'ada');
  return log;
}

test('row 12: an edit that is here is not undone by an older state of the message, from a page of changes or of history', () => {
  const log = longLog();
  log.applyMessage(201, message(160, 201, 'edited'), 'ada');
  log.takeHistory([message(160)], true, 161);
  expect(log.message(160)?.text).toBe('edited');
  log.applyPage(pageOf(202, [message(160), message(201, 202)]), 'ada');
  expect(log.message(160)?.text).toBe('edited');
});

test('row 12: an edit of a message that is not kept is not lost when its page of history was read before it', () => {
  const log = longLog();
  log.applyMessage(201, message(120, 201, 'edited'), 'ada');
  log.takeHistory(range(101, 150), true, 151);
  expect(log.stretch().messages.find(({ seq }) => seq === 120)?.text).toBe('edited');
});

test('row 10: two stretches are shown as one only when the page between them is here', () => {
  const log = longLog();
  log.takeHistory(range(51, 100), true, 101);
  expect(log.stretch().messages).toHaveLength(50);
  expect(log.stretch(60)).toMatchObject({ older: true, newer: true });
  expect(log.stretch(60).messages).toHaveLength(50);
  log.takeHistory(range(101, 150), true, 151);
  expect(log.stretch(60).messages).toHaveLength(150);
  log.takeHistory(range(1, 50), false, 51);
  expect(log.stretch()).toMatchObject({ older: false, newer: false });
});

test('what older messages there are is said by the server, not by their numbers', () => {
  const log = longLog();
  log.takeHistory([], false, 151);
  expect(log.stretch().older).toBe(false);
});

test('marks of what others received go forward only', () => {
  const log = longLog();
  log.markOthers({ deliveredSeq: 150, readSeq: 140 });
  log.setState({ ...stateOf(200, 200), others: { deliveredSeq: 90, readSeq: 80 } });
  expect(log.state.others).toEqual({ deliveredSeq: 150, readSeq: 140 });
});
