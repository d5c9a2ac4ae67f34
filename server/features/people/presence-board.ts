// Who is there, and who is sent it: contacts alone, and only when it has changed for a while. In memory; nothing of it is stored.
import type { Presence, PresenceChoice } from '../../../protocol/people/model.ts';
import { presenceOf } from '../../../messages/contacts/plan-presence.ts';
import type { Database } from '../../../sql/database.ts';
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';

/** How often it is looked: what changes and changes back in between is not noticed. */
const lookEveryMs = 2000;
/** Who has gone is offline so long after: a line that breaks and comes back is no news. */
const goneAfterMs = 12_000;
/** One account is news to its contacts no more often than this. */
const newsEveryMs = 4000;

export interface PresenceParts {
  readonly database: Pick<Database, 'contacts' | 'profiles'>;
  readonly outbox: Pick<AccountOutbox, 'toAccounts'>;
  /** The windows that are connected now. */
  readonly openWindows: () => readonly { readonly accountId: string; readonly clientId: string }[];
  readonly isInCall: (accountId: string) => boolean;
  /** Milliseconds on a clock that never goes back. */
  readonly elapsedMs: () => number;
  readonly onFailed: (error: unknown) => void;
}

interface Known {
  /** What contacts were sent last. */
  shown: Presence;
  choice: PresenceChoice;
  seenAtMs: number;
  newsAtMs: number;
  readonly awayFrom: Map<string, boolean>;
}

export class PresenceBoard {
  readonly #parts: PresenceParts;
  readonly #known = new Map<string, Known>();
  readonly #timer: NodeJS.Timeout;
  #looking = Promise.resolve();

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** The person is, or is not, at a window. */
  report(
    { accountId, clientId }: { readonly accountId: string; readonly clientId: string },
    away: boolean,
  ): void {
    this.#known.get(accountId)?.awayFrom.set(clientId, away);
  }

  /** The account wants to show itself in another way; it is looked up. */
  async choose(accountId: string): Promise<void> {
    const known = this.#known.get(accountId);
    if (known === undefined) return;
    known.choice = (await this.#parts.database.profiles.of(accountId)).presence;
    // It is shown at once: who hides does not want to be seen for some seconds more.
    known.newsAtMs = Number.NEGATIVE_INFINITY;
    await this.look();
  }

  /** The contacts of an account that are there, and show it to it. */
  async list(accountId: string): Promise<[id: string, presence: Presence][]> {
    const { contacts } = this.#parts.database;
    const blockers = new Set(await contacts.blockersOf(accountId));
    const ids = await contacts.contactsOf(accountId);
    return ids.flatMap((id): [string, Presence][] => {
      const shown = this.#known.get(id)?.shown ?? 'offline';
      return shown === 'offline' || blockers.has(id) ? [] : [[id, shown]];
    });
  }

  /** How two accounts stand with each other changed: each is sent whether the other is there, as far as it may see it. */
  async tellPair(one: string, other: string): Promise<void> {
    for (const [viewer, shown] of [
      [one, other],
      [other, one],
    ] as const) {
      if (!this.#known.has(viewer)) continue;
      const isSeen = (await this.#parts.database.contacts.audience(shown)).includes(viewer);
      const presence = isSeen ? (this.#known.get(shown)?.shown ?? 'offline') : 'offline';
      this.#parts.outbox.toAccounts([viewer], {
        name: 'presence:changed',
        body: { people: [[shown, presence]] },
      });
    }
  }

  /** Looks who is there now, and sends what changed. One look at a time. */
  look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#look())
      .catch((error: unknown) => this.#parts.onFailed(error));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { openWindows, isInCall, elapsedMs } = this.#parts;
    const nowMs = elapsedMs();
    const windows = new Map<string, string[]>();
    for (const { accountId, clientId } of openWindows())
      windows.set(accountId, [...(windows.get(accountId) ?? []), clientId]);
    for (const accountId of windows.keys())
      if (!this.#known.has(accountId)) await this.#meet(accountId, nowMs);
    for (const [accountId, known] of this.#known) {
      const open = windows.get(accountId);
      if (open === undefined && nowMs - known.seenAtMs < goneAfterMs) continue;
      if (open !== undefined) known.seenAtMs = nowMs;
      for (const clientId of known.awayFrom.keys())
        if (open?.includes(clientId) !== true) known.awayFrom.delete(clientId);
      const awayFrom = (open ?? []).map((clientId) => known.awayFrom.get(clientId) ?? false);
      const shown = presenceOf({ awayFrom, inCall: isInCall(accountId), choice: known.choice });
      if (shown !== known.shown && nowMs - known.newsAtMs >= newsEveryMs)
        await this.#send(accountId, known, shown, nowMs);
      if (open === undefined && known.shown === 'offline') this.#known.delete(accountId);
    }
  }

  async #meet(accountId: string, nowMs: number): Promise<void> {
    const { presence } = await this.#parts.database.profiles.of(accountId);
    this.#known.set(accountId, {
      shown: 'offline',
      choice: presence,
      seenAtMs: nowMs,
      newsAtMs: Number.NEGATIVE_INFINITY,
      awayFrom: new Map(),
    });
  }

  async #send(accountId: string, known: Known, shown: Presence, nowMs: number): Promise<void> {
    const audience = await this.#parts.database.contacts.audience(accountId);
    known.shown = shown;
    known.newsAtMs = nowMs;
    const present = audience.filter((id) => this.#known.has(id));
    if (present.length === 0) return;
    this.#parts.outbox.toAccounts(present, {
      name: 'presence:changed',
      body: { people: [[accountId, shown]] },
    });
  }
}
