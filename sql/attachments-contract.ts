// What every database must do with attachments, contents and uploads, as tests. A part of the database contract.
import { expect, test } from 'vitest';
import type { NewAccount } from './account-store.ts';
import type { NewAttachment } from './attachment-store.ts';
import type { Database } from './database.ts';
import { DuplicateError } from './database-errors.ts';
import { defaultSettings } from './member-settings.ts';
import { plainDetails } from './message-details.ts';

const nowMs = 1_800_000_000_000;
let made = 0;
const newId = (kind: string): string => `${kind}-${(made += 1)}`;

/** @param database that is open, and @param insertAccount makes one in it */
export function attachmentsContract(
  database: () => Database,
  insertAccount: () => Promise<NewAccount>,
): void {
  async function insertAttachment(
    accountId: string,
    changes: Partial<NewAttachment> = {},
  ): Promise<NewAttachment> {
    const blobId = newId('blob');
    if (changes.blobId === undefined)
      await database().blobs.insert({ id: blobId, bytes: 100, type: 'image/png', picture: undefined });
    const attachment: NewAttachment = {
      id: newId('attachment'),
      accountId,
      blobId,
      kind: 'file',
      name: '报告 🎙.png',
      durationMs: undefined,
      waveform: undefined,
      createdAtMs: nowMs,
      ...changes,
    };
    await database().attachments.insert(attachment);
    return attachment;
  }

  /** A message of a group of these accounts that holds attachments. @returns the conversation */
  async function send(accountIds: readonly string[], ids: readonly string[], seq = 5): Promise<string> {
    const conversationId = newId('held');
    const { conversations, members, messages, attachments } = database();
    await conversations.insert({
      id: conversationId,
      kind: 'group',
      title: 'Team',
      directKey: undefined,
      lastSeq: seq,
      lastChange: seq,
      activeAtMs: nowMs,
    });
    await members.put(
      accountIds.map((accountId) => ({
        conversationId,
        accountId,
        role: 'member' as const,
        joinedSeq: 1,
        joinedAtMs: nowMs,
        leftSeq: undefined,
        readSeq: 0,
        hasWritten: true,
        change: 1,
        eventNumber: 1,
        settings: defaultSettings,
      })),
    );
    await messages.insert({
      conversationId,
      seq,
      change: seq,
      sentChange: seq,
      senderId: accountIds[0] ?? '',
      clientId: newId('client'),
      sentHash: 'f'.repeat(64),
      text: '',
      sentAtMs: nowMs,
      editedAtMs: undefined,
      recalled: false,
      details: { ...plainDetails, attachmentCount: ids.length },
    });
    await attachments.hold(conversationId, seq, ids);
    return conversationId;
  }

  test('T1: attachments are readable by those who see a message that holds them, in its order', async () => {
    const [ada, bo, late] = await Promise.all([insertAccount(), insertAccount(), insertAccount()]);
    const [first, second] = [await insertAttachment(ada.id), await insertAttachment(ada.id)];
    const { attachments, members } = database();
    const readers = async () => {
      const found: string[] = [];
      for (const { id } of [ada, bo, late])
        if ((await attachments.readableBy(id, [first.id])).length > 0) found.push(id);
      return found;
    };
    expect(await readers()).toEqual([]);
    const conversation = await send([ada.id, bo.id, late.id], [second.id, first.id]);
    expect(await readers()).toEqual([ada.id, bo.id, late.id]);
    await members.change(conversation, late.id, { leftSeq: 4 });
    expect(await readers()).toEqual([ada.id, bo.id]);
    const held = (await attachments.ofMessages(conversation, [5])).get(5);
    expect(held?.map(({ id, name }) => [id, name])).toEqual([
      [second.id, second.name],
      [first.id, first.name],
    ]);
    expect((await attachments.usableBy(bo.id, [first.id, second.id])).map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
    expect(await attachments.usableBy(late.id, [first.id])).toEqual([]);
    await attachments.release(conversation, 5);
    expect(await readers()).toEqual([]);
  });

  test('row 19: what no message holds, and what no attachment has, is found and removed; what is held stays', async () => {
    const { id: accountId } = await insertAccount();
    const { attachments, blobs } = database();
    const held = await insertAttachment(accountId, { createdAtMs: 1 });
    const twin = await insertAttachment(accountId, { createdAtMs: 1, blobId: held.blobId });
    const young = await insertAttachment(accountId);
    await send([accountId], [held.id]);
    expect(await attachments.bytesOf(accountId)).toBe(300);
    expect(await attachments.unheld(2, 10)).toEqual([twin.id]);
    for (const id of [held.id, twin.id, young.id]) await attachments.removeUnheld(id);
    expect(await attachments.byId(twin.id)).toBeUndefined();
    expect((await attachments.byId(held.id))?.blobId).toBe(held.blobId);
    expect(await blobs.unused(10)).toContain(young.blobId);
    expect([await blobs.removeUnused(held.blobId), await blobs.removeUnused(young.blobId)]).toEqual([
      false,
      true,
    ]);
    expect(await blobs.known([held.blobId, young.blobId])).toEqual(new Set([held.blobId]));
    await expect(
      blobs.insert({ id: held.blobId, bytes: 1, type: 'a/b', picture: undefined }),
    ).rejects.toThrow(DuplicateError);
  });

  test('uploads are there until they are removed, and have their length once', async () => {
    const { id: accountId } = await insertAccount();
    const { uploads } = database();
    const upload = {
      id: newId('upload'),
      accountId,
      keyHash: 'f'.repeat(64),
      name: 'a.txt',
      bytes: undefined,
      reservedBytes: 1000,
      createdAtMs: 5,
    };
    await uploads.insert(upload);
    expect(await uploads.byId(upload.id)).toEqual(upload);
    await uploads.setBytes(upload.id, 7);
    await uploads.setBytes(upload.id, 8);
    expect(await uploads.ofAccount(accountId)).toEqual([{ ...upload, bytes: 7, reservedBytes: 7 }]);
    expect(await uploads.begunBefore(6, 10)).toContain(upload.id);
    await uploads.remove(upload.id);
    expect(await uploads.byId(upload.id)).toBeUndefined();
  });

  test('who has listened to a voice message is kept once', async () => {
    const { id: accountId } = await insertAccount();
    const { id } = await insertAttachment(accountId, { kind: 'voice', durationMs: 1200, waveform: '0v' });
    const { attachments } = database();
    await attachments.markHeard(accountId, id);
    await expect(attachments.markHeard(accountId, id)).rejects.toThrow(DuplicateError);
    expect(await attachments.heardAmong(accountId, [id, 'unknown'])).toEqual([id]);
    expect((await attachments.byId(id))?.attachment).toMatchObject({ durationMs: 1200, waveform: '0v' });
  });
}
