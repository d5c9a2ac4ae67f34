// Who is told what when people open, join, leave and lose rooms: real sockets against a real server.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { reconnectGraceMs } from '../../protocol/limits.ts';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { Reply } from '../../protocol/connection/signalling.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { askHttp, Member, registerAccount } from './member.ts';

let server: ServerProcess;
const members: Member[] = [];

beforeAll(async () => {
  server = await startServer({ env: { REQUEST_ALLOWANCE: '100' } });
});
afterAll(() => server.stop());
afterEach(() => {
  for (const member of members.splice(0)) member.close();
});

async function open(account = registerAccount(server.url), clientId?: string): Promise<Member> {
  const member = await Member.open(server.url, await account, clientId);
  members.push(member);
  return member;
}

/** A host and a guest in one room. */
async function meet(): Promise<{ host: Member; guest: Member; room: RoomSnapshot }> {
  const [host, guest] = [await open(), await open()];
  const { number } = (await host.request('room:create')).room;
  const { room } = await guest.request('room:join', { number });
  await host.nextNotice('peer:joined');
  return { host, guest, room };
}

test('X4: the others learn that a peer receives no H.264, and send JPEG', async () => {
  const { host, room } = await meet();
  const foreigner = await open();
  const codecs = relayFormats.codecs?.filter(({ mimeType }) => !/h264/i.test(mimeType)) ?? [];
  await foreigner.request('room:join', {
    number: room.number,
    rtpCapabilities: { ...relayFormats, codecs },
  });
  // After the guest.
  const { peer } = await host.nextNotice('peer:joined', 1);
  expect(peer.playsH264).toBe(false);
  expect(room.peers.map(({ playsH264 }) => playsH264)).toEqual([undefined, undefined]);
  // Media opened anew, by another browser or after the server started anew, says it anew.
  await foreigner.request('media:reopen', { rtpCapabilities: relayFormats });
  expect(await host.nextNotice('peer:formats-changed')).toEqual({ peerId: peer.peerId, playsH264: true });
  await foreigner.request('media:reopen', { rtpCapabilities: { ...relayFormats, codecs } });
  expect(await host.nextNotice('peer:formats-changed', 1)).toEqual({ peerId: peer.peerId, playsH264: false });
});

test('who was in a meeting is answered that it runs and who is inside, and a stranger as if there were none', async () => {
  const { host, guest, room } = await meet();
  const numbers = [room.number];
  const running = { rooms: [{ number: room.number, count: 1, nicknames: [room.peers[0]?.nickname] }] };
  await guest.request('room:leave', {});
  expect(await guest.request('room:running', { numbers })).toEqual(running);
  expect(await (await open()).request('room:running', { numbers })).toEqual({ rooms: [] });
  await host.request('room:lock', { locked: true });
  expect(await guest.request('room:running', { numbers })).toEqual({ rooms: [] });
  expect(await host.request('room:running', { numbers })).toEqual(running);
});

test('S10: the roster says of whom the nickname looks like an older one, after a restart too, and no client can say so itself', async () => {
  const own = await startServer();
  const name = `Ian ${process.pid} Bell`;
  const accounts = [await registerAccount(own.url, name), await registerAccount(own.url, 'another')] as const;
  const dataDir = await own.stopKeepingData();
  // As an old table has it, from before names were compared by their look.
  const database = new DatabaseSync(join(dataDir, 'plenum.db'));
  database.prepare('delete from nickname_skeletons where account_id = ?').run(accounts[1].accountId);
  database
    .prepare('update accounts set nickname = ?, nickname_key = ? where id = ?')
    .run(name.replace('I', 'l'), 'lan', accounts[1].accountId);
  database.close();
  const again = await startServer({ env: { DATA_DIR: dataDir } });
  try {
    const [host, guest] = [
      await Member.open(again.url, accounts[0]),
      await Member.open(again.url, accounts[1]),
    ];
    const { number } = (await host.request('room:create', { looksLikeOlder: true })).room;
    const { peers } = (await guest.request('room:join', { number })).room;
    expect(peers.map(({ looksLikeOlder }) => looksLikeOlder)).toEqual([undefined, true]);
    expect((await host.nextNotice('peer:joined')).peer.looksLikeOlder).toBe(true);
    host.close();
    guest.close();
  } finally {
    await again.stop();
  }
});

