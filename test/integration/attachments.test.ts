// Attachments at a real server: uploaded by tus, sent in a message, opened by ticket, carried by a backup.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attachment } from '../../protocol/files/model.ts';
import { FilePlaces } from '../../server/features/files/file-places.ts';
import { restoreBackup } from '../../server/ops/backup/restore-backup.ts';
import { writeBackup } from '../../server/ops/backup/write-backup.ts';
import { MessageDevice } from '../../peers/message-device.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { registerAccount } from './member.ts';

let server: ServerProcess;
let ada: MessageDevice;
let bo: MessageDevice;
let stranger: MessageDevice;
let conversation: string;

beforeAll(async () => {
  server = await startServer({ env: { ATTACHMENTS_PER_ACCOUNT: '30' } });
  [ada, bo, stranger] = await Promise.all([openDevice(), openDevice(), openDevice()]);
  // Who was asked something before may be written to without asking.
  const { state } = await bo.ask('conversation:open-direct', { accountId: ada.accountId });
  conversation = state.conversation;
  await bo.ask('message:send', { conversation, clientId: drawId(), text: 'hello' });
});
afterAll(async () => {
  for (const device of [ada, bo, stranger]) device?.kill();
  await server?.stop();
});

const drawId = (): string => randomBytes(16).toString('hex');

async function openDevice(): Promise<MessageDevice> {
  const device = new MessageDevice(server.url, await registerAccount(server.url));
  await device.start();
  return device;
}

async function upload(device: MessageDevice, name: string, content: Buffer): Promise<Attachment> {
  const { id, key } = await device.ask('attachment:begin-upload', { name, bytes: content.length });
  const answer = await fetch(`${server.url}/api/files/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': '0',
      Authorization: `Bearer ${key}`,
    },
    body: Uint8Array.from(content),
  });
  expect(answer.status).toBe(204);
  return (await device.ask('attachment:finish', { id })).attachment;
}

/** Opens an attachment; without a ticket there is no answer. */
async function open(device: MessageDevice, id: string, range?: string): Promise<Response | undefined> {
  const { tickets } = await device.ask('attachment:draw-tickets', { parts: [{ id, part: 'content' }] });
  const [ticket] = tickets;
  if (ticket === undefined) return undefined;
  return fetch(server.url + ticket.path, { headers: range === undefined ? {} : { Range: range } });
}

test('T1, T2: a file that was sent is opened by the other, whole or in part, and by no stranger', async () => {
  const content = randomBytes(3_000_000);
  const { id } = await upload(ada, '报告.pdf', content);
  expect(await open(bo, id)).toBeUndefined();
  await ada.ask('message:send', { conversation, clientId: drawId(), text: '', attachments: [id] });
  const whole = await open(bo, id);
  expect(whole?.status).toBe(200);
  expect(Buffer.from(await (whole as Response).arrayBuffer()).equals(content)).toBe(true);
  expect(whole?.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  const part = await open(bo, id, 'bytes=1000-1999');
  expect(part?.status).toBe(206);
  expect(Buffer.from(await (part as Response).arrayBuffer()).equals(content.subarray(1000, 2000))).toBe(true);
  expect(await open(stranger, id)).toBeUndefined();
  expect(await open(stranger, 'f'.repeat(32))).toBeUndefined();
  for (const attachments of [[id], ['f'.repeat(32)]])
    await expect(
      stranger.ask('message:send', { conversation, clientId: drawId(), text: '', attachments }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^no-such-/) });
});

test('a recalled message gives nothing any more, and space that is used up is refused before the first byte', async () => {
  const { id } = await upload(ada, 'a.bin', randomBytes(15_000_000));
  const { seq } = await ada.ask('message:send', {
    conversation,
    clientId: drawId(),
    text: '',
    attachments: [id],
  });
  expect((await open(bo, id))?.status).toBe(200);
  await expect(
    ada.ask('attachment:begin-upload', { name: 'b.bin', bytes: 15_000_000 }),
  ).rejects.toMatchObject({ code: 'quota-reached' });
  await ada.ask('message:recall', { conversation, seq });
  expect(await open(bo, id)).toBeUndefined();
});

test('a backup carries the bytes of attachments, which are there after a restore', async () => {
  const content = Buffer.from('kept for long');
  const { id } = await upload(bo, 'kept.txt', content);
  await bo.ask('message:send', { conversation, clientId: drawId(), text: '', attachments: [id] });
  const folder = await mkdtemp(join(tmpdir(), 'plenum-restored-'));
  const file = join(folder, 'a.backup');
  await writeBackup({ dataDir: server.dataDir }, file);
  await restoreBackup({ dataDir: folder }, file, false);
  const etag = (await open(bo, id))?.headers.get('etag') ?? '';
  const places = new FilePlaces(folder);
  expect(await readFile(places.blob(etag.replaceAll('"', '')))).toEqual(content);
  await rm(folder, { recursive: true });
});
