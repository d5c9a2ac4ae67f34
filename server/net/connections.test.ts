import { describe, expect, test } from 'vitest';
import { connectionsPerAccountMax } from '../../protocol/limits.ts';
import type { Notice } from '../../protocol/notices.ts';
import { Connection, Connections } from './connections.ts';
import { SocketOutbox } from './outbox.ts';

const closing: Notice = { name: 'server:closing', body: {} };
const lost: Notice = { name: 'media:lost', body: { reason: 'worker-died' } };

/** A connection whose wire writes into `written`. */
function connect(accountId: string, clientId = 'window-1'): { connection: Connection; written: unknown[] } {
  const written: unknown[] = [];
  const caller = {
    address: '127.0.0.1',
    accountId,
    nickname: accountId,
    sessionId: 's',
    registeredAtMs: 0,
    looksLikeOlder: false,
    clientId,
    arrivedAt: '127.0.0.1',
  };
  const wire = {
    socketId: `socket of ${accountId}`,
    behind: false,
    notify: (notice: Notice) => void written.push(notice.name),
    close: () => void written.push('closed'),
  };
  return { connection: new Connection(caller, wire), written };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a connection', () => {
  test('answers one request after the other, and notices that came meanwhile follow the answer', async () => {
    const { connection, written } = connect('ann');
    const gate = Promise.withResolvers<void>();
    connection.enqueue('call', async () => {
      await gate.promise;
      written.push('first answer');
    });
    connection.enqueue('call', async () => void written.push('second answer'));
    await settle();
    expect(connection.isBusy('call')).toBe(true);
    connection.hold('call', lost);
    expect(written).toEqual([]);
    gate.resolve();
    await settle();
    expect(written).toEqual(['first answer', 'media:lost', 'second answer']);
    expect(connection.isBusy('call')).toBe(false);
  });

  test('a message that waits for the database keeps no request of the call waiting, nor its notices', async () => {
    const { connection, written } = connect('ann');
    const database = Promise.withResolvers<void>();
    connection.enqueue('messages', async () => {
      await database.promise;
      written.push('message stored');
    });
    connection.enqueue('call', async () => void written.push('microphone on'));
    await settle();
    expect([connection.isBusy('call'), connection.isBusy('messages')]).toEqual([false, true]);
    connection.hold('messages', lost);
    database.resolve();
    await settle();
    expect(written).toEqual(['microphone on', 'message stored', 'media:lost']);
  });

  test('does nothing that is still waiting once it has ended', async () => {
    const { connection, written } = connect('ann');
    connection.enqueue('call', async () => connection.end(closing));
    connection.enqueue('call', async () => void written.push('answer'));
    await settle();
    expect(written).toEqual(['server:closing', 'closed']);
  });

  test('ends when more notices wait for an answer than a hung worker explains', async () => {
    const { connection, written } = connect('ann');
    const gate = Promise.withResolvers<void>();
    connection.enqueue('call', () => gate.promise);
    await settle();
    for (let count = 0; count < 2000; count += 1) connection.hold('call', lost);
    expect(connection.closed).toBe(false);
    connection.hold('call', lost);
    expect(connection.closed).toBe(true);
    await settle();
    expect(written).toEqual(['closed']);
    gate.resolve();
    await settle();
    expect(written).toEqual(['closed']);
  });

  test('B12: does not end in the middle of what is told, since its end changes a room as well', async () => {
    const ann = connect('ann');
    const outbox = new SocketOutbox({
      connectionOf: () => ann.connection,
      connectionsOf: () => [],
      broadcast: (socketIds) => ann.written.push(socketIds),
    });
    ann.connection.enqueue('call', () => new Promise<void>(() => undefined));
    await settle();
    for (let count = 0; count < 2001; count += 1) outbox.send(['ann'], lost);
    expect(ann.written).toEqual([]);
    outbox.send(['ann'], lost);
    await settle();
    expect(ann.written).toEqual(['closed']);
  });

  test('takes no more requests while too many wait, and takes them again afterwards', async () => {
    const { connection } = connect('ann');
    const gate = Promise.withResolvers<void>();
    let taken = 0;
    while (connection.enqueue('call', () => gate.promise)) taken += 1;
    expect(taken).toBe(500);
    gate.resolve();
    await settle();
    expect(connection.enqueue('call', async () => undefined)).toBe(true);
  });
});

describe('the connections of all accounts', () => {
  test('U1: an account has one for each of its windows, and loses none by another', () => {
    const connections = new Connections();
    const [tab, phone] = [connect('ann', 'tab').connection, connect('ann', 'phone').connection];
    const other = connect('bob', 'tab').connection;
    for (const connection of [tab, phone, other]) expect(connections.add(connection)).toBeUndefined();
    expect(connections.ofAccount('ann')).toEqual([tab, phone]);
    expect(connections.ofClient({ accountId: 'ann', clientId: 'phone' })).toBe(phone);
    expect(connections.ofClient({ accountId: 'bob', clientId: 'phone' })).toBeUndefined();
    expect([connections.count, connections.all()]).toEqual([3, [tab, phone, other]]);
    expect(connections.remove(tab)).toBe(true);
    expect([connections.ofAccount('ann'), connections.count]).toEqual([[phone], 2]);
  });

  test('a later one of a window takes the place of the earlier, which cannot remove it', () => {
    const connections = new Connections();
    const [first, second] = [connect('ann').connection, connect('ann').connection];
    expect(connections.add(first)).toBeUndefined();
    expect(connections.add(second)).toBe(first);
    expect([connections.remove(first), connections.count]).toEqual([false, 1]);
    expect(connections.ofAccount('ann')).toEqual([second]);
    expect(connections.remove(second)).toBe(true);
    expect(connections.count).toBe(0);
  });

  test('S9: an account has room for so many windows; each may come back; another account is not counted', () => {
    const connections = new Connections();
    for (let index = 0; index < connectionsPerAccountMax; index += 1) {
      expect(connections.hasRoomFor({ accountId: 'ann', clientId: `${index}` })).toBe(true);
      connections.add(connect('ann', `${index}`).connection);
    }
    expect(connections.hasRoomFor({ accountId: 'ann', clientId: 'one more' })).toBe(false);
    expect(connections.hasRoomFor({ accountId: 'ann', clientId: '3' })).toBe(true);
    expect(connections.hasRoomFor({ accountId: 'bob', clientId: 'one more' })).toBe(true);
  });
});

describe('the outbox', () => {
  test('writes once to all who are free, keeps it for who is busy, and passes over who is gone', async () => {
    const peers = { free: connect('free'), busy: connect('busy'), gone: connect('gone') };
    const broadcasts: unknown[] = [];
    const outbox = new SocketOutbox({
      connectionOf: (peerId) => peers[peerId as keyof typeof peers]?.connection,
      connectionsOf: () => [],
      broadcast: (socketIds, notices) => broadcasts.push([socketIds, ...notices.map(({ name }) => name)]),
    });
    peers.gone.connection.end();
    const gate = Promise.withResolvers<void>();
    peers.busy.connection.enqueue('call', () => gate.promise);
    await settle();
    outbox.send(['free', 'busy', 'gone', 'unknown'], lost);
    expect(broadcasts).toEqual([[['socket of free'], 'media:lost']]);
    gate.resolve();
    await settle();
    expect(peers.busy.written).toEqual(['media:lost']);
    expect(peers.gone.written).toEqual(['closed']);
  });
});
