// The server's process is killed and started again on the same data: all members come back to their places.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import { type Check, none, times } from './check.ts';
import { TalkingRoom } from './talking-room.ts';
import { startTortured } from './torture-server.ts';
import { serverChecks, type TortureTest } from './torture-test.ts';

const roomSize = 4;
const backMs = 12_000;
const patienceMs = 30_000;
const lookMs = 20;

export const serverKill: TortureTest = {
  id: 'server-kill',
  sentence: 'Kills the server (kill -9) under a call, whose room is locked, and starts it again.',
  longMinutes: 2,
  run: async ({ repeats }) => {
    let server = await startTortured();
    const port = new URL(server.url).port;
    const room = await TalkingRoom.open(server.url, roomSize);
    try {
      await room.peers[0]?.peer.member.request('room:lock', { locked: true });
      const back: number[] = [];
      let changed = 0;
      const checks: Check[] = [];
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        await untilLockIsWritten(server.dataDir, room.number);
        const before = await lookAll(room);
        const restart = async (): Promise<void> => {
          const dataDir = await server.stopKeepingData('SIGKILL');
          server = await startTortured({ DATA_DIR: dataDir, PORT: port });
        };
        back.push(...(await room.msUntilBack(restart, patienceMs)));
        const after = await lookAll(room);
        changed += after.filter((snapshot, index) => snapshot !== before[index]).length;
        checks.push(...serverChecks(server));
      }
      return [
        times('everybody back', back, backMs),
        none('people with another room, place or role', changed),
        none(
          'exits and mistakes',
          checks.reduce((sum, { worst }) => sum + worst, 0),
        ),
      ];
    } finally {
      room.close();
      await server.stop();
    }
  },
};

/** The lock was the last change. It is written within two seconds or so: sooner on a disk that is quick. */
async function untilLockIsWritten(dataDir: string, number: string): Promise<void> {
  const database = new DatabaseSync(join(dataDir, 'plenum.db'), { readOnly: true });
  try {
    const written = database.prepare('select 1 from kept_rooms where number = ? and locked = 1');
    while (written.get(number) === undefined) await sleep(lookMs);
  } finally {
    database.close();
  }
}

async function lookAll(room: TalkingRoom): Promise<string[]> {
  return Promise.all(room.peers.map(async (peer) => describe(await peer.look())));
}

/** What must be the same afterwards: number, secret, lock, host, who is there in which order, and what they have on. */
function describe({ number, secret, locked, hostPeerId, selfPeerId, peers }: RoomSnapshot): string {
  const people = peers.map(({ peerId, nickname, connected, sources }) => [
    peerId,
    nickname,
    connected,
    sources.map(({ source, codec, paused }) => [source, codec, paused]),
  ]);
  return JSON.stringify([number, secret, locked, hostPeerId, selfPeerId, people]);
}
