import { expect, test } from 'vitest';
import { filesNotices } from '../../protocol/files/notices.ts';
import { filesRequests } from '../../protocol/files/requests.ts';
import { groupRequests } from '../../protocol/messages/group-requests.ts';
import { markRequests } from '../../protocol/messages/mark-requests.ts';
import { messagesNotices } from '../../protocol/messages/notices.ts';
import { messagesRequests } from '../../protocol/messages/requests.ts';
import { notices } from '../../protocol/notices.ts';
import { peopleNotices } from '../../protocol/people/notices.ts';
import { peopleRequests } from '../../protocol/people/requests.ts';
import { requests } from '../../protocol/requests.ts';
import { ringingNotices } from '../../protocol/ringing/notices.ts';
import { ringingRequests } from '../../protocol/ringing/requests.ts';
import { laneOf } from './answer-lane.ts';

const talk = [
  messagesRequests,
  markRequests,
  groupRequests,
  peopleRequests,
  ringingRequests,
  messagesNotices,
  peopleNotices,
  ringingNotices,
];

test('requests and notices of people and conversations are in one lane, those of files in another, all others in that of the call', () => {
  const names = [...Object.keys(requests), ...Object.keys(notices)];
  const inLane = (lane: string) => names.filter((name) => laneOf(name) === lane).toSorted();
  expect(inLane('messages')).toEqual(talk.flatMap((table) => Object.keys(table)).toSorted());
  expect(inLane('files')).toEqual([...Object.keys(filesRequests), ...Object.keys(filesNotices)].toSorted());
  for (const name of [undefined, 7, '', 'message', 'messages:send', 'constructor:x'])
    expect([name, laneOf(name)]).toEqual([name, name === 'message' ? 'messages' : 'call']);
});
