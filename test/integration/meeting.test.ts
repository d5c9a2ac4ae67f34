// Who is told what when people open, join, leave and lose rooms: real sockets against a real server.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

describe('a meeting', () => {
  let server: ServerProcess;
  const members: Member[] = [];

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  afterEach(() => {
    for (const member of members.splice(0)) member.close();
  });

  async function open(): Promise<Member> {
    const member = await Member.open(server.url, await registerAccount(server.url));
    members.push(member);
    return member;
  }

  test('creating answers five digits, the creator as host, and both transports', async () => {
    const host = await open();
    const { room, sendTransport, receiveTransport } = await host.request('room:create');
    expect(room.number).toMatch(/^\d{5}$/);
    expect(room.hostPeerId).toBe(room.selfPeerId);
    expect(room.peers).toHaveLength(1);
    expect(sendTransport.id).not.toBe(receiveTransport.id);
    expect(sendTransport.iceCandidates.length).toBeGreaterThan(0);
  });

  test('who joins sees everybody, and everybody is told of who joins', async () => {
    const host = await open();
    const guest = await open();
    const { room } = await host.request('room:create');
    const joined = await guest.request('room:join', { number: room.number });
    expect(joined.room.peers.map((peer) => peer.nickname)).toEqual([host.account.nickname, guest.account.nickname]);
    expect((await host.nextNotice('peer:joined')).peer.peerId).toBe(joined.room.selfPeerId);
  });
});
