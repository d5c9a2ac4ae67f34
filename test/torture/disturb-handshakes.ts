// DTLS' first word at the wrong time: before, during and after ICE and inside a session, by strangers and by the peer itself. Used by
// fuzz-media.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { ServerProcess } from '../helpers/server.ts';
import { type Check, none } from './check.ts';
import { bend, clientHello } from './fuzz/datagrams.ts';
import type { Random } from './fuzz/random.ts';
import { RawAssociation } from './raw-peer/raw-association.ts';
import { RawPeer } from './raw-peer/raw-peer.ts';

const hellos = 30;
/** One that no member of a room has. */
const strangersAddress = '127.0.0.5';

type Disturbance = (peer: RawPeer) => void;

/** @returns how many sessions did not come about, or ended, because strangers spoke between. Deaths of workers are seen in the log */
export async function disturbHandshakes(server: ServerProcess, random: Random): Promise<Check> {
  const stranger = await openSocket(strangersAddress);
  try {
    const byStranger: Disturbance = ({ mediaPort }) => {
      for (const hello of makeHellos(random)) stranger.send(hello, mediaPort, '127.0.0.1');
    };
    const byItself: Disturbance = (peer) => {
      for (const hello of makeHellos(random)) peer.throw(hello);
    };
    const spoilt = await isSpoilt(server.url, byStranger);
    // A peer that attacks itself may lose its own session, and nothing else.
    await isSpoilt(server.url, byItself);
    return none('sessions that strangers spoilt', spoilt ? 1 : 0);
  } finally {
    stranger.close();
  }
}

/** Goes all the way to a message inside the session, disturbed between any two steps. */
async function isSpoilt(url: string, disturb: Disturbance): Promise<boolean> {
  const peer = await RawPeer.enter(url);
  try {
    disturb(peer);
    const binding = peer.bind();
    disturb(peer);
    await binding;
    disturb(peer);
    const connecting = peer.connect();
    disturb(peer);
    await connecting;
    disturb(peer);
    const association = await RawAssociation.open(peer);
    disturb(peer);
    await association.proveOpen();
    return false;
  } catch {
    return true;
  } finally {
    peer.close();
  }
}

/** Half as they should be, half bent. */
function makeHellos(random: Random): Buffer[] {
  return Array.from({ length: hellos }, (_, index) =>
    index % 2 === 0 ? clientHello(random) : bend(clientHello(random), random),
  );
}

async function openSocket(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return socket;
}
