// Contacts of the account that is signed in: read page by page at each connect and whenever the server says that they changed. Shown as
// the slice `contacts` of the meeting's state. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { Notice } from '../../protocol/notices.ts';
import type { Contact } from '../../protocol/people/model.ts';
import type { RequestInput, RequestName } from '../../protocol/requests.ts';
import { planRetryDelayMs } from '../link/retry-delay.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { Request } from '../messages/ports.ts';
import { type ContactActions, type ContactsState, type Found, noContacts } from './contacts-model.ts';
import type { MeetingState, Problem } from './meeting-model.ts';
import { toProblem } from './to-problem.ts';

export interface ContactsControllerParts {
  readonly store: StoreApi<MeetingState>;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
  readonly session: Pick<SessionApi, 'ask'>;
  readonly later: (ms: number, work: () => void) => () => void;
  readonly random: () => number;
}

type ContactRequestName = Extract<RequestName, `contact:${string}`>;

export class ContactsController {
  readonly #parts: ContactsControllerParts;
  /** Counted up at each sign-in and sign-out: what was asked before is not shown after. */
  #turn = 0;
  #isSignedIn = false;
  #cursor = 0;
  /** Up to which the server has said that there are changes. */
  #told = 0;
  #isReading = false;
  #failures = 0;

  constructor(parts: ContactsControllerParts) {
    this.#parts = parts;
  }

  /** An account is signed in. */
  begin(): void {
    this.end();
    this.#isSignedIn = true;
    void this.#read();
  }

  /** The socket stands, for the first time or again: what was not heard of meanwhile is asked for. */
  connected(): void {
    void this.#read();
    void this.#readPresences();
  }

  /** No account is signed in any more. */
  end(): void {
    this.#turn += 1;
    this.#isSignedIn = false;
    this.#isReading = false;
    [this.#cursor, this.#told, this.#failures] = [0, 0, 0];
    this.#parts.store.setState({ contacts: noContacts });
  }

  handleNotice(notice: Extract<Notice, { name: 'contacts:changed' | 'presence:changed' }>): void {
    if (notice.name === 'presence:changed') {
      const { contacts } = this.#parts.store.getState();
      this.#showPresences(new Map([...contacts.presences, ...notice.body.people]));
      return;
    }
    this.#told = Math.max(this.#told, notice.body.cursor);
    if (this.#told > this.#cursor) void this.#read();
  }

  actions(): ContactActions {
    const { session } = this.#parts;
    return {
      findPhone: (phone) =>
        this.#find(async () => {
          const { person } = await session.ask('contacts:find-phone', { phone });
          return person === undefined ? [] : [person];
        }),
      findName: (name) => this.#find(async () => (await session.ask('contacts:find-name', { name })).people),
      read: async (accountId) => {
        const answer = await session.ask('profile:read', { accountIds: [accountId] }).catch(() => undefined);
        return answer?.people[0];
      },
      request: (accountId, word) => this.#ask('contact:request', { accountId, word }),
      accept: (accountId) => this.#ask('contact:accept', { accountId }),
      refuse: (accountId) => this.#ask('contact:refuse', { accountId }),
      withdraw: (accountId) => this.#ask('contact:withdraw', { accountId }),
      remove: (accountId) => this.#ask('contact:remove', { accountId }),
      block: (accountId, blocked) => this.#ask('contact:block', { accountId, blocked }),
      edit: (changes) => this.#ask('contact:edit', changes),
    };
  }

  /** Reads all that changed, one page after the other; one reading runs at a time. */
  async #read(): Promise<void> {
    if (!this.#isSignedIn || this.#isReading) return;
    const turn = this.#turn;
    this.#isReading = true;
    try {
      for (let more = true; more; ) {
        const page = await this.#parts.session.ask('contacts:sync', { cursor: this.#cursor });
        if (turn !== this.#turn) return;
        this.#cursor = page.cursor;
        // What came meanwhile is read too.
        more = page.more || (page.contacts.length > 0 && this.#told > page.cursor);
        this.#show(page.contacts, !page.more);
      }
      this.#failures = 0;
    } catch {
      if (turn === this.#turn) this.#readLater(turn);
    } finally {
      if (turn === this.#turn) this.#isReading = false;
    }
  }

  #readLater(turn: number): void {
    const { later, random } = this.#parts;
    later(planRetryDelayMs(this.#failures, random()), () => {
      if (turn === this.#turn) void this.#read();
    });
    this.#failures += 1;
  }

  #show(changed: readonly Contact[], isWhole: boolean): void {
    const { contacts } = this.#parts.store.getState();
    const isKnown = contacts.isKnown || isWhole;
    if (changed.length === 0 && isKnown === contacts.isKnown) return;
    const byId = new Map(contacts.byId);
    for (const contact of changed) {
      // An answer may come before a page that was made earlier.
      if ((byId.get(contact.accountId)?.change ?? 0) > contact.change) continue;
      if (contact.relation === 'none' && !contact.blocked) byId.delete(contact.accountId);
      else byId.set(contact.accountId, contact);
    }
    this.#parts.store.setState({ contacts: { ...contacts, isKnown, byId } });
  }

  /** Who is there is read at each connect; where it is not answered, the next one reads it. */
  async #readPresences(): Promise<void> {
    if (!this.#isSignedIn) return;
    const turn = this.#turn;
    const answer = await this.#parts.session.ask('presence:list', {}).catch(() => undefined);
    if (turn === this.#turn && answer !== undefined) this.#showPresences(new Map(answer.people));
  }

  #showPresences(presences: ContactsState['presences']): void {
    this.#parts.store.setState({ contacts: { ...this.#parts.store.getState().contacts, presences } });
  }

  async #find(work: () => Promise<Awaited<Found>>): Found {
    try {
      return await work();
    } catch (error) {
      return toProblem(error);
    }
  }

  async #ask<N extends ContactRequestName>(name: N, input: RequestInput<N>): Promise<Problem | undefined> {
    const turn = this.#turn;
    try {
      const { contact } = await this.#parts.request(name, input);
      if (turn === this.#turn) this.#show([contact], false);
      return undefined;
    } catch (error) {
      return toProblem(error);
    }
  }
}
