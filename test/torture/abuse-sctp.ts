// Abuse of SCTP inside a valid session, with packets that no stack sends: gaps, floods of streams, messages without an end, chunks that
// contradict themselves. Used by fuzz-media.
import { readFileSync } from 'node:fs';
import type { ServerProcess } from '../helpers/server.ts';
import type { Check } from './check.ts';
import { bytes, integer, pick, type Random } from './fuzz/random.ts';
import { RawAssociation } from './raw-peer/raw-association.ts';
import { RawPeer } from './raw-peer/raw-peer.ts';
import { chunk, chunkTypes, dataChunk, sctpPacket } from './raw-peer/sctp-packet.ts';
import { workerAt } from './torture-server.ts';
import type { Form } from './torture-test.ts';

const packets = { gate: 100, short: 500, long: 20_000 };
const partBytes = 1000;
/** As many small parts as one packet holds. */
const partsPerPacket = 50;
const lookEvery = 50;
const memoryMaxMb = 64;

/** Makes the next packet of one kind of abuse. @param index counts from 0 */
type Abuse = (association: RawAssociation, index: number, random: Random) => Buffer;

/** Every second part never comes, so that what comes has to wait for it. */
const leaveGaps: Abuse = ({ tag, tsn }, index, random) => {
  const part = { streamId: integer(random, 10), sequence: index, begins: true, ends: true };
  return sctpPacket(tag, [
    dataChunk({ ...part, tsn: tsn + 1 + 2 * index, payload: bytes(random, partBytes) }),
  ]);
};

/** The first message of each stream never comes, and there are as many streams as numbers. */
const floodStreams: Abuse = ({ tag, tsn }, index) => {
  const parts = Array.from({ length: partsPerPacket }, (_, place) => {
    const number = index * partsPerPacket + place;
    const part = { streamId: number, sequence: 5, begins: true, ends: true, payload: Buffer.alloc(4) };
    return dataChunk({ ...part, tsn: tsn + number });
  });
  return sctpPacket(tag, parts);
};

/** One message that goes on and on. */
const neverEnd: Abuse = ({ tag, tsn }, index, random) =>
  sctpPacket(tag, [
    dataChunk({
      tsn: tsn + index,
      streamId: 1,
      sequence: 1,
      begins: index === 0,
      payload: bytes(random, partBytes),
    }),
  ]);

/** Middles and ends without a beginning, and beginnings within a message, in any order and again and again. */
const scatterParts: Abuse = ({ tag, tsn }, index, random) =>
  sctpPacket(tag, [
    dataChunk({
      tsn: tsn + integer(random, index + 10),
      streamId: integer(random, 3),
      sequence: integer(random, 3),
      begins: random() < 0.3,
      ends: random() < 0.3,
      unordered: random() < 0.5,
      payload: bytes(random, integer(random, partBytes)),
    }),
  ]);

/** Chunks of every kind with any content, and lengths that are a lie; acknowledgements of what was never sent. */
const contradict: Abuse = ({ tag }, _index, random) => {
  const kinds = Object.values(chunkTypes).filter((type) => type !== chunkTypes.abort);
  const type = random() < 0.7 ? pick(random, kinds) : integer(random, 256);
  const value = bytes(random, integer(random, 60));
  const lie = random() < 0.3 ? pick(random, [0, 1, 3, 4, 0xffff]) : undefined;
  const packet = sctpPacket(random() < 0.9 ? tag : 0, [chunk(type, integer(random, 8), value, lie)]);
  if (random() < 0.1) packet[8] = (packet[8] ?? 0) ^ 1;
  return random() < 0.05 ? packet.subarray(0, integer(random, packet.length)) : packet;
};

/** @returns how much memory the worker held at most for one who does that, in MB. @throws Error when a session did not come about */
export async function abuseSctp(server: ServerProcess, random: Random, form: Form): Promise<Check> {
  let most = 0;
  for (const abuse of [leaveGaps, floodStreams, neverEnd, scatterParts, contradict]) {
    most = Math.max(most, await heldMb(server, abuse, packets[form], random));
  }
  return {
    name: 'MB held for one SCTP abuser',
    unit: '',
    promised: memoryMaxMb,
    measured: most,
    worst: most,
  };
}

async function heldMb(server: ServerProcess, abuse: Abuse, count: number, random: Random): Promise<number> {
  const peer = await RawPeer.enter(server.url);
  try {
    await peer.bind();
    await peer.connect();
    const association = await RawAssociation.open(peer);
    const pid = workerAt(server, peer.mediaPort);
    const before = residentMb(pid);
    let most = before;
    for (let index = 0; index < count; index += 1) {
      await peer.send(abuse(association, index, random));
      if (index % lookEvery === 0) most = Math.max(most, residentMb(pid));
    }
    return most - before;
  } finally {
    peer.close();
  }
}

/** Memory of a process that is in use, in MB. @throws Error when there is no such process */
export function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
