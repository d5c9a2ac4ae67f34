// What every database must do with what messages and memberships have besides, as tests. A part of the database contract.
import { expect, test } from 'vitest';
import type { NewAccount } from './account-store.ts';
import type { Database } from './database.ts';
import { defaultSettings } from './member-settings.ts';
import { plainDetails } from './message-details.ts';
import type { StoredMessage } from './message-store.ts';

const nowMs = 1_800_000_000_000;
let made = 0;

/** @param database that is open, and @param insertAccount makes one in it */
export function messageMarksContract(
  database: () => Database,
  insertAccount: () => Promise<NewAccount>,
): void {
  /** A conversation of two with so many messages of the first. */
  async function conversationOf(count: number, details = plainDetails) {
    const id = `marked-${(made += 1)}`;
    const [one, two] = [(await insertAccount()).id, (await insertAccount()).id];
    const counters = { lastSeq: count, lastChange: count + 1, activeAtMs: nowMs };
    await database().conversations.insert({
      id,
      kind: 'group',
      title: 'T',
      directKey: undefined,
      ...counters,
    });
    const member = {
      conversationId: id,
      role: 'member',
      joinedSeq: 1,
      joinedAtMs: nowMs,
      leftSeq: undefined,
    } as const;
    const fresh = { readSeq: 0, hasWritten: false, change: 1, settings: defaultSettings };
    await database().members.put(
      [one, two].map((accountId, index) => ({
        ...member,
        ...fresh,
        accountId,
        eventNumber: made * 10 + index,
      })),
    );
    for (let seq = 1; seq <= count; seq += 1) {
      const message: StoredMessage = {
        conversationId: id,
        seq,
        change: seq,
        sentChange: seq,
        senderId: one,
        clientId: `${made}-${seq}`.padStart(32, '0'),
        sentHash: 'f'.repeat(64),
        text: `text ${seq}`,
        sentAtMs: nowMs + seq,
        editedAtMs: undefined,
        recalled: false,
        details: { ...details, mentions: details.everyone || details.mentions.length > 0 ? [two] : [] },
      };
      await database().messages.insert(message);
    }
    return { id, one, two };
  }

  test('what a message has besides its text is kept, counted for those it names, and gone with a recall', async () => {
    const event = { kind: 'renamed', title: '组 🎙' } as const;
    const forwarded = { accountId: (await insertAccount()).id, sentAtMs: 5, nickname: undefined };
    const details = { ...plainDetails, replyTo: 1, mentions: ['x'], forwarded, attachmentCount: 0 };
    const { id, one, two } = await conversationOf(2, details);
    const { messages } = database();
    const stored = await messages.bySeq(id, 2);
    expect(stored?.details).toMatchObject({ replyTo: 1, mentions: [two], forwarded: { sentAtMs: 5 } });
    expect(stored?.details.forwarded?.nickname).toBeTypeOf('string');
    expect(await messages.countMentions(two, [id, 'unknown'], 100)).toEqual(new Map([[id, 2]]));
    expect(await messages.countMentions(two, [id], 1)).toEqual(new Map([[id, 1]]));
    if (stored !== undefined) await messages.update({ ...stored, change: 9, text: '', recalled: true });
    expect((await messages.bySeq(id, 2))?.details).toEqual(plainDetails);
    expect(await messages.countMentions(two, [id], 100)).toEqual(new Map([[id, 1]]));
    const line = {
      ...(stored as StoredMessage),
      seq: 3,
      change: 10,
      clientId: 'e'.repeat(28) + id.slice(-4).padStart(4, '0'),
    };
    await messages.insert({ ...line, text: '', details: { ...plainDetails, event } });
    expect((await messages.bySeq(id, 3))?.details.event).toEqual(event);
    const range = { conversationId: id, fromSeq: 1, toSeq: 3 };
    // Neither the recalled one nor the system line.
    expect([
      await messages.countUnread(range, two, 100),
      await messages.countUnread(range, one, 100),
    ]).toEqual([1, 0]);
  });

  test('emoji and pins are kept in the order in which they came, and as they stood at a change', async () => {
    const { id, one, two } = await conversationOf(3);
    const { messages } = database();
    const change = async (seq: number, number: number): Promise<StoredMessage> => ({
      ...((await messages.bySeq(id, seq)) as StoredMessage),
      change: number,
    });
    await messages.react(await change(1, 11), two, '👩🏽‍🚀', true);
    await messages.react(await change(1, 12), one, '👍', true);
    await messages.react(await change(1, 13), two, '👍', true);
    await messages.react(await change(1, 14), one, '👍', false);
    expect((await messages.bySeq(id, 1))?.details.reactions).toEqual([
      { emoji: '👩🏽‍🚀', accountIds: [two] },
      { emoji: '👍', accountIds: [two] },
    ]);
    expect((await messages.reactionsAt(id, [1], 12)).get(1)).toEqual([
      { emoji: '👩🏽‍🚀', accountIds: [two] },
    ]);
    for (const [seq, number] of [
      [2, 15],
      [1, 16],
    ] as const) {
      const message = await change(seq, number);
      await messages.pin({ ...message, details: { ...message.details, pinnedChange: number } });
    }
    const range = { conversationId: id, fromSeq: 1, toSeq: 3, upToChange: 99 };
    expect((await messages.pinned(range, 9)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await messages.countPinned(id)).toBe(2);
    expect(await messages.isChangedAfter(range, 15)).toBe(true);
    expect(await messages.isChangedAfter(range, 16)).toBe(false);
    expect((await messages.first({ ...range, fromSeq: 2 }, 1)).map(({ seq }) => seq)).toEqual([2]);
  });

  test('earlier texts are found by message and as they stood at a change', async () => {
    const { id } = await conversationOf(2);
    const { messageVersions } = database();
    for (const untilChange of [5, 8, 11])
      await messageVersions.insert(id, {
        seq: 1,
        untilChange,
        text: `until ${untilChange}`,
        writtenAtMs: untilChange,
      });
    expect((await messageVersions.of(id, 1, 8, 9)).map(({ text }) => text)).toEqual(['until 5', 'until 8']);
    expect((await messageVersions.at(id, [1, 2], 5)).get(1)?.text).toBe('until 8');
    expect((await messageVersions.at(id, [1, 2], 11)).size).toBe(0);
  });

  test('settings and marks of members are kept, marks move forward, and the furthest other is found', async () => {
    const { id, one, two } = await conversationOf(3);
    const { members } = database();
    await Promise.all([1, 2, 3].map(() => members.ensureSettings(id, two)));
    await members.changeSettings(id, two, { mutedUntilMs: 7, pinned: true });
    await members.changeSettings(id, two, { markedUnread: true, archived: false });
    await members.changeSettings(id, two, {});
    expect([await members.noteDelivered(id, two, 2), await members.noteDelivered(id, two, 1)]).toEqual([
      true,
      false,
    ]);
    const settings = { mutedUntilMs: 7, pinned: true, archived: false, markedUnread: true, deliveredSeq: 2 };
    expect((await members.find(id, two))?.settings).toEqual(settings);
    expect((await members.find(id, one))?.settings).toEqual(defaultSettings);
    expect(await members.furthestOthers(one, [id], [])).toEqual(
      new Map([[id, { deliveredSeq: 2, readSeq: 0 }]]),
    );
    expect(await members.furthestOthers(one, [id], [two])).toEqual(new Map());
    expect((await members.receipts(id, 9)).find(({ accountId }) => accountId === two)?.deliveredSeq).toBe(2);
  });

  test('the oldest messages go up to a time, so many at once, and where a conversation begins is noted', async () => {
    const { id } = await conversationOf(5);
    const { retention, conversations, messages } = database();
    await retention.keep(id, 30);
    expect(await retention.removeOldest(id, nowMs + 4, 2)).toBe(2);
    expect(await retention.removeOldest(id, nowMs + 4, 2)).toBe(1);
    expect(await retention.removeOldest(id, nowMs + 4, 2)).toBe(0);
    expect((await conversations.byId(id))?.retention).toEqual({ days: 30, keptFromSeq: 4 });
    expect(await messages.bySeq(id, 3)).toBeUndefined();
    const [kept] = (await retention.page('', 1000)).filter(({ conversationId }) => conversationId === id);
    expect(kept).toEqual({ conversationId: id, days: 30, oldestAtMs: nowMs + 4 });
  });
}
