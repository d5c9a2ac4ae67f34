import { expect, test } from 'vitest';
import { messagesNotices } from '../../protocol/messages/notices.ts';
import { messagesRequests } from '../../protocol/messages/requests.ts';
import { notices } from '../../protocol/notices.ts';
import { requests } from '../../protocol/requests.ts';
import { laneOf } from './answer-lane.ts';

test('requests and notices of conversations are in one lane, all others in that of the call', () => {
  const names = [...Object.keys(requests), ...Object.keys(notices)];
  const ofMessages = [...Object.keys(messagesRequests), ...Object.keys(messagesNotices)];
  expect(names.filter((name) => laneOf(name) === 'messages').toSorted()).toEqual(ofMessages.toSorted());
  for (const name of [undefined, 7, '', 'message', 'messages:send', 'constructor:x'])
    expect([name, laneOf(name)]).toEqual([name, name === 'message' ? 'messages' : 'call']);
});
