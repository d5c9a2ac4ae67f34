import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import { ringMs } from '../../../protocol/ringing/model.ts';
import type { RoomListener } from '../../../rooms/outbox.ts';
import { RoomManager } from '../../../rooms/room-manager.ts';
import type { Database } from '../../../sql/database.ts';
import { defaultSettings } from '../../../sql/member-settings.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import { createRinging } from './create-ringing.ts';

type RingName = 'ring:start' | 'ring:cancel' | 'ring:accept' | 'ring:decline' | 'ring:read';

/** A ringing feature over a real database and real rooms; what each account was sent. */
class TestRinging {
  readonly sent: { readonly to: string; readonly notice: Notice }[] = [];
  readonly warnings: unknown[] = [];
  readonly rooms: RoomManager;
  elapsedMs = 0;
  readonly database: Database;
  readonly #feature: ReturnType<typeof createRinging>;

  constructor(database: Database) {
    this.database = database;
    let listener: Partial<RoomListener> = {};
    const clock = { now: () => 1_800_000_000_000 + this.elapsedMs, elapsedMs: () => this.elapsedMs };
    this.rooms = new RoomManager({
      outbox: { send: () => undefined },
      listener: {
        roomOpened: () => undefined,
        roomChanged: (number) => listener.roomChanged?.(number),
        peerGone: (...gone) => listener.peerGone?.(...gone),
        roomEmptied: () => undefined,
        roomClosed: () => undefined,
      },
      ...clock,
      randomInt,
      makeId: () => randomBytes(16).toString('base64url'),
      resting: [],
    });
    this.#feature = createRinging({
      rooms: this.rooms,
      database,
      outbox: {
        toAccounts: (accountIds, notice) => {
          for (const to of accountIds) this.sent.push({ to, notice });
        },
      },
      budgets: { counts: () => true },
      requestAllowance: 1,
      clock,
      log: { warn: (error: unknown) => this.warnings.push(error) },
    });
    listener = this.#feature.roomEvents ?? {};
  }

  async close(): Promise<void> {
    await this.#feature.close?.();
  }

  async conversation(kind: 'direct' | 'group', accountIds: readonly string[]): Promise<string> {
    const id = randomBytes(16).toString('base64url');
    const { database } = this;
    await database.conversations.insert({
      id,
      kind,
      title: kind === 'group' ? 'Team' : undefined,
      directKey: undefined,
      lastSeq: 0,
      lastChange: 1,
      activeAtMs: 0,
    });
    await database.members.put(
      accountIds.map((accountId, index) => ({
        conversationId: id,
        accountId,
        role: 'member' as const,
        joinedSeq: 1,
        joinedAtMs: index,
        leftSeq: undefined,
        readSeq: 0,
        hasWritten: false,
        change: 1,
        eventNumber: index + 1,
        settings: defaultSettings,
      })),
    );
    return id;
  }

  /** @param blocked whether the first has blocked the second */
  async contact(accountId: string, otherId: string, blocked = false): Promise<void> {
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
      change: 1,
    };
    await this.database.contacts.put([
      { ...contact, accountId, otherId, blocked },
      { ...contact, accountId: otherId, otherId: accountId, blocked: false },
    ]);
  }

  enter(accountId: string, number?: string): string {
    const entrant = { accountId, clientId: `w-${accountId}`, nickname: accountId, playsSpeex: true };
    return (number === undefined ? this.rooms.create(entrant) : this.rooms.join(entrant, number)).number;
  }

  leave(accountId: string): void {
    this.rooms.leave(this.rooms.peerOfAccount(accountId)?.peerId ?? '', 'left');
  }

  ask<N extends RingName>(accountId: string, name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    const handler = this.#feature.handlers[name] as (
      input: RequestInput<N>,
      caller: object,
    ) => Promise<RequestOutput<N>>;
    const peerId = this.rooms.peerOfAccount(accountId)?.peerId ?? 'none';
    return handler(input, { accountId, nickname: accountId, address: '192.0.2.1', peerId });
  }

  async refusal(accountId: string, name: RingName, input: RequestInput<RingName>): Promise<string> {
    try {
      await this.ask(accountId, name, input);
      return 'ok';
    } catch (error) {
      if (error instanceof RequestError) return error.code;
      throw error;
    }
  }

  /** Names of the notices of rings that an account was sent, with why one ended. */
  told(accountId: string): string[] {
    return this.sent
      .filter(({ to }) => to === accountId)
      .flatMap(({ notice }) => {
        if (notice.name === 'ring:started') return 'started';
        if (notice.name === 'ring:ended') return `ended: ${notice.body.reason}`;
        return notice.name === 'ring:answered' ? `answered: ${notice.body.answer}` : [];
      });
  }

  /** The lines of calls in a conversation. */
  async lines(conversationId: string): Promise<unknown[]> {
    const range = { conversationId, fromSeq: 1, toSeq: 99, upToChange: 99 };
    return (await this.database.messages.last(range, 99)).map(({ details }) => details.event);
  }
}

let ringing: TestRinging;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-ringing-'));
  ringing = new TestRinging(await openDatabase({ dataDir }));
  for (const id of ['ann', 'bob', 'cid', 'eve']) {
    const login = { phone: id, nickname: id, nicknameKey: id, salt: 's', credential: id };
    await ringing.database.accounts.insert({ id, ...login, disabled: false, createdAtMs: 0 });
  }
});
afterEach(async () => {
  await ringing.close();
  await ringing.database.close();
  await rm(dataDir, { recursive: true });
  expect(ringing.warnings).toEqual([]);
});

