// Conversations and messages, as a feature.
import type { Database } from '../../../sql/database.ts';
import { ConversationOpener } from './conversation-opener.ts';
import { ConversationReader, type SilentFor } from './conversation-reader.ts';
import { Deliveries, type DeliveryParts } from './deliveries.ts';
import { GroupDoors } from './groups/group-doors.ts';
import { GroupReader } from './groups/group-reader.ts';
import { GroupSettings } from './groups/group-settings.ts';
import { Memberships } from './memberships.ts';
import { createMessageHandlers, type MessagesRequestName } from './message-handlers.ts';
import { ExportRoute } from './export-route.ts';
import { MessageChanger } from './message-changer.ts';
import { MessageSweeper } from './message-sweeper.ts';
import { MessageWriter } from './message-writer.ts';
import { Receipts, type ReceiptsParts } from './receipts.ts';
import { followMeetingChats } from './meeting-chat-sweep.ts';
import { RoomChats, type RoomChatsParts } from './room-chats.ts';
import type { Budgets } from '../../dispatch/budgets.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';

export interface MessagesPorts {
  readonly database: Database;
  readonly outbox: DeliveryParts['outbox'];
  /** Tells which addresses are counted. */
  readonly budgets: Pick<Budgets, 'counts'>;
  /** How many times as much as the protocol says is allowed; more than 1 for tests of load. */
  readonly requestAllowance: number;
  readonly rooms: RoomChatsParts['rooms'];
  readonly settings: RoomChatsParts['settings'];
  readonly clock: Clock;
  readonly log: RoomChatsParts['log'];
  /** Without it all receipts are told. */
  readonly silentFor?: SilentFor;
  /** How many days messages are kept; without it for ever. */
  readonly messageRetentionDays?: number | undefined;
  /** Does something after so many milliseconds; without it by a timer. */
  readonly later?: ReceiptsParts['later'];
}

const sweepEveryMs = 3600_000;
/** Between two batches of messages that are removed. */
const restMs = 50;

/** What was put off keeps no program running. */
const afterTime: ReceiptsParts['later'] = (ms, work) => void setTimeout(() => void work(), ms).unref();

/** Everything is stored before it is answered, and answered before other devices and members are sent it. */
export function createMessages({
  database,
  outbox,
  budgets,
  requestAllowance,
  rooms,
  settings,
  clock,
  log,
  silentFor = () => Promise.resolve([]),
  messageRetentionDays: serverDays,
  later = afterTime,
}: MessagesPorts): Feature<MessagesRequestName> {
  const parts = {
    database,
    reader: new ConversationReader(database, silentFor),
    deliveries: new Deliveries({
      outbox,
      counts: (address) => budgets.counts(address),
      requestAllowance,
      elapsedMs: clock.elapsedMs,
    }),
    now: clock.now,
    elapsedMs: clock.elapsedMs,
  };
  const roomChats = new RoomChats({ ...parts, rooms, settings, log });
  const groups = new GroupReader(parts);
  const doors = new GroupDoors(parts, groups);
  const exports = new ExportRoute(parts);
  const handlers = createMessageHandlers({
    ...parts,
    exports,
    roomChats,
    groups: { reader: groups, settings: new GroupSettings(parts), doors },
    opener: new ConversationOpener({ ...parts, doors }),
    memberships: new Memberships({ ...parts, doors }),
    changer: new MessageChanger(parts),
    receipts: new Receipts({ ...parts, silentFor, later }),
    writer: new MessageWriter({ ...parts, mayWrite: (...where) => roomChats.mayWrite(...where) }),
  });
  const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, restMs));
  const sweeper = new MessageSweeper({ database, serverDays, now: clock.now, rest, log });
  const sweeping = setInterval(() => void sweeper.sweep(), sweepEveryMs).unref();
  const meetingSweep = followMeetingChats({ ...parts, rooms, log });
  return {
    handlers,
    routes: (http) => exports.add(http),
    roomEvents: roomChats.roomEvents,
    close: async () => {
      clearInterval(sweeping);
      sweeper.close();
      await meetingSweep.close();
      await roomChats.close();
    },
  };
}
