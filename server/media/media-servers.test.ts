import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import { MediaServers } from './media-servers.ts';

const [lan, vpn, wifi, loopback] = ['10.0.0.7', '10.8.0.2', '10.0.1.7', '127.0.0.1'];

class FakeServer {
  readonly observer = new EventEmitter();
  readonly addresses: readonly string[];
  closed = false;

  constructor(addresses: readonly string[]) {
    this.addresses = addresses;
  }

  close(): void {
    this.closed = true;
  }
}

/** Servers of a worker that began in the LAN; all that were opened, oldest first. */
async function openServers() {
  const opened: FakeServer[] = [];
  const state = { refuses: false };
  const servers = await MediaServers.open([lan, loopback], async (addresses) => {
    if (state.refuses) throw new Error('address not available');
    const server = new FakeServer(addresses);
    opened.push(server);
    return server as unknown as types.WebRtcServer;
  });
  const serverFor = (arrivedAt: string, current: readonly string[]) =>
    (servers.serverFor(arrivedAt, current) as unknown as FakeServer).addresses;
  return { servers, opened, state, serverFor };
}

test('X6: a client has its media on the server of the address at which it came in', async () => {
  const { servers, serverFor } = await openServers();
  await servers.add([vpn]);
  const current = [lan, vpn, loopback];
  expect(serverFor(lan, current)).toEqual([lan, loopback]);
  expect(serverFor(vpn, current)).toEqual([vpn]);
  expect(servers.addresses).toEqual([lan, loopback, vpn]);
});

test('X6: a client that comes by a proxy has the first server that is reached from outside', async () => {
  const { servers, serverFor } = await openServers();
  await servers.add([vpn]);
  expect(serverFor(loopback, [lan, vpn, loopback])).toEqual([lan, loopback]);
  expect(serverFor(loopback, [vpn, loopback])).toEqual([vpn]);
  expect(serverFor(loopback, [loopback])).toEqual([lan, loopback]);
  expect(serverFor('', [lan, vpn, loopback])).toEqual([lan, loopback]);
});

test('X6: what listens on an address that has gone is closed once nothing is open on it, and what listens on another is not', async () => {
  const { servers, opened } = await openServers();
  await servers.add([vpn]);
  await servers.add([wifi]);
  opened[1]?.observer.emit('webrtctransporthandled');
  servers.closeUnused([lan, loopback]);
  expect(opened.map(({ closed }) => closed)).toEqual([false, false, true]);
  opened[1]?.observer.emit('webrtctransportunhandled');
  servers.closeUnused([lan, vpn, loopback]);
  expect(opened[1]?.closed).toBe(false);
  servers.closeUnused([lan, loopback]);
  expect(opened.map(({ closed }) => closed)).toEqual([false, true, true]);
  expect(servers.later).toEqual([]);
});

test('X6: two looks at once open one server; an address that takes no sockets yet is tried again', async () => {
  const { servers, opened, state } = await openServers();
  await Promise.all([servers.add([vpn]), servers.add([vpn])]);
  expect(opened).toHaveLength(2);
  state.refuses = true;
  await expect(servers.add([wifi])).rejects.toThrow('not available');
  state.refuses = false;
  await servers.add([wifi]);
  expect(servers.later).toEqual([vpn, wifi]);
});
