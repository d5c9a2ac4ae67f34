import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { CallError } from '../link/call-error.ts';
import type { KeptVoice } from '../files/kept-voices.ts';
import type { SendBytesParts } from '../files/send-bytes.ts';
import type { RecordingListener } from '../media/voice-contract.ts';
import type { Request } from '../messages/ports.ts';
import type { MeetingState } from './meeting-model.ts';
import { VoiceMessages } from './voice-messages.ts';
import { noVoice } from './voice-model.ts';
import { nextVoice } from './voice-player.ts';

const piece = (text: string) => Uint8Array.from(new TextEncoder().encode(text));

/** A microphone, a disk and a server by hand. */
function setUp(
  disk = new Map<string, { voice: Omit<KeptVoice, 'pieces'>; pieces: Uint8Array<ArrayBuffer>[] }>(),
) {
  const store = createStore<MeetingState>(() => ({ voice: noVoice }) as MeetingState);
  const sending: SendBytesParts[] = [];
  const sent: [string, string][] = [];
  let nowMs = 0;
  let online = true;
  let listener: RecordingListener | undefined;
  const voices = new VoiceMessages({
    store,
    origin: 'http://x',
    request: (async (name: string, input: { readonly id?: string }) => {
      if (!online) throw new CallError('server-unreachable');
      if (name === 'attachment:begin-upload') return { id: `u${sending.length}`, key: 'k' };
      return { attachment: { id: input.id, kind: 'voice', name: 'v', bytes: 1, type: 'audio/ogg' } };
    }) as unknown as Request,
    send: (parts) => {
      sending.push(parts);
      return () => undefined;
    },
    kept: {
      begin: async (voice) => void disk.set(voice.id, { voice, pieces: [] }),
      add: async (id, _index, bytes) => void disk.get(id)?.pieces.push(bytes),
      ofAccount: async () => [...disk.values()].map(({ voice, pieces }) => ({ ...voice, pieces })),
      remove: async (id) => void disk.delete(id),
    },
    record: async (given) => {
      listener = given;
      given.onBytes(piece('head'));
      return { stop: async () => given.onBytes(piece('end')) };
    },
    sendMessage: async (conversation, _attachment, bytes) =>
      void sent.push([conversation, await bytes.text()]),
    hold: async () => true,
    makeAddress: () => 'blob:x',
    drawId: () => 'v1',
    now: () => nowMs,
  });
  return {
    voices,
    disk,
    sending,
    sent,
    speak: (text: string) => {
      nowMs += 500;
      listener?.onBytes(piece(text));
      listener?.onLevel(-20);
    },
    goOffline: () => {
      online = false;
    },
    comeBack: () => {
      online = true;
    },
    spoken: () => store.getState().voice.spoken,
  };
}

test('what is spoken is kept and sent piece by piece, and forgotten here once its message is saved', async () => {
  const { voices, disk, sending, sent, speak, spoken } = setUp();
  await voices.begin('ada');
  await voices.record('c1');
  speak('one');
  speak('two');
  expect(spoken()).toMatchObject({ state: 'recording', durationMs: 1000, conversation: 'c1' });
  expect(disk.get('v1')?.pieces).toHaveLength(3);
  await expect.poll(() => sending.length).toBe(1);
  const done = voices.send();
  await Promise.resolve();
  sending[0]?.onSent();
  await done;
  expect(sent).toEqual([['c1', 'headonetwoend']]);
  await expect.poll(() => disk.size).toBe(0);
  expect(spoken()).toBeUndefined();
});

test('row 16: what an earlier page spoke is offered, and sent by one tap', async () => {
  const before = setUp();
  await before.voices.begin('ada');
  await before.voices.record('c1');
  before.speak('one');
  const after = setUp(before.disk);
  await after.voices.begin('ada');
  expect(after.spoken()).toMatchObject({ state: 'left', conversation: 'c1', durationMs: 500 });
  const done = after.voices.send();
  await expect.poll(() => after.sending.length).toBe(1);
  after.sending[0]?.onSent();
  await done;
  expect(after.sent).toEqual([['c1', 'headone']]);
});

test('row 16: without a line it waits with its reason, and one tap sends it when the line is back', async () => {
  const { voices, sending, sent, speak, goOffline, comeBack, spoken, disk } = setUp();
  await voices.begin('ada');
  goOffline();
  await voices.record('c1');
  speak('one');
  await voices.send();
  expect(spoken()).toMatchObject({ state: 'failed', problem: { code: 'server-unreachable' } });
  expect(disk.size).toBe(1);
  comeBack();
  const done = voices.send();
  await expect.poll(() => sending.length).toBe(1);
  sending[0]?.onSent();
  await done;
  expect(sent).toHaveLength(1);
});

test('what is thrown away, or was a slip of the finger, is sent to no one and kept nowhere', async () => {
  const { voices, sent, speak, spoken, disk } = setUp();
  await voices.begin('ada');
  await voices.record('c1');
  speak('one');
  voices.discard();
  await voices.record('c1');
  await voices.send();
  expect([sent, spoken()]).toEqual([[], undefined]);
  await expect.poll(() => disk.size).toBe(0);
});

test('the next voice message of another member follows, unless it was listened to', () => {
  const voice = (id: string) => ({ id, kind: 'voice' as const, name: 'v', bytes: 1, type: 'audio/ogg' });
  const message = (seq: number, senderId: string, id: string) => ({
    seq,
    change: seq,
    senderId,
    clientId: 'c',
    text: '',
    sentAtMs: 1,
    attachments: [voice(id)],
  });
  const messages = [message(1, 'bo', 'a'), message(2, 'bo', 'b'), message(3, 'ada', 'c')];
  expect(nextVoice(messages, 'a', { b: false }, 'ada')?.id).toBe('b');
  expect(nextVoice(messages, 'a', { b: true }, 'ada')).toBeUndefined();
  expect(nextVoice(messages, 'b', { c: false }, 'ada')).toBeUndefined();
});
