// A messages feature on a real database without sockets, for tests: what is asked, and what each account was sent.
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import { type RequestInput, type RequestOutput, requests } from '../../../protocol/requests.ts';
import type { RoomListener } from '../../../rooms/outbox.ts';
import type { Database } from '../../../sql/database.ts';
import { type DatabaseSettings, openDatabase } from '../../../sql/open-database.ts';
import { RoomManager } from '../../../rooms/room-manager.ts';
import { RoomSettings } from '../../../rooms/room-settings.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import { createMessages } from './create-messages.ts';
import type { MessagesRequestName } from './message-handlers.ts';

export const startMs = 1_800_000_000_000;

/** 128 random bits, as clients draw them. */
export const drawClientId = (): string => randomBytes(16).toString('hex');

export class TestMessages {
  readonly database: Database;
  /** What each account was sent, in order. */
  readonly sent = new Map<string, Notice[]>();
  /** Passed by tests; both clocks go by it. */
  elapsedMs = 0;
  readonly rooms: RoomManager;
  /** Accounts whose receipts an account is not told. */
  readonly silent = new Map<string, string[]>();
  readonly #putOff: { readonly atMs: number; readonly work: () => Promise<void> }[] = [];
  /** What was logged. */
  readonly warnings: unknown[] = [];
  readonly #close: () => Promise<void>;
  /** Of its database. */
  readonly settings: DatabaseSettings;
  readonly #isKept: boolean;
  readonly #handlers: ReturnType<typeof createMessages>['handlers'];

  private constructor(
    database: Database,
    settings: DatabaseSettings,
    requestAllowance: number,
    isKept: boolean,
  ) {
    this.database = database;
    this.settings = settings;
    this.#isKept = isKept;
    let listener: Partial<RoomListener> = {};
    const roomParts = {
      outbox: { send: () => undefined },
      listener: {
        roomOpened: (number: string) => listener.roomOpened?.(number),
        roomChanged: (number: string) => listener.roomChanged?.(number),
        peerGone: () => undefined,
        roomEmptied: () => undefined,
        roomClosed: (number: string, untilMs: number) => listener.roomClosed?.(number, untilMs),
      },
      now: () => startMs + this.elapsedMs,
      elapsedMs: () => this.elapsedMs,
      randomInt,
      makeId: () => randomBytes(16).toString('base64url'),
      resting: [],
    };
    this.rooms = new RoomManager(roomParts);
    const feature = createMessages({
      database,
      outbox: { toAccounts: (accountIds, notice) => this.#send(accountIds, notice) },
      budgets: { counts: () => true },
      requestAllowance,
      rooms: this.rooms,
      settings: new RoomSettings({ ...roomParts, rooms: this.rooms }),
      clock: { now: () => startMs + this.elapsedMs, elapsedMs: () => this.elapsedMs },
      log: { warn: (error: unknown) => this.warnings.push(error) },
      silentFor: async (accountId) => this.silent.get(accountId) ?? [],
      later: (ms, work) => this.#putOff.push({ atMs: this.elapsedMs + ms, work }),
    });
    this.#handlers = feature.handlers;
    this.#close = async () => feature.close?.();
    listener = feature.roomEvents ?? {};
  }

  /** @param url of a database; without it SQLite, which is removed in the end */
  static async open(requestAllowance = 1000, url?: DatabaseSettings['url']): Promise<TestMessages> {
    const dataDir = await mkdtemp(join(tmpdir(), 'plenum-messages-'));
    const settings = { dataDir, url };
    return new TestMessages(await openDatabase(settings), settings, requestAllowance, false);
  }

  /** On a database that is there, and stays. */
  static async over(settings: DatabaseSettings): Promise<TestMessages> {
    return new TestMessages(await openDatabase(settings), settings, 1000, true);
  }

  async close(): Promise<void> {
    await this.#close();
    await this.database.close();
    if (!this.#isKept) await rm(this.settings.dataDir, { recursive: true });
  }

  /** @returns the ids of new accounts */
  async register(...names: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const name of names) {
      const id = `${name}-${randomBytes(4).toString('hex')}`;
      const login = { phone: id, nickname: id, nicknameKey: id, salt: 's', credential: id };
      await this.database.accounts.insert({ id, ...login, disabled: false, createdAtMs: 0 });
      ids.push(id);
    }
    return ids;
  }

  /** Asks as the socket does, with an input that was checked. @throws RequestError */
  ask<N extends MessagesRequestName>(
    accountId: string,
    name: N,
    input: RequestInput<N>,
    address = '192.0.2.1',
  ): Promise<RequestOutput<N>> {
    const handler = this.#handlers[name] as unknown as (
      input: RequestInput<N>,
      caller: SocketCaller & { readonly peerId: string },
    ) => Promise<RequestOutput<N>>;
    return handler(requests[name].input.parse(input) as RequestInput<N>, {
      address,
      accountId,
      nickname: accountId,
      registeredAtMs: 0,
      looksLikeOlder: false,
      sessionId: 'session',
      clientId: 'window',
      arrivedAt: '::1',
      peerId: this.rooms.peerOfAccount(accountId)?.peerId ?? 'none',
    });
  }

