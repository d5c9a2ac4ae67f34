// Pages that are loaded again, windows that wake up, meetings that emptied: against a real server, over real sockets.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { type Account, Member, registerAccount } from './member.ts';

let server: ServerProcess;
const opened: Member[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterEach(() => {
  for (const member of opened.splice(0)) member.close();
});
afterAll(async () => {
  await server?.stop();
});

/** The page of a tab; the next one of the same tab goes by the same name. */
async function openPage(account: Account, before?: Member): Promise<Member> {
  const member = await Member.open(server.url, account, before?.clientId, undefined, {
    survivesReload: true,
  });
  opened.push(member);
  return member;
}

async function meet() {
  const [ann, bob] = await Promise.all([registerAccount(server.url), registerAccount(server.url)]);
  const [host, guest] = [await openPage(ann), await openPage(bob)];
  const { room } = await host.request('room:create');
  const { number } = room;
  const { room: joined } = await guest.request('room:join', { number });
  return { ann, bob, host, guest, number, hostPeerId: room.selfPeerId, guestPeerId: joined.selfPeerId };
}

test('U3: a host whose page is loaded again is the same peer, hosts the locked meeting with its PIN', async () => {
  const { ann, host, guest, number, hostPeerId } = await meet();
  const { pin } = await host.request('room:require-pin', { required: true });
  const { secret } = await host.request('room:lock', { locked: true });
  host.leavePage();
  expect(await guest.nextNotice('peer:connection-changed')).toEqual({ peerId: hostPeerId, connected: false });
  const again = await openPage(ann, host);
  await again.request('media:reopen', {});
  expect((await again.request('room:resume')).room).toMatchObject({
    number,
    pin,
    secret,
    locked: true,
    hostPeerId,
    selfPeerId: hostPeerId,
  });
  expect(guest.told('peer:left')).toEqual([]);
  expect(guest.told('room:host-changed')).toEqual([]);
});

test('U3: an owner who left the locked meeting comes in by its number alone, and hosts it again', async () => {
  const { host, guest, number } = await meet();
  await host.request('room:lock', { locked: true });
  await host.request('room:leave');
  expect(await guest.nextNotice('room:host-changed')).toBeDefined();
  const { room } = await host.request('room:join', { number });
  expect(room.hostPeerId).toBe(room.selfPeerId);
  await expect.poll(() => guest.told('room:host-changed').at(-1)).toEqual({ hostPeerId: room.selfPeerId });
  expect((await guest.request('room:resume')).room.hostPeerId).toBe(room.selfPeerId);
});

test('U2: the seat of a page is worth nothing to another account', async () => {
  const { host, guest, number, hostPeerId } = await meet();
  await host.request('room:lock', { locked: true });
  host.leavePage();
  await guest.nextNotice('peer:connection-changed');
  const thief = await openPage(await registerAccount(server.url), host);
  expect(await thief.refusal('media:reopen')).toBe('not-in-room');
  expect(await thief.refusal('room:join', { number, returning: true })).toBe('not-in-room');
  expect(await thief.refusal('room:join', { number })).toBe('room-unavailable');
  expect((await guest.request('room:resume')).room.peers.map(({ peerId }) => peerId)).toContain(hostPeerId);
});

test('U2: the seat ends with leaving', async () => {
  const { bob, guest, number } = await meet();
  await guest.request('room:leave');
  guest.leavePage();
  const again = await openPage(bob, guest);
  expect(await again.refusal('media:reopen')).toBe('not-in-room');
  expect(await again.refusal('room:join', { number, returning: true })).toBe('not-in-room');
  expect(await again.refusal('room:join', { number })).toBe('ok');
});

test('U2: a meeting that both left is still there, with media for who comes back; a room of one is not', async () => {
  const { host, guest, number } = await meet();
  for (const member of [host, guest]) await member.request('room:leave');
  const { room, sendTransport } = await guest.request('room:join', { number });
  expect([room.number, room.hostPeerId, sendTransport.id]).toEqual([
    number,
    room.selfPeerId,
    expect.any(String),
  ]);
  const { room: alone } = await host.request('room:create');
  await host.request('room:leave');
  expect(await host.refusal('room:join', { number: alone.number })).toBe('room-unavailable');
});

test('U2: an emptied meeting is there after a restart of the server, with lock and owner', async () => {
  const { ann, bob, host, guest, number } = await meet();
  await host.request('room:lock', { locked: true });
  for (const member of [host, guest]) await member.request('room:leave');
  const port = new URL(server.url).port;
  const dataDir = await server.stopKeepingData('SIGTERM');
  server = await startServer({ env: { DATA_DIR: dataDir, PORT: port } });
  const [later, owner] = [await openPage(bob), await openPage(ann)];
  expect(await later.refusal('room:join', { number })).toBe('room-unavailable');
  const { room } = await owner.request('room:join', { number });
  expect([room.locked, room.hostPeerId]).toEqual([true, room.selfPeerId]);
});

test('X2: a window that wakes up after its account joined elsewhere stays out, and the other one does not notice', async () => {
  const { bob, host, guest, number } = await meet();
  guest.breakConnection();
  await host.nextNotice('peer:connection-changed');
  const phone = await openPage(bob);
  await phone.request('room:join', { number });
  const woken = await openPage(bob, guest);
  expect(await woken.refusal('room:resume')).toBe('not-in-room');
  expect(await woken.refusal('room:join', { number, returning: true })).toBe('in-meeting-elsewhere');
  expect(phone.told('room:place-moved')).toEqual([]);
  await phone.request('room:resume');
  await phone.request('room:leave');
  expect(await woken.refusal('room:join', { number, returning: true })).toBe('not-in-room');
});

test('U1: who is alone in a new meeting goes on with it on another device', async () => {
  const account = await registerAccount(server.url);
  const laptop = await openPage(account);
  const { room } = await laptop.request('room:create');
  const phone = await openPage(account);
  const moved = await phone.request('room:join', { number: room.number, moveHere: true });
  expect(moved.room).toMatchObject({
    number: room.number,
    hostPeerId: moved.room.selfPeerId,
    peers: [{ peerId: moved.room.selfPeerId }],
  });
  expect(await laptop.nextNotice('room:place-moved')).toEqual({ number: room.number });
});