describe('the voices of a room', () => {
  test('are sent as the host chooses: the others are told, and who comes later sees it', async () => {
    const { host, guest, room } = await meet();
    expect(room.voice).toEqual({ chosen: 'speex', used: 'speex' });
    const opus = { chosen: 'opus', used: 'opus' };
    expect(await host.request('room:choose-voice', { codec: 'opus' })).toEqual({ voice: opus });
    expect(await guest.nextNotice('room:voice-changed')).toEqual({ voice: opus });
    expect(host.told('room:voice-changed')).toEqual([]);
    const late = await open();
    expect((await late.request('room:join', { number: room.number })).room.voice).toEqual(opus);
  });

  test('are sent as Opus while a member cannot play Speex', async () => {
    const { host, room } = await meet();
    const other = await open();
    const adapted = { chosen: 'speex', used: 'opus' };
    const joining = { number: room.number, playsSpeex: false };
    expect((await other.request('room:join', joining)).room.voice).toEqual(adapted);
    expect(await host.nextNotice('room:voice-changed')).toEqual({ voice: adapted });
    await other.request('room:leave');
    const restored = { chosen: 'speex', used: 'speex' };
    await expect
      .poll(() => host.told('room:voice-changed')[1], { timeout: 20_000 })
      .toEqual({ voice: restored });
  });
});

describe('opening and joining', () => {
  test('creating answers five digits, the creator as host, and a transport each way', async () => {
    const host = await open();
    const { room, sendTransport, receiveTransport, consumers } = await host.request('room:create');
    expect(room.number).toMatch(/^\d{5}$/);
    expect(room.hostPeerId).toBe(room.selfPeerId);
    expect(room.peers.map((peer) => peer.nickname)).toEqual([host.account.nickname]);
    expect(sendTransport.id).not.toBe(receiveTransport.id);
    for (const { iceCandidates } of [sendTransport, receiveTransport]) {
      expect(iceCandidates.map(({ ip, protocol }) => [ip, protocol])).toEqual([
        ['127.0.0.1', 'udp'],
        ['127.0.0.1', 'tcp'],
      ]);
    }
    expect(consumers).toEqual([]);
  });

  test('a peer that joins sees all, and each of them is notified once', async () => {
    const { host, guest, room } = await meet();
    expect(room.peers.map((peer) => peer.nickname)).toEqual([host.account.nickname, guest.account.nickname]);
    const third = await open();
    const { selfPeerId } = (await third.request('room:join', { number: room.number })).room;
    await guest.nextNotice('peer:joined');
    expect(guest.told('peer:joined').map(({ peer }) => peer.peerId)).toEqual([selfPeerId]);
    // A peer that was just notified of an arrival gets the next one a moment later.
    const toldHost = (): string[] => host.told('peer:joined').map(({ peer }) => peer.peerId);
    await expect.poll(toldHost).toEqual([room.selfPeerId, selfPeerId]);
    expect(third.notices).toEqual([]);
  });

  test('an account in a room can neither create nor join another', async () => {
    const { host, room } = await meet();
    expect(await host.refusal('room:create')).toBe('already-in-room');
    expect(await host.refusal('room:join', { number: room.number })).toBe('already-in-room');
  });

  test('two requests to create at the same time open one room', async () => {
    const host = await open();
    const replies = await Promise.all([host.ask('room:create'), host.ask('room:create')]);
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))).toEqual(['ok', 'already-in-room']);
  });

  test('the answer to a join comes before what happens in the room afterwards', async () => {
    const host = await open();
    const { number } = (await host.request('room:create')).room;
    const guests = await Promise.all(Array.from({ length: 8 }, () => open()));
    const seen = await Promise.all(
      guests.map(async (guest) => {
        const answer = Promise.withResolvers<{ known: string[]; toldEarlier: number }>();
        // Counted in the callback itself: an awaited answer goes on only after the frames that came with it.
        guest.socket.emit('room:join', { number }, (reply: Reply<RequestOutput<'room:join'>>) => {
          const known = reply.ok ? reply.value.room.peers.map((peer) => peer.peerId) : [];
          answer.resolve({ known, toldEarlier: guest.notices.length });
        });
        return { guest, ...(await answer.promise) };
      }),
    );
    const everybody = (await host.request('room:resume')).room.peers.map((peer) => peer.peerId);
    expect(everybody).toHaveLength(9);
    await expect
      .poll(() => seen.map(({ guest, known }) => known.length + guest.told('peer:joined').length))
      .toEqual(seen.map(() => 9));
    for (const { guest, known, toldEarlier } of seen) {
      expect(toldEarlier).toBe(0);
      const learnt = guest.told('peer:joined').map(({ peer }) => peer.peerId);
      expect(new Set([...known, ...learnt])).toEqual(new Set(everybody));
    }
  });
});

