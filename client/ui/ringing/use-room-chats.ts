// The conversations of the meeting that one is in, as the call's screens show them.
import { useMemo } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { listRoomChats, type RoomChats } from './list-room-chats.ts';

export function useRoomChats(room: RoomSnapshot): RoomChats {
  const items = useMeeting((state) => state.conversations.items);
  const ownId = useMeeting((state) => state.account?.accountId);
  return useMemo(() => listRoomChats(room, items, ownId), [room, items, ownId]);
}
