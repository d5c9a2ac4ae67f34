// The bad line itself: a process inside the server's namespace through which all packets between people and server go.
// Started by relay-process. Media (UDP) fares as the impairment model says. Signalling (TCP) is delayed as much and waits
// while the line is cut, but is not lost: TCP would send it again.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { connect, createServer, type Server, type Socket as Stream } from 'node:net';
import { createDelayQueue } from './delay-queue.ts';
import { createDirection, type Direction } from './direction.ts';
import { deriveSeed } from './random.ts';
import type { RelayPlan, RelayReply, RelayRequest } from './relay-messages.ts';

/** Before everything else on a busy machine, as nice counts: the line must be as bad as planned and no worse. */
const priority = -15;
/** Room for bursts that come while this process does not run. */
const socketBufferBytes = 4 * 1024 * 1024;

interface Link {
  readonly name: string;
  readonly peerAddresses: readonly string[];
  readonly up: Direction;
  readonly down: Direction;
}

function openLinks({ seed, links }: RelayPlan): Link[] {
  return links.map(({ name, peerAddresses, up, down }) => ({
    name,
    peerAddresses,
    up: createDirection(deriveSeed(seed, `${name} up`), up),
    down: createDirection(deriveSeed(seed, `${name} down`), down),
  }));
}

async function openUdpSocket(port: number, address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, address);
  await once(socket, 'listening');
  socket.setRecvBufferSize(socketBufferBytes);
  socket.setSendBufferSize(socketBufferBytes);
  // A closed port answers with an error; packets to it are lost like any other.
  socket.on('error', () => undefined);
  return socket;
}

/** Forwards datagrams: every socket of a browser gets one of its own towards the server. */
async function relayMedia(plan: RelayPlan, links: readonly Link[]): Promise<void> {
  const { publicAddress, serverAddress, mediaPort } = plan;
  const outside = await openUdpSocket(mediaPort, publicAddress);
  const insides = new Map<string, Promise<Socket>>();

  async function openInside(link: Link, { address, port }: RemoteInfo): Promise<Socket> {
    const inside = await openUdpSocket(0, serverAddress);
    inside.on('message', (data) =>
      link.down.send(data.length, () => outside.send(data, port, address, () => undefined)),
    );
    return inside;
  }

  outside.on('message', (data, from) => {
    const link = links.find(({ peerAddresses }) => peerAddresses.includes(from.address));
    if (link === undefined) return;
    const key = `${from.address}:${from.port}`;
    const inside = insides.get(key) ?? openInside(link, from);
    insides.set(key, inside);
    link.up.send(data.length, () => {
      void inside.then((socket) => socket.send(data, mediaPort, serverAddress, () => undefined));
    });
  });
}

/** Copies one direction of a connection, later by the line's delay; the end travels like everything else. */
function copyLate(from: Stream, to: Stream, direction: Direction): void {
  const line = createDelayQueue();
  const late = (action: () => void) => line.add(direction.streamDueMs(), action);
  from.on('data', (data) => late(() => to.destroyed || to.write(data)));
  from.on('end', () => late(() => to.end()));
  from.on('error', () => late(() => to.destroy()));
}

async function relayWeb(plan: RelayPlan, links: readonly Link[]): Promise<Server> {
  const { publicAddress, serverAddress, webPort } = plan;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (outside) => {
    const link = links.find(({ peerAddresses }) => peerAddresses.includes(outside.remoteAddress ?? ''));
    if (link === undefined) {
      outside.destroy();
      return;
    }
    const inside = connect({ host: serverAddress, port: webPort, allowHalfOpen: true, noDelay: true });
    copyLate(outside, inside, link.up);
    copyLate(inside, outside, link.down);
  });
  server.listen(webPort, publicAddress);
  await once(server, 'listening');
  return server;
}

function hurry(): void {
  try {
    setPriority(priority);
  } catch {
    // Some containers forbid it: on a machine that is not busy it changes nothing.
  }
}

function reply(message: RelayReply): void {
  process.send?.(message);
}

let links: Link[] = [];

async function handle(request: RelayRequest): Promise<void> {
  switch (request.kind) {
    case 'open':
      hurry();
      links = openLinks(request.plan);
      await relayMedia(request.plan, links);
      await relayWeb(request.plan, links);
      reply({ kind: 'opened' });
      break;
    case 'start':
      for (const { up, down } of links) for (const direction of [up, down]) direction.begin();
      reply({ kind: 'started', atMs: performance.timeOrigin + performance.now() });
      break;
    case 'report':
      reply({
        kind: 'reported',
        links: links.map(({ name, up, down }) => ({ name, up: up.report(), down: down.report() })),
      });
      break;
  }
}

process.on('message', (request: RelayRequest) => {
  handle(request).catch((error: Error) => reply({ kind: 'failed', why: error.message }));
});
// The bench has ended, and with it the need for this process.
process.on('disconnect', () => process.exit(0));
