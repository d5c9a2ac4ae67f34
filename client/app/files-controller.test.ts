import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import { attachmentMaxBytes } from '../../protocol/files/file-limits.ts';
import type { SendBytesParts } from '../files/send-bytes.ts';
import { StoredUploads } from '../files/stored-uploads.ts';
import type { Request } from '../messages/ports.ts';
import { FilesController } from './files-controller.ts';
import { noFiles } from './files-model.ts';
import type { MeetingState } from './meeting-model.ts';

const key = 'k'.repeat(43);

/** A server by hand: uploads wait until the test says what becomes of them. */
function setUp() {
  const store = createStore<MeetingState>(() => ({ files: noFiles }) as MeetingState);
  const asked: [string, unknown][] = [];
  const sending: SendBytesParts[] = [];
  let stopped = 0;
  let refuses: ErrorCode | undefined;
  const stored = new Map<string, string>();
  const request = (async (
    name: string,
    input: { readonly id?: string; readonly ids?: readonly string[] },
  ) => {
    asked.push([name, input]);
    if (refuses !== undefined) throw Object.assign(new Error(refuses), { code: refuses });
    if (name === 'attachment:begin-upload') return { id: `upload${asked.length}`, key };
    if (name === 'attachment:list-heard') return { ids: input.ids?.slice(0, 1) };
    return { attachment: { id: input.id, kind: 'file', name: 'a.txt', bytes: 5, type: 'text/plain' } };
  }) as unknown as Request;
  const controller = new FilesController({
    store,
    origin: 'http://x',
    request,
    stored: new StoredUploads(
      { getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => void stored.set(name, value) },
      () => 1,
    ),
    send: (parts) => {
      sending.push(parts);
      return () => void (stopped += 1);
    },
    read: async () => new Blob(['read']),
    later: (_ms, work) => {
      queueMicrotask(work);
      return () => undefined;
    },
    makeAddress: () => 'blob:x',
    dropAddress: () => undefined,
  });
  controller.begin('ada');
  return {
    files: controller.actions(),
    controller,
    asked,
    sending,
    stopped: () => stopped,
    refuse: (code: ErrorCode | undefined) => {
      refuses = code;
    },
    tray: () => store.getState().files.trays['c1'] ?? [],
    refused: () => store.getState().files.refused['c1']?.code,
    heard: () => store.getState().files.heard,
  };
}

const file = (name: string, text = 'hello') => new File([text], name, { lastModified: 7 });

test('a file is sent while one writes, and taken into the message once it has arrived', async () => {
  const { files, sending, tray } = setUp();
  files.attach('c1', [file('a.txt')]);
  await expect.poll(() => sending.length).toBe(1);
  sending[0]?.onProgress(3);
  expect(tray()[0]).toMatchObject({ state: 'sending', progress: 0.6, name: 'a.txt' });
  const taken = files.take('c1');
  sending[0]?.onSent();
  expect(await taken).toEqual([{ id: 'upload1', kind: 'file', name: 'a.txt', bytes: 5, type: 'text/plain' }]);
  expect(tray()).toEqual([]);
});

test('what is too large, badly named or too many is refused with a sentence; the others are sent', async () => {
  const { files, sending, tray, refused } = setUp();
  const large = Object.defineProperty(file('large'), 'size', { value: attachmentMaxBytes + 1 });
  files.attach('c1', [large, file('a.txt')]);
  expect([refused(), tray().length]).toEqual(['file-too-large', 1]);
  files.attach('c1', [file('a\u202eb')]);
  expect([refused(), tray().length]).toEqual(['bad-file-name', 1]);
  files.attach(
    'c1',
    Array.from({ length: 10 }, (_, index) => file(`${index}`)),
  );
  expect([refused(), tray().length]).toEqual(['too-many-attachments', 10]);
  await expect.poll(() => sending.length).toBe(10);
});

test('what failed stays with its reason, keeps the message from being sent, and is sent again or taken away', async () => {
  const { files, sending, tray } = setUp();
  files.attach('c1', [file('a.txt')]);
  await expect.poll(() => sending.length).toBe(1);
  const taken = files.take('c1');
  sending[0]?.onRefused('disk-full');
  expect(await taken).toBeUndefined();
  expect(tray()[0]).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } });
  files.retry('c1', tray()[0]?.key ?? '');
  await expect.poll(() => sending.length).toBe(2);
  // The same upload goes on: it is known on this device.
  expect(sending[1]?.begun).toMatchObject(sending[0]?.begun ?? {});
  const second = files.take('c1');
  files.detach('c1', tray()[0]?.key ?? '');
  expect(await second).toEqual([]);
});

test('an upload that the server let go of begins anew', async () => {
  const { files, sending } = setUp();
  files.attach('c1', [file('a.txt')]);
  await expect.poll(() => sending.length).toBe(1);
  files.detach('c1', '1');
  files.attach('c1', [file('a.txt')]);
  await expect.poll(() => sending.length).toBe(2);
  sending[1]?.onRefused('no-such-attachment');
  await expect.poll(() => sending.length).toBe(3);
  expect(sending[2]?.begun.id).not.toBe(sending[1]?.begun.id);
});

test('which voice messages were listened to is asked once, and known from other devices', async () => {
  const { files, controller, asked, heard } = setUp();
  files.lookHeard(['v1', 'v2']);
  await expect.poll(heard).toEqual({ v1: true, v2: false });
  files.lookHeard(['v1', 'v2']);
  controller.handleNotice({ name: 'attachment:heard', body: { id: 'v2' } });
  expect(heard()).toEqual({ v1: true, v2: true });
  expect(asked).toHaveLength(1);
});
