// TCP connections to a media port over which nothing is said, beside those of people whose network lets nothing else through.
import { setTimeout as sleep } from 'node:timers/promises';
import { RoomPeer } from '../../peers/room-peer.ts';
import type { TransportOptions } from '../../protocol/media/media-parameters.ts';
import { isOwnWorker } from '../helpers/own-worker.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { TcpSocket } from './raw-peer/tcp-socket.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

const silentCount = { gate: 400, short: 1500, long: 5000 };
const peopleCount = { gate: 10, short: 20, long: 60 };
/** A transport has no more; each of the people has two transports. */
const linesPerTransport = 8;
/** The first with more than the worker lets wait of one address, the others with fewer. */
const addresses = 16;
/** By then an address has no more than this. */
const burstMs = 3000;
const perAddressMax = 64;
/** Longer than a connection may say nothing. */
const deadlineMs = 13_000;
/** One more than have no pipe. */
const microphones = 5;
const peopleAddress = '127.0.3.1';

export const mediaTcp: TortureTest = {
  id: 'media-tcp',
  sentence:
    'Opens 1,500 TCP connections to the media port and says nothing there, while 20 people of one address come in over TCP (in the long form 5,000 and 60).',
  longMinutes: 2,
  run: ({ form }) => besideCanary((server) => attack(server, form), { LOUDEST_VOICES: '4' }),
};

async function attack({ url }: ServerProcess, form: Form): Promise<Check[]> {
  const peers: RoomPeer<Member>[] = [];
  const lines: TcpSocket[] = [];
  try {
    const first = await enter(url, peers);
    const silent = await openSilent(portOf(first.sendTransport), silentCount[form]);
    lines.push(...silent.flat());
    await sleep(burstMs);
    const most = Math.max(...silent.map(openOf));
    const people = await comeIn(url, peopleCount[form], peers);
    lines.push(...people);
    let refused = 0;
    for (let count = 0; count < microphones; count += 1) {
      const peer = await enter(url, peers, first.roomNumber);
      await peer.startMicrophone().catch(() => (refused += 1));
    }
    await sleep(deadlineMs);
    const checks = [
      none('microphones refused', refused),
      none('people cut off', people.filter(({ isLetIn, isOpen }) => !isLetIn || !isOpen).length),
    ];
    // Upstream's prebuilt worker keeps them for as long as the other end likes.
    if (!isOwnWorker) return checks;
    const waiting = {
      name: 'silent connections of one address after a moment',
      unit: '' as const,
      promised: perAddressMax,
      measured: most,
      worst: most,
    };
    return [...checks, waiting, none('silent connections later', openOf(silent.flat()))];
  } finally {
    for (const line of lines) line.close();
    for (const peer of peers) peer.close();
  }
}

async function enter(url: string, peers: RoomPeer<Member>[], number?: string): Promise<RoomPeer<Member>> {
  const peer = await RoomPeer.enter(await Member.open(url, await registerAccount(url)), number);
  peers.push(peer);
  return peer;
}

/** Half of them from one address, the others from several. @returns by address */
async function openSilent(port: number, count: number): Promise<TcpSocket[][]> {
  const counts = Array.from({ length: addresses }, (_, index) =>
    Math.floor(index === 0 ? count / 2 : count / 2 / (addresses - 1)),
  );
  return Promise.all(
    counts.map((each, index) =>
      Promise.all(Array.from({ length: each }, () => TcpSocket.open(port, `127.0.2.${index + 1}`))),
    ),
  );
}

/** People of one address, each with as many connections as their transports bear. */
async function comeIn(url: string, count: number, peers: RoomPeer<Member>[]): Promise<TcpSocket[]> {
  const lines: TcpSocket[] = [];
  for (let index = 0; index < count; index += 1) {
    const { sendTransport } = await enter(url, peers);
    for (let each = 0; each < linesPerTransport; each += 1) {
      const line = await TcpSocket.open(portOf(sendTransport), peopleAddress);
      line.authenticate(sendTransport.iceParameters);
      lines.push(line);
    }
  }
  return lines;
}

function portOf({ iceCandidates }: TransportOptions): number {
  const tcp = iceCandidates.find(({ protocol }) => protocol === 'tcp');
  if (tcp === undefined) throw new Error('The server offers no TCP.');
  return tcp.port;
}

const openOf = (lines: readonly TcpSocket[]): number => lines.filter(({ isOpen }) => isOpen).length;