  /** The code with which a request is refused, or `ok`. */
  async refusal<N extends MessagesRequestName>(
    accountId: string,
    name: N,
    input: RequestInput<N>,
    address?: string,
  ): Promise<string> {
    try {
      await this.ask(accountId, name, input, address);
      return 'ok';
    } catch (error) {
      if (error instanceof RequestError) return error.code;
      throw error;
    }
  }

  /** Makes contacts of an account and some others. */
  async befriend(accountId: string, ...otherIds: readonly string[]): Promise<void> {
    const contact = {
      relation: 'contact' as const,
      sinceMs: 0,
      askedAtMs: undefined,
      refusedAtMs: undefined,
      word: undefined,
      fresh: false,
      remark: undefined,
      remarkKey: undefined,
      labels: [],
      starred: false,
      blocked: false,
      // Not counted: no device is sent it.
      change: 0,
    };
    const both = otherIds
      .filter((otherId) => otherId !== accountId)
      .flatMap((otherId) => [
        { ...contact, accountId, otherId },
        { ...contact, accountId: otherId, otherId: accountId },
      ]);
    await this.database.contacts.put(both);
  }

  /** A group of these accounts, the first its owner, who knows the others. @returns its id */
  async group(ownerId: string, ...accountIds: readonly string[]): Promise<string> {
    await this.befriend(ownerId, ...accountIds);
    const { state } = await this.ask(ownerId, 'conversation:create-group', {
      title: 'Team',
      accountIds: [...accountIds],
    });
    return state.conversation;
  }

  /** Opens a meeting, or comes into that of `number`. @returns its number */
  enter(accountId: string, number?: string): string {
    const entrant = { accountId, clientId: `w-${accountId}`, nickname: accountId, playsSpeex: true };
    const room = number === undefined ? this.rooms.create(entrant) : this.rooms.join(entrant, number);
    return room.number;
  }

  /** Leaves the meeting that the account is in. */
  leave(accountId: string): void {
    this.rooms.leave(this.rooms.peerOfAccount(accountId)?.peerId ?? '', 'left');
  }

  send(accountId: string, conversation: string, text: string): Promise<RequestOutput<'message:send'>> {
    return this.ask(accountId, 'message:send', { conversation, clientId: drawClientId(), text });
  }

  /** Lets time pass, and what was put off be done. */
  async passTime(ms: number): Promise<void> {
    this.elapsedMs += ms;
    const due = this.#putOff.filter(({ atMs }) => atMs <= this.elapsedMs);
    for (const each of due) {
      this.#putOff.splice(this.#putOff.indexOf(each), 1);
      await each.work();
    }
  }

  /** The texts that an account sees, in order, without system lines. */
  async texts(accountId: string, conversation: string): Promise<string[]> {
    const { messages } = await this.ask(accountId, 'message:history', { conversation });
    return messages.flatMap(({ text, event }) => (event === undefined ? [text] : []));
  }

  #send(accountIds: readonly string[], notice: Notice): void {
    for (const accountId of accountIds) {
      const notices = this.sent.get(accountId) ?? [];
      this.sent.set(accountId, notices);
      notices.push(structuredClone(notice));
    }
  }
}
