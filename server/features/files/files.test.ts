import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachmentMaxBytes, openUploadsMax, unsentLifetimeMs } from '../../../protocol/files/file-limits.ts';
import { KeyedQueue } from '../../limits/keyed-queue.ts';
import { FilePlaces } from './file-places.ts';
import { sweepFiles } from './sweep-files.ts';
import { startMs, TestFiles } from './test-files.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));

let files: TestFiles;
let ada: string;
let bo: string;
let stranger: string;
beforeAll(async () => {
  files = await TestFiles.open();
  ada = await files.register('ada');
  bo = await files.register('bo');
  stranger = await files.register('stranger');
});
afterAll(() => files.close());

describe('an upload', () => {
  test('becomes an attachment whose bytes its readers get, and answers alike when it is finished again', async () => {
    const begun = await files.ask(ada, 'attachment:begin-upload', { name: '报告 1.txt', bytes: 5 });
    expect((await files.patch(begun, bytesOf('hello'))).status).toBe(204);
    const first = await files.ask(ada, 'attachment:finish', { id: begun.id });
    expect(first.attachment).toEqual({
      id: begun.id,
      kind: 'file',
      name: '报告 1.txt',
      bytes: 5,
      type: 'application/octet-stream',
    });
    expect(await files.ask(ada, 'attachment:finish', { id: begun.id })).toEqual(first);
    const conversation = await files.conversation(ada, bo);
    await files.send(ada, conversation, begun.id);
    const opened = await files.open(bo, begun.id);
    expect(await opened.text()).toBe('hello');
    expect(opened.headers.get('etag')).toBe(`"${createHash('sha256').update('hello').digest('hex')}"`);
    expect(opened.headers.get('content-disposition')).toBe(
      `attachment; filename="__ 1.txt"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.txt`,
    );
  });

  test('goes on where it stopped, and is refused at another offset', async () => {
    const begun = await files.ask(ada, 'attachment:begin-upload', { name: 'a.txt', bytes: 10 });
    await files.patch(begun, bytesOf('01234'));
    expect((await files.head(begun.id, begun.key)).headers.get('upload-offset')).toBe('5');
    expect((await files.patch(begun, bytesOf('0123456789'))).status).toBe(409);
    expect(await files.refusal(ada, 'attachment:finish', { id: begun.id })).toBe('upload-incomplete');
    await files.patch(begun, bytesOf('56789'), 5);
    const { attachment } = await files.ask(ada, 'attachment:finish', { id: begun.id });
    await files.send(ada, await files.conversation(ada), attachment.id);
    expect(await (await files.open(ada, attachment.id)).text()).toBe('0123456789');
  });

  test('T16: of another account is not there, with the same bytes as one that there is not', async () => {
    const begun = await files.ask(ada, 'attachment:begin-upload', { name: 'a.txt', bytes: 1 });
    const key = 'x'.repeat(43);
    const wrong = await files.patch({ id: begun.id, key }, bytesOf('x'));
    const unknown = await files.patch({ id: 'f'.repeat(32), key }, bytesOf('x'));
    expect([wrong.status, await wrong.text()]).toEqual([404, await unknown.text()]);
    expect((await files.head(begun.id, key)).status).toBe(404);
    expect(await files.refusal(stranger, 'attachment:finish', { id: begun.id })).toBe('no-such-attachment');
    expect(await files.refusal(stranger, 'attachment:finish', { id: 'f'.repeat(32) })).toBe(
      'no-such-attachment',
    );
  });

  test('T17: takes no byte beyond its length, and no length beyond the limit', async () => {
    const begun = await files.ask(ada, 'attachment:begin-upload', { name: 'a.txt', bytes: 4 });
    expect((await files.patch(begun, bytesOf('0123456789'))).status).toBe(413);
    expect((await files.patch(begun, bytesOf('01'), 2 ** 53)).status).toBe(409);
    const voice = await files.ask(ada, 'attachment:begin-upload', { name: 'voice.ogg' });
    for (const length of ['9223372036854775808', '1000000000000', '-1', 'x'])
      expect((await files.patch(voice, bytesOf('0'), 0, { 'Upload-Length': length })).status).not.toBe(204);
    expect((await files.head(voice.id, voice.key)).headers.get('upload-defer-length')).toBe('1');
    const left = await readdir(join(files.dataDir, 'uploads'));
    expect(left).toContain(begun.id);
    for (const { id, key } of [begun, voice])
      expect(Number((await files.head(id, key)).headers.get('upload-offset'))).toBeLessThanOrEqual(4);
  });

  test('T17: of two requests that write at once the newer one goes on', async () => {
    const begun = await files.ask(ada, 'attachment:begin-upload', { name: 'a.txt', bytes: 8 });
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
    const stuck = fetch(`${files.origin}/api/files/uploads/${begun.id}`, {
      method: 'PATCH',
      headers: {
        'Tus-Resumable': '1.0.0',
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': '0',
        Authorization: `Bearer ${begun.key}`,
      },
      body: readable,
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    const writer = writable.getWriter();
    await writer.write(bytesOf('0123'));
    await expect
      .poll(async () => (await readFile(join(files.dataDir, 'uploads', begun.id))).length, { timeout: 5000 })
      .toBe(4);
    const head = await files.head(begun.id, begun.key);
    expect(head.headers.get('upload-offset')).toBe('4');
    expect((await files.patch(begun, bytesOf('4567'), 4)).status).toBe(204);
    await writer.close().catch(() => undefined);
    await stuck;
    expect((await files.ask(ada, 'attachment:finish', { id: begun.id })).attachment.bytes).toBe(8);
  });

  test('that is spoken has no length before its end', async () => {
    const begun = await files.ask(ada, 'attachment:begin-upload', { name: 'voice.ogg' });
    await files.patch(begun, bytesOf('OggS\0'));
    await files.patch(begun, bytesOf('more'), 5, { 'Upload-Length': '9' });
    const voice = { durationMs: 1200, waveform: '0v0' };
    const { attachment } = await files.ask(ada, 'attachment:finish', { id: begun.id, voice });
    expect(attachment).toMatchObject({ kind: 'voice', type: 'audio/ogg', bytes: 9, ...voice });
  });

  test('T16: has a name that is no path and holds no character that could end a header', async () => {
    const names = ['../x', 'a/b', 'a\\b', '..', '.', ' ', '', 'a\nb', 'a\0b', 'a\u202eb', '字'.repeat(86)];
    for (const name of names)
      await expect(async () =>
        files.ask(ada, 'attachment:begin-upload', { name, bytes: 1 }),
      ).rejects.toThrow();
    const name = 'con "1", \u0065\u0301;.txt';
    const { id } = await files.upload(ada, name, bytesOf('x'));
    await files.send(ada, await files.conversation(ada), id);
    const disposition = (await files.open(ada, id)).headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(name.normalize('NFC'));
  });
});

describe('limits', () => {
  test('T18: size, space, and how many are open, are refused before the first byte', async () => {
    const small = await TestFiles.open(20_000_000);
    const one = await small.register('one');
    const begin = (bytes: number) => small.refusal(one, 'attachment:begin-upload', { name: 'a', bytes });
    expect(await begin(attachmentMaxBytes + 1)).toBe('file-too-large');
    const together = await Promise.all([begin(9e6), begin(9e6), begin(9e6)]);
    expect(together.toSorted()).toEqual(['ok', 'ok', 'quota-reached']);
    for (let count = 2; count < openUploadsMax; count += 1) expect(await begin(1)).toBe('ok');
    expect(await begin(1)).toBe('too-many-uploads');
    await small.close();
  });

  test('G5: a thousand accounts of one address fill no disk, and 300 people behind one router send a picture each', async () => {
    const address = '198.51.100.7';
    const many = await TestFiles.open();
    const begin = (accountId: string, bytes: number) =>
      many.refusal(accountId, 'attachment:begin-upload', { name: 'a', bytes }, address);
    for (let person = 0; person < 300; person += 1)
      expect(await begin(await many.register('p'), 5_000_000)).toBe('ok');
    const refused: string[] = [];
    for (let attacker = 0; attacker < 10; attacker += 1)
      refused.push(await begin(await many.register('a'), attachmentMaxBytes));
    expect(refused.filter((code) => code === 'too-often').length).toBeGreaterThan(4);
    await many.close();
  });
});

describe('who may open an attachment', () => {
  test('T1: a member of a conversation that holds it, as far as the member sees; no other, however they ask', async () => {
    const { id } = await files.upload(ada, 'a.txt', bytesOf('secret'));
    expect((await files.open(ada, id)).status).toBe(404);
    const conversation = await files.conversation(ada, bo, stranger);
    const seq = await files.send(ada, conversation, id);
    expect((await files.open(bo, id)).status).toBe(200);
    await files.database.members.change(conversation, stranger, { leftSeq: seq - 1 });
    expect((await files.open(stranger, id)).status).toBe(404);
    await files.database.members.change(conversation, stranger, { leftSeq: seq });
    expect((await files.open(stranger, id)).status).toBe(200);
  });

  test('T1: a ticket opens nothing once its account may not read any more', async () => {
    const { id } = await files.upload(ada, 'a.txt', bytesOf('secret'));
    const conversation = await files.conversation(ada, bo);
    const seq = await files.send(ada, conversation, id);
    const { tickets } = await files.ask(bo, 'attachment:draw-tickets', { parts: [{ id, part: 'content' }] });
    const url = `${files.origin}${tickets[0]?.path}`;
    expect((await fetch(url)).status).toBe(200);
    await files.database.attachments.release(conversation, seq);
    expect((await fetch(url)).status).toBe(404);
  });

  test('T2: foreign and unknown attachments are answered alike, as are tickets that were changed or have run out', async () => {
    const { id } = await files.upload(ada, 'a.txt', bytesOf('secret'));
    await files.send(ada, await files.conversation(ada), id);
    const parts = [id, 'f'.repeat(32)].map((each) => ({ id: each, part: 'content' as const }));
    expect(await files.ask(stranger, 'attachment:draw-tickets', { parts })).toEqual({ tickets: [] });
    expect(await files.refusal(stranger, 'attachment:mark-heard', { id })).toBe('no-such-attachment');
    const { tickets } = await files.ask(ada, 'attachment:draw-tickets', { parts });
    expect(tickets).toHaveLength(1);
    const path = tickets[0]?.path ?? '';
    const changed = path.replace(/content\/../, 'content/xx');
    const answers = [await fetch(files.origin + changed), await fetch(`${files.origin}${path}x`)];
    files.elapsedMs += 61_000;
    answers.push(await fetch(files.origin + path));
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ error: { code: 'no-such-attachment' } });
    }
  });

  test('knowing the content of a file gives nothing: who uploads the same has it, who names its hash has not', async () => {
    const { id } = await files.upload(ada, 'a.txt', bytesOf('the same'));
    const other = await files.upload(bo, 'b.txt', bytesOf('the same'));
    expect(other.id).not.toBe(id);
    await files.send(bo, await files.conversation(bo), other.id);
    expect(await (await files.open(bo, other.id)).text()).toBe('the same');
    const hash = createHash('sha256').update('the same').digest('hex');
    expect((await files.open(bo, hash)).status).toBe(404);
    expect((await readdir(join(files.dataDir, 'blobs', hash.slice(0, 2)))).length).toBe(1);
  });
});

