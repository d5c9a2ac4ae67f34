// Calls out of a conversation, as a feature: they ring at the accounts of its members until one answers or the time is over.
import type { Logger } from 'pino';
import type { RequestName } from '../../../protocol/requests.ts';
import type { IncomingRing } from '../../../protocol/ringing/model.ts';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { Database } from '../../../sql/database.ts';
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';
import type { Budgets } from '../../dispatch/budgets.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';
import { CallLines } from './call-lines.ts';
import { Ringer } from './ringer.ts';
import { RingQuota } from './ring-quota.ts';

export interface RingingPorts {
  readonly rooms: Pick<RoomManager, 'requirePeer' | 'peerOfAccount' | 'roomOf'>;
  readonly database: Database;
  readonly outbox: Pick<AccountOutbox, 'toAccounts'>;
  readonly budgets: Pick<Budgets, 'counts'>;
  /** How many times as much as the protocol says is allowed; more than 1 for tests of load. */
  readonly requestAllowance: number;
  /** Hears of each call and the accounts that it rings at: for devices that sleep. */
  readonly onRung?: (ring: IncomingRing, accountIds: readonly string[]) => void;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

type RingingRequestName = Extract<RequestName, `ring:${string}`>;

/** How often it is looked at which calls have rung for too long, or ended. */
const lookEveryMs = 1000;

/** Nothing of it outlives the process: a server that restarts rings nowhere. */
export function createRinging(ports: RingingPorts): Feature<RingingRequestName> {
  const lines = new CallLines(ports);
  const ringer = new Ringer({ ...ports, quota: new RingQuota(ports), lines });
  const look = (): void => {
    ringer.look();
    lines.look();
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    handlers: {
      'ring:start': ({ conversation }, caller) => ringer.start(caller, conversation),
      'ring:cancel': async ({ ringId }, { accountId }) => {
        ringer.cancel(accountId, ringId);
        return {};
      },
      'ring:accept': async ({ ringId }, { accountId }) => {
        ringer.answer(accountId, ringId, 'accepted');
        return {};
      },
      'ring:decline': async ({ ringId }, { accountId }) => {
        ringer.answer(accountId, ringId, 'declined');
        return {};
      },
      'ring:read': async (_input, { accountId }) => ({ rings: ringer.read(accountId) }),
    },
    roomEvents: {
      // Looked at once all of the change is done: who moves a call to another window leaves and comes in the same moment.
      peerGone: () => void setImmediate(look),
      roomChanged: () => void setImmediate(look),
    },
    close: async () => {
      clearInterval(timer);
      await lines.settle();
    },
  };
}
