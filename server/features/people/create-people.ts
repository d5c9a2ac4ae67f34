// Contacts, requests, blocks, how people are found, what they say of themselves and whether they are there, as a feature.
import type { Logger } from 'pino';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { Database } from '../../../sql/database.ts';
import { ChangeHints } from './change-hints.ts';
import { ContactWriter } from './contact-writer.ts';
import { indexMissingNames, indexName } from './name-index.ts';
import { PeopleFinder } from './people-finder.ts';
import { createPeopleHandlers, type PeopleRequestName } from './people-handlers.ts';
import { addPictureRoute, PictureTickets } from './picture-route.ts';
import { PresenceBoard, type PresenceParts } from './presence-board.ts';
import { ProfileWriter, type ProfileWriterParts } from './profile-writer.ts';
import { PictureMaker } from '../../pictures/picture-maker.ts';
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';
import type { Budgets } from '../../dispatch/budgets.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';

export interface PeoplePorts {
  readonly database: Database;
  readonly outbox: Pick<AccountOutbox, 'toAccount' | 'toAccounts'>;
  readonly rooms: Pick<RoomManager, 'peerOfAccount'>;
  /** The windows that are connected now. */
  readonly openSessions: PresenceParts['openWindows'];
  /** What nicknames that look alike share. */
  readonly skeletonHashOf: ProfileWriterParts['skeletonHashOf'];
  /** Tells which addresses are counted. */
  readonly budgets: Pick<Budgets, 'counts'>;
  /** How many times as much as the protocol says is allowed; more than 1 for tests of load. */
  readonly requestAllowance: number;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

export interface People extends Feature<PeopleRequestName> {
  /** An account was made: it is found by its nickname from now on. Never throws. */
  readonly onRegistered: (account: { readonly id: string; readonly nickname: string }) => void;
}

/** Takes up the names of accounts that are not found yet, while everything else begins. */
export function createPeople(ports: PeoplePorts): People {
  const { database, outbox, budgets, requestAllowance, clock, log } = ports;
  const hints = new ChangeHints(outbox);
  const parts = { database, hints, now: clock.now };
  const finder = new PeopleFinder({
    ...parts,
    counts: (address) => budgets.counts(address),
    requestAllowance,
    elapsedMs: clock.elapsedMs,
  });
  const presence = new PresenceBoard({
    database,
    outbox,
    openWindows: ports.openSessions,
    isInCall: (accountId) => ports.rooms.peerOfAccount(accountId) !== undefined,
    elapsedMs: clock.elapsedMs,
    onFailed: (error) => log.warn({ err: error }, 'it could not be told who is there'),
  });
  const pictures = new PictureMaker();
  const tickets = new PictureTickets(clock.now);
  const profiles = new ProfileWriter({
    ...parts,
    pictures,
    skeletonHashOf: ports.skeletonHashOf,
    onPresence: (accountId) => void presence.choose(accountId).catch(() => undefined),
  });
  let isClosed = false;
  const indexing = indexMissingNames(database, () => isClosed).catch((error: unknown) =>
    log.warn({ err: error }, 'some people are not found by their nicknames yet; the next start tries again'),
  );
  return {
    handlers: createPeopleHandlers({
      ...parts,
      finder,
      writer: new ContactWriter({
        ...parts,
        onStanding: (...pair) =>
          void presence
            .tellPair(...pair)
            .catch((error: unknown) => log.warn({ err: error }, 'it could not be told who is there')),
      }),
      profiles,
      tickets,
      presence,
    }),
    routes: (http) => addPictureRoute(http, { database, tickets, log }),
    onRegistered: ({ id, nickname }) => {
      indexName(database, id, nickname).catch((error: unknown) =>
        log.warn({ err: error }, 'a new account is not found by its nickname until the next start'),
      );
    },
    close: async () => {
      isClosed = true;
      hints.close();
      presence.close();
      pictures.close();
      await indexing;
    },
  };
}
