// Contacts, requests, blocks and how people are found, as a feature.
import type { Logger } from 'pino';
import type { Database } from '../../../sql/database.ts';
import { ChangeHints } from './change-hints.ts';
import { ContactWriter } from './contact-writer.ts';
import { indexMissingNames, indexName } from './name-index.ts';
import { PeopleFinder } from './people-finder.ts';
import { createPeopleHandlers, type PeopleRequestName } from './people-handlers.ts';
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';
import type { Budgets } from '../../dispatch/budgets.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';

export interface PeoplePorts {
  readonly database: Database;
  readonly outbox: Pick<AccountOutbox, 'toAccount'>;
  /** Tells which addresses are counted. */
  readonly budgets: Pick<Budgets, 'counts'>;
  /** How many times as much as the protocol says is allowed; more than 1 for tests of load. */
  readonly requestAllowance: number;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
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
  let isClosed = false;
  const indexing = indexMissingNames(database, () => isClosed).catch((error: unknown) =>
    log.warn({ err: error }, 'some people are not found by their nicknames yet; the next start tries again'),
  );
  return {
    handlers: createPeopleHandlers({ ...parts, finder, writer: new ContactWriter(parts) }),
    onRegistered: ({ id, nickname }) => {
      indexName(database, id, nickname).catch((error: unknown) =>
        log.warn({ err: error }, 'a new account is not found by its nickname until the next start'),
      );
    },
    close: async () => {
      isClosed = true;
      hints.close();
      await indexing;
    },
  };
}
