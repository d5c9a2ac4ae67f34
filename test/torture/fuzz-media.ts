// Datagrams thrown at the media port, from loopback addresses that no member of the room has.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../helpers/server.ts';
import { type Check, none, times } from './check.ts';
import { abuseSctp } from './abuse-sctp.ts';
import { disturbHandshakes } from './disturb-handshakes.ts';
import { floodChannels } from './flood-channels.ts';
import { makeDatagram, type Target } from './fuzz/datagrams.ts';
import { bytes, createRandom, integer, type Random } from './fuzz/random.ts';
import { TalkingRoom } from './talking-room.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

const datagrams = { gate: 4000, short: 20_000, long: 1_000_000 };
/** About 10,000 a second: what one machine can send without drowning those who share it. */
const volley = 50;
const pauseMs = 5;
const gapMaxMs = 200;
const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
/** Everything that the worker may read of one TCP connection before it knows whose it is. */
const tcpBytesMax = 4000;

export const fuzzMedia: TortureTest = {
  id: 'fuzz-media',
  sentence:
    'Throws STUN, DTLS, RTP and RTCP at the media port of a running room, bent and forged, from other addresses, over UDP and TCP; speaks DTLS before, during and after ICE; then floods data channels and abuses SCTP from inside.',
  longMinutes: 6,
  run: ({ seed, form }) => besideCanary((server) => attack(server, form, seed)),
};

async function attack(server: ServerProcess, form: Form, seed: number): Promise<Check[]> {
  const room = await TalkingRoom.open(server.url, 3);
  const random = createRandom(seed);
  const sockets = await Promise.all(addresses.map(openSocket));
  try {
    const targets = room.peers.map(
      ({ peer: { sendTransport, voiceSsrc } }): Target => ({
        ...sendTransport.iceParameters,
        ssrcs: voiceSsrc === undefined ? [] : [voiceSsrc],
      }),
    );
    const gapMs = await room.worstGapMs(async () => {
      for (let sent = 0; sent < datagrams[form]; sent += volley) {
        throwVolley(sockets, room.workerPort, targets, random);
        if (random() < 0.02) throwTcp(room.workerPort, random);
        await sleep(pauseMs);
      }
    });
    const inside = [
      await disturbHandshakes(server, random),
      await floodChannels(server, random, form),
      await abuseSctp(server, random, form),
    ];
    const deaths = server.output.stderr.match(/media worker (died|does not answer)/g)?.length ?? 0;
    return [
      none('deaths of media workers', deaths),
      ...inside,
      none('voices injected', room.strangeFrames),
      times('voice gap in the room that is attacked', [gapMs], gapMaxMs),
    ];
  } finally {
    for (const socket of sockets) socket.close();
    room.close();
  }
}

async function openSocket(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  // What the port answers to strangers is not read.
  socket.on('error', () => undefined);
  return socket;
}

function throwVolley(
  sockets: readonly Socket[],
  port: number,
  targets: readonly Target[],
  random: Random,
): void {
  for (let count = 0; count < volley; count += 1) {
    const socket = sockets[integer(random, sockets.length)];
    const target = targets[integer(random, targets.length)];
    if (target) socket?.send(makeDatagram(random, target), port, '127.0.0.1');
  }
}

/** The same port takes TCP: frames with wrong lengths, and connections that say nothing. */
function throwTcp(port: number, random: Random): void {
  const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
  socket.on('error', () => undefined);
  socket.write(bytes(random, integer(random, tcpBytesMax)));
  setTimeout(() => socket.destroy(), 500);
}