describe('rooms that one may not join', () => {
  test('unknown, malformed and locked are refused with the same bytes', async () => {
    const { host, room } = await meet();
    await host.request('room:lock', { locked: true });
    const stranger = await open();
    const tries = [
      { number: room.number },
      { number: room.number, secret: 'wrong' },
      { number: room.number === '00000' ? '00001' : '00000' },
      { number: '1' },
      { number: 'abcde' },
      { number: '' },
    ];
    const replies = [];
    for (const input of tries) replies.push(JSON.stringify(await stranger.ask('room:join', input)));
    expect(new Set(replies)).toEqual(new Set(['{"ok":false,"error":{"code":"room-unavailable"}}']));
  });

  test('S11: the secret of the invitation opens a locked room: the new one, which is the host’s alone', async () => {
    const { host, guest, room } = await meet();
    const { secret } = await host.request('room:lock', { locked: true });
    expect(await guest.nextNotice('room:locked')).toEqual({ locked: true });
    expect((await guest.request('room:resume')).room).not.toHaveProperty('secret');
    const friend = await open();
    const { number } = room;
    expect(await friend.refusal('room:join', { number, secret: room.secret })).toBe('room-unavailable');
    const joined = await friend.request('room:join', { number, secret });
    expect(joined.room.locked).toBe(true);
  });

  test('S9: after five unknown numbers an account of today is told to wait, though not with a right invitation', async () => {
    const { host, room } = await meet();
    const guesser = await open();
    // What is no number at all does not count.
    expect(await guesser.refusal('room:join', { number: 'wrong' })).toBe('room-unavailable');
    const wrong = Array.from({ length: 6 }, (_, index) => `0000${index}`).filter((it) => it !== room.number);
    // The one that is asked twice in a row counts once.
    for (const number of [wrong[0], ...wrong.slice(0, 5)]) {
      expect(await guesser.refusal('room:join', { number })).toBe('room-unavailable');
    }
    const reply = await guesser.ask('room:join', { number: room.number });
    expect(reply).toMatchObject({ ok: false, error: { code: 'too-many-attempts' } });
    const { number, secret } = (await host.request('room:resume')).room;
    const invented = { number, secret: 'x'.repeat(22) };
    expect(await guesser.refusal('room:join', invented)).toBe('too-many-attempts');
    expect(await guesser.refusal('room:join', { number, secret })).toBe('ok');
    const other = await open();
    expect(await other.refusal('room:join', { number: room.number })).toBe('ok');
  });
});

