import { createStore } from 'zustand';
import { expect, test } from 'vitest';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import { followMeetings } from './follow-meetings.ts';
import type { MeetingState } from './meeting-model.ts';

const roomOf = (...names: string[]) =>
  ({
    number: '43839',
    selfPeerId: 'me',
    peers: ['me', ...names].map((name) => ({ peerId: name, nickname: name })),
  }) as unknown as RoomSnapshot;

function follow() {
  const store = createStore<MeetingState>(
    () => ({ phase: 'lobby', account: { accountId: 'ann' }, room: undefined }) as unknown as MeetingState,
  );
  const noted: (readonly [string, readonly string[]])[] = [];
  followMeetings(store, (number, people) => void noted.push([number, people]));
  return { store, noted };
}

test('a meeting is noted when it is entered, when others come, and when it ends', () => {
  const { store, noted } = follow();
  store.setState({ room: roomOf('jo') });
  expect(noted).toEqual([]);
  store.setState({ phase: 'call' });
  store.setState({ room: roomOf('jo', 'bo') });
  store.setState({ room: roomOf('bo') });
  store.setState({ phase: 'lobby', room: undefined });
  expect(noted).toEqual([
    ['43839', ['jo']],
    ['43839', ['jo', 'bo']],
    ['43839', []],
  ]);
});

test('nothing is noted for an account that has signed out', () => {
  const { store, noted } = follow();
  store.setState({ phase: 'call', room: roomOf() });
  store.setState({ phase: 'signed-out', account: undefined, room: undefined });
  expect(noted).toHaveLength(1);
});
