// Notes which meetings are over, and erases their conversations when their time is over. Runs by itself; made by createMessages.
import type { Logger } from 'pino';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { Database } from '../../../sql/database.ts';

export interface MeetingChatSweepParts {
  readonly database: Database;
  readonly rooms: Pick<RoomManager, 'roomOf'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

const sweepEveryMs = 3600_000;
/** So many are read at a time. */
const batch = 50;

/**
 * A meeting that ended without a word, since the server's process did, is over too.
 * @throws RequestError `database-unavailable`
 */
export async function sweepMeetingChats({
  database,
  rooms,
  now,
}: Omit<MeetingChatSweepParts, 'log'>): Promise<void> {
  const { meetingChats } = database;
  for (const { meetingId, roomNumber } of await meetingChats.running())
    if (rooms.roomOf(roomNumber)?.chatId !== meetingId) await meetingChats.end(meetingId, now());
  // What could not be erased would come again and again.
  const seen = new Set<string>();
  for (;;) {
    const ids = (await meetingChats.overdue(now(), batch)).filter((id) => !seen.has(id));
    if (ids.length === 0) return;
    for (const id of ids) {
      seen.add(id);
      await database.transaction((stores) => stores.meetingChats.erase(id));
    }
  }
}

/** Sweeps now and once an hour. */
export function followMeetingChats(parts: MeetingChatSweepParts): { close(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    running = running
      .then(() => sweepMeetingChats(parts))
      .catch((error: unknown) =>
        parts.log.warn({ err: error }, 'the chats of meetings that are over were not swept'),
      );
  };
  sweep();
  const timer = setInterval(sweep, sweepEveryMs).unref();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