describe('leaving', () => {
  test('all are notified once, the longest member becomes host, and the meeting that emptied is kept', async () => {
    const { host, guest, room } = await meet();
    await host.request('room:leave');
    expect(await guest.nextNotice('peer:left')).toEqual({ peerId: room.hostPeerId, reason: 'left' });
    expect(await guest.nextNotice('room:host-changed')).toEqual({
      hostPeerId: room.selfPeerId,
      secret: expect.any(String) as string,
    });
    await guest.request('room:leave');
    expect(await host.refusal('room:leave')).toBe('not-in-room');
    expect(await host.refusal('room:join', { number: room.number })).toBe('ok');
    expect(guest.told('peer:left')).toHaveLength(1);
  });

  test('closing the window leaves at once', async () => {
    const { host, guest, room } = await meet();
    guest.close();
    expect(await host.nextNotice('peer:left')).toEqual({ peerId: room.selfPeerId, reason: 'left' });
    expect(host.told('peer:connection-changed')).toEqual([]);
  });

  test('a tab that goes away leaves at once', async () => {
    const { host, guest, room } = await meet();
    guest.leavePage();
    expect(await host.nextNotice('peer:left')).toEqual({ peerId: room.selfPeerId, reason: 'left' });
    expect(host.told('peer:connection-changed')).toEqual([]);
  });

  test('a client that gives up a line it holds for broken keeps its place', async () => {
    const { host, guest, room } = await meet();
    guest.socket.io.engine.close();
    expect(await host.nextNotice('peer:connection-changed')).toEqual({
      peerId: room.selfPeerId,
      connected: false,
    });
    const again = await open(Promise.resolve(guest.account), guest.clientId);
    expect((await again.request('room:resume')).room.selfPeerId).toBe(room.selfPeerId);
    expect(host.told('peer:left')).toEqual([]);
  });

  test('signing out everywhere closes the window and tells the others', async () => {
    const { host, guest, room } = await meet();
    await askHttp(server.url, 'account:sign-out-everywhere', {}, guest.account.token);
    await guest.closed();
    expect(guest.notices.at(-1)).toEqual({ name: 'session:ended', body: {} });
    expect(await host.nextNotice('peer:left')).toEqual({ peerId: room.selfPeerId, reason: 'signed-out' });
    expect(host.told('peer:left')).toHaveLength(1);
  });

  test('a window that moves the call while another of the account opens a room ends with one or none', async () => {
    const account = await registerAccount(server.url);
    for (let round = 0; round < 10; round += 1) {
      const first = await open(Promise.resolve(account));
      void first.ask('room:create').catch(() => undefined);
      const second = await open(Promise.resolve(account));
      expect(await second.refusal('room:create', { moveHere: true })).toBe('ok');
      first.close();
    }
    const page = await (await fetch(`${server.url}/metrics`)).text();
    expect(page).toMatch(/^plenum_rooms 1$/m);
    expect(page).toMatch(/^plenum_peers 1$/m);
    await expect
      .poll(async () => (await fetch(`${server.url}/metrics`)).text())
      .toMatch(/_worker_peers\{.*\} 1$/m);
  });

  test('a line that breaks keeps its place, and the same window takes it up again', async () => {
    const { host, guest, room } = await meet();
    guest.breakConnection();
    expect(await host.nextNotice('peer:connection-changed')).toEqual({
      peerId: room.selfPeerId,
      connected: false,
    });
    const again = await open(Promise.resolve(guest.account), guest.clientId);
    expect(await host.nextNotice('peer:connection-changed', 1)).toEqual({
      peerId: room.selfPeerId,
      connected: true,
    });
    const resumed = await again.request('room:resume');
    expect(resumed.mediaOpen).toBe(true);
    expect(resumed.room.selfPeerId).toBe(room.selfPeerId);
    expect(host.told('peer:left')).toEqual([]);
  });

  test('the same window may come back before the server has noticed that its line broke', async () => {
    const { host, guest, room } = await meet();
    const again = await open(Promise.resolve(guest.account), guest.clientId);
    await guest.closed();
    expect((await again.request('room:resume')).room.selfPeerId).toBe(room.selfPeerId);
    expect(guest.notices).toEqual([]);
    expect(host.notices.map((notice) => notice.name)).toEqual(['peer:joined']);
  });

  test('a line that stays broken counts as gone after the grace time', async () => {
    const { host, guest, room } = await meet();
    guest.breakConnection();
    await host.nextNotice('peer:connection-changed');
    await new Promise((resolve) => setTimeout(resolve, reconnectGraceMs));
    expect(await host.nextNotice('peer:left')).toEqual({
      peerId: room.selfPeerId,
      reason: 'connection-lost',
    });
    const again = await open(Promise.resolve(guest.account), guest.clientId);
    expect(await again.refusal('room:resume')).toBe('not-in-room');
  });

  test('U1: the place of an account moves to another window when asked to, and the earlier one stays connected', async () => {
    const { host, guest, room } = await meet();
    const elsewhere = await open(Promise.resolve(guest.account));
    const { number } = room;
    expect(await elsewhere.refusal('room:resume')).toBe('not-in-room');
    expect(await elsewhere.ask('room:join', { number })).toEqual({
      ok: false,
      error: { code: 'in-meeting-elsewhere', elsewhere: { number, isSameDevice: true } },
    });
    expect(await elsewhere.refusal('room:create')).toBe('in-meeting-elsewhere');
    expect(host.told('peer:left')).toEqual([]);
    const moved = await elsewhere.request('room:join', { number, moveHere: true });
    expect(await guest.nextNotice('room:place-moved')).toEqual({ number });
    expect(await host.nextNotice('peer:left')).toEqual({
      peerId: room.selfPeerId,
      reason: 'signed-in-elsewhere',
    });
    expect(await guest.refusal('room:resume')).toBe('not-in-room');
    expect(await guest.refusal('connection:check')).toBe('ok');
    // It comes back the same way.
    await guest.request('room:join', { number, moveHere: true });
    expect(await elsewhere.nextNotice('room:place-moved')).toEqual({ number });
    expect(await host.nextNotice('peer:left', 1)).toMatchObject({ peerId: moved.room.selfPeerId });
    expect(host.told('peer:joined')).toHaveLength(3);
  });
});