test('T20: a range is one part or refused, and If-Range asks for the whole of another file', async () => {
  const { id } = await files.upload(ada, 'a.txt', bytesOf('0123456789'));
  await files.send(ada, await files.conversation(ada), id);
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const answer = await files.open(ada, id, headers);
    return [answer.status, await answer.text()];
  };
  expect(await ask({ Range: 'bytes=2-4' })).toEqual([206, '234']);
  expect(await ask({ Range: 'bytes=8-' })).toEqual([206, '89']);
  expect(await ask({ Range: 'bytes=-3' })).toEqual([206, '789']);
  for (const range of ['bytes=0-,0-', 'bytes=-0', 'bytes=10-', 'bytes=18446744073709551616-', 'lines=1-2'])
    expect(await ask({ Range: range })).toEqual([416, '']);
  const etag = (await files.open(ada, id)).headers.get('etag') ?? '';
  expect(await ask({ Range: 'bytes=2-4', 'If-Range': etag })).toEqual([206, '234']);
  expect(await ask({ Range: 'bytes=2-4', 'If-Range': '"x"' })).toEqual([200, '0123456789']);
  expect(await ask({ 'If-None-Match': etag })).toEqual([304, '']);
});

test('T28: what looks like a page is saved, never shown, and may do nothing', async () => {
  const page = bytesOf('<html><script>alert(1)</script>');
  for (const name of ['a.html', 'a.svg', 'a.png', 'a.jpg.exe']) {
    const { id, kind } = await files.upload(ada, name, page);
    expect(kind).toBe('file');
    await files.send(ada, await files.conversation(ada), id);
    const { headers } = await files.open(ada, id);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('T31: a picture has its size and a small picture without metadata', async () => {
  const withPlace = await sharp({ create: { width: 1200, height: 800, channels: 3, background: 'teal' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const picture = await files.upload(ada, 'a.jpg', Uint8Array.from(withPlace));
  expect(picture).toMatchObject({ kind: 'picture', type: 'image/jpeg', width: 800, height: 1200 });
  expect(picture.placeholder?.length).toBeGreaterThan(20);
  await files.send(ada, await files.conversation(ada), picture.id);
  const preview = await files.open(ada, picture.id, {}, 'preview');
  expect(preview.headers.get('content-type')).toBe('image/webp');
  const { width, height, exif, orientation } = await sharp(await preview.arrayBuffer()).metadata();
  expect({ width, height, exif, orientation }).toEqual({
    width: 640,
    height: 960,
    exif: undefined,
    orientation: undefined,
  });
});

test('T29: what begins like a picture and is none stays a file', async () => {
  const broken = Uint8Array.from([0x89, ...Buffer.from('PNG\r\n\x1a\n'), ...Buffer.alloc(100, 7)]);
  const { kind, width } = await files.upload(ada, 'a.png', broken);
  expect([kind, width]).toEqual(['file', undefined]);
});

test('a voice message that was listened to is known on all devices', async () => {
  const { id } = await files.upload(ada, 'a.ogg', bytesOf('OggS\0 heard'));
  await files.send(ada, await files.conversation(ada, bo), id);
  expect(await files.ask(bo, 'attachment:list-heard', { ids: [id] })).toEqual({ ids: [] });
  await files.ask(bo, 'attachment:mark-heard', { id });
  await files.ask(bo, 'attachment:mark-heard', { id });
  expect(files.sent.filter(([to]) => to === bo)).toEqual([[bo, { name: 'attachment:heard', body: { id } }]]);
  expect(await files.ask(bo, 'attachment:list-heard', { ids: [id] })).toEqual({ ids: [id] });
  expect(await files.ask(ada, 'attachment:list-heard', { ids: [id] })).toEqual({ ids: [] });
});

test('row 19: what no message holds is gone after a day, bytes and all; what one holds stays', async () => {
  const own = await TestFiles.open();
  const one = await own.register('one');
  const places = new FilePlaces(own.dataDir);
  const sweep = (afterMs: number) =>
    sweepFiles({ database: own.database, places, contents: new KeyedQueue() }, startMs + afterMs);
  const onDisk = async () => {
    const names = await readdir(own.dataDir, { recursive: true, withFileTypes: true });
    return names.filter((each) => each.isFile() && /blobs|uploads/.test(each.parentPath)).length;
  };
  const conversation = await own.conversation(one);
  const held = await own.upload(one, 'held.txt', bytesOf('held'));
  const twin = await own.upload(one, 'twin.txt', bytesOf('held'));
  const seq = await own.send(one, conversation, held.id);
  await own.upload(one, 'unsent.txt', bytesOf('unsent'));
  await own.ask(one, 'attachment:begin-upload', { name: 'unfinished.txt', bytes: 5 });
  await sweep(unsentLifetimeMs - 1);
  expect(await onDisk()).toBe(3);
  await sweep(unsentLifetimeMs + 1);
  expect(await onDisk()).toBe(1);
  expect(await (await own.open(one, held.id)).text()).toBe('held');
  expect(await own.database.attachments.byId(twin.id)).toBeUndefined();
  await own.database.attachments.release(conversation, seq);
  await sweep(unsentLifetimeMs + 2);
  expect(await onDisk()).toBe(0);
  expect(await own.database.attachments.byId(held.id)).toBeUndefined();
  await own.close();
});
