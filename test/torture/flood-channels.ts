// Abuse of data channels from inside a valid session: streams that were not announced, messages without end. Used by fuzz-media.
import { setTimeout as sleep } from 'node:timers/promises';
import { RoomPeer } from '../../peers/room-peer.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { residentMb } from './abuse-sctp.ts';
import type { Check } from './check.ts';
import { bytes, integer, type Random } from './fuzz/random.ts';
import { workerAt } from './torture-server.ts';
import type { Form } from './torture-test.ts';

const strays = 100;
const rounds = { gate: 20, short: 40, long: 1000 };
const messageMaxBytes = 60_000;
/** More than this may not wait at the sender, or it is its own memory that is tried. */
const waitingMaxBytes = 4 * 2 ** 20;
const memoryMaxMb = 64;

/** @returns how much memory the worker held for one hostile peer at most, in MB */
export async function floodChannels(server: ServerProcess, random: Random, form: Form): Promise<Check> {
  const member = await Member.open(server.url, await registerAccount(server.url));
  const peer = await RoomPeer.enter(member, undefined, { carriesPictures: true });
  const pid = workerAt(server, peer.workerPort);
  await peer.startPictures('camera');
  const before = residentMb(pid);
  let most = before;
  let sent = 0;
  // Half with numbers of their own, half opened by asking, which is a message of its own to every stream.
  const channels = await Promise.all(
    Array.from({ length: strays }, (_, index) =>
      peer.openStrayChannel(index % 2 === 0 ? 2 + index : undefined),
    ),
  );
  for (let round = 0; round < rounds[form]; round += 1) {
    for (const channel of channels) {
      if (!channel.isOpen() || channel.bufferedAmount() >= waitingMaxBytes / strays) continue;
      const length = 1 + integer(random, random() < 0.1 ? messageMaxBytes : 500);
      if (channel.sendMessageBinary(bytes(random, length))) sent += 1;
    }
    peer.sendPicture(bytes(random, 1 + integer(random, 2000)));
    await sleep(20);
    most = Math.max(most, residentMb(pid));
  }
  peer.close();
  if (sent < strays) throw new Error(`Only ${sent} messages left on channels that were not announced.`);
  const held = most - before;
  return {
    name: 'MB held for one hostile peer',
    unit: '',
    promised: memoryMaxMb,
    measured: held,
    worst: held,
  };
}