test('a contact is rung into the meeting of the caller, accepts it, and its end is written with how long it took', async () => {
  await ringing.contact('ann', 'bob');
  const conversation = await ringing.conversation('direct', ['ann', 'bob']);
  const number = ringing.enter('ann');
  const { ringId, rung } = await ringing.ask('ann', 'ring:start', { conversation });
  expect(rung).toBe(1);
  const { rings } = await ringing.ask('bob', 'ring:read', {});
  expect(rings).toMatchObject([{ ringId, conversation, number, caller: { accountId: 'ann' } }]);
  // Asked again, since the answer was lost: it rings once.
  expect(await ringing.ask('ann', 'ring:start', { conversation })).toEqual({ ringId, rung: 1 });
  await ringing.ask('bob', 'ring:accept', { ringId });
  ringing.enter('bob', number);
  expect(ringing.told('bob')).toEqual(['started', 'ended: accepted']);
  expect(ringing.told('ann')).toEqual(['answered: accepted', 'ended: accepted']);
  await new Promise(setImmediate);
  ringing.elapsedMs += 61_000;
  ringing.leave('bob');
  await expect
    .poll(() => ringing.lines(conversation), { timeout: 15_000 })
    .toEqual([{ kind: 'call-ended', durationMs: 61_000 }]);
});

test('a call that is declined, missed or cancelled rings no more, and stands in the conversation', async () => {
  await ringing.contact('ann', 'bob');
  const conversation = await ringing.conversation('direct', ['ann', 'bob']);
  ringing.enter('ann');
  const start = async () => (await ringing.ask('ann', 'ring:start', { conversation })).ringId;
  await ringing.ask('bob', 'ring:decline', { ringId: await start() });
  await start();
  ringing.elapsedMs += ringMs;
  await expect.poll(() => ringing.told('bob'), { timeout: 15_000 }).toContain('ended: missed');
  const last = await start();
  ringing.leave('ann');
  await expect.poll(() => ringing.told('bob').at(-1), { timeout: 15_000 }).toBe('ended: cancelled');
  expect(await ringing.refusal('bob', 'ring:accept', { ringId: last })).toBe('ring-over');
  await expect
    .poll(() => ringing.lines(conversation), { timeout: 15_000 })
    .toEqual([{ kind: 'call-declined' }, { kind: 'call-missed' }, { kind: 'call-missed' }]);
});

test('T7: strangers and those outside of a conversation ring nobody', async () => {
  const direct = await ringing.conversation('direct', ['ann', 'bob']);
  const group = await ringing.conversation('group', ['bob', 'cid']);
  ringing.enter('ann');
  expect(await ringing.refusal('ann', 'ring:start', { conversation: direct })).toBe('ring-contacts-only');
  for (const conversation of [group, 'unknown'])
    expect(await ringing.refusal('ann', 'ring:start', { conversation })).toBe('no-such-conversation');
  expect(ringing.sent).toEqual([]);
});

test('T5: a caller who is blocked is answered alike, and rings at no device', async () => {
  await ringing.contact('bob', 'ann', true);
  const conversation = await ringing.conversation('direct', ['ann', 'bob']);
  ringing.enter('ann');
  expect(await ringing.ask('ann', 'ring:start', { conversation })).toMatchObject({ rung: 1 });
  ringing.elapsedMs += ringMs;
  await expect.poll(() => ringing.told('ann'), { timeout: 15_000 }).toEqual(['ended: missed']);
  expect(ringing.told('bob')).toEqual([]);
  expect(await ringing.lines(conversation)).toEqual([]);
});

test('a ring of a group goes on at the others when one accepts, and no other account answers or cancels it', async () => {
  const conversation = await ringing.conversation('group', ['ann', 'bob', 'cid']);
  ringing.enter('ann');
  const { ringId } = await ringing.ask('ann', 'ring:start', { conversation });
  expect(await ringing.refusal('eve', 'ring:accept', { ringId })).toBe('ring-over');
  expect(await ringing.refusal('bob', 'ring:cancel', { ringId })).toBe('ring-over');
  await ringing.ask('bob', 'ring:accept', { ringId });
  expect(ringing.told('cid')).toEqual(['started']);
  await ringing.ask('ann', 'ring:cancel', { ringId });
  expect(ringing.told('cid')).toEqual(['started', 'ended: cancelled']);
});

test('T6: what rings costs by the accounts it rings at, also counted for the address', async () => {
  const conversation = await ringing.conversation('group', ['ann', 'bob', 'cid']);
  ringing.enter('ann');
  const codes: string[] = [];
  for (let turn = 0; turn < 260; turn += 1) {
    const code = await ringing.refusal('ann', 'ring:start', { conversation });
    codes.push(code);
    const [ring] = (await ringing.ask('bob', 'ring:read', {})).rings;
    if (ring) await ringing.ask('ann', 'ring:cancel', { ringId: ring.ringId });
  }
  // Two are rung by each, of 500 at once.
  expect(codes.indexOf('too-often')).toBe(250);
});
