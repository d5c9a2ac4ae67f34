// Media workers that are killed: alone, while people join, and three within ten seconds.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../helpers/server.ts';
import { times } from './check.ts';
import { TalkingRoom } from './talking-room.ts';
import { workerAt } from './torture-server.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

const roomSize = 4;
const backP95Ms = 3000;
const backWorstMs = 5000;
/** A member that is not back by then counts as lost. */
const patienceMs = 20_000;
/** A worker that dies five times a minute is given up, which is not what is tried here: many kills are spread. */
const restMs = { few: 3000, many: 8000 };
const fewRepeats = 3;
const gateRestMs = 500;
const forgivenMs = 60_000;
/** Between the three that are killed one after the other. */
const blowMs = { gate: 1500, short: 3000, long: 3000 };

export const workerKill: TortureTest = {
  id: 'worker-kill',
  sentence:
    'Kills the media worker of a room (kill -9), once more while people join, and three within ten seconds.',
  longMinutes: 5,
  run: ({ repeats, form }) =>
    besideCanary(async (server) => {
      const rest = restOf(repeats, form);
      const room = await TalkingRoom.open(server.url, roomSize);
      try {
        const once: number[] = [];
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          if (repeat > 0) await sleep(rest);
          once.push(...(await room.msUntilBack(() => signalWorker(server, room, 'SIGKILL'), patienceMs)));
        }
        await sleep(rest);
        const joining = await killDuringJoins(server, room);
        await sleep(repeats > fewRepeats ? forgivenMs : rest);
        return [
          times('sources back', once, backP95Ms, backWorstMs),
          times('back when killed during joins', joining, backP95Ms, backWorstMs),
          times(
            'back after three kills',
            await killThree(server, room, blowMs[form]),
            backP95Ms,
            backWorstMs,
          ),
        ];
      } finally {
        room.close();
      }
    }),
};

export const workerHang: TortureTest = {
  id: 'worker-hang',
  sentence: 'Stops the media worker of a room (kill -STOP), which then lives and does nothing.',
  longMinutes: 5,
  run: ({ repeats, form }) =>
    besideCanary(async (server) => {
      const rest = restOf(repeats, form);
      const room = await TalkingRoom.open(server.url, roomSize);
      try {
        const back: number[] = [];
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          if (repeat > 0) await sleep(rest);
          back.push(...(await room.msUntilBack(() => signalWorker(server, room, 'SIGSTOP'), patienceMs)));
        }
        return [times('sources back', back, backP95Ms, backWorstMs)];
      } finally {
        room.close();
      }
    }),
};

/** How long is waited between two repeats, in milliseconds. */
function restOf(repeats: number, form: Form): number {
  if (form === 'gate') return gateRestMs;
  return repeats > fewRepeats ? restMs.many : restMs.few;
}

function signalWorker(server: ServerProcess, room: TalkingRoom, signal: NodeJS.Signals): void {
  process.kill(workerAt(server, room.workerPort), signal);
}

function killDuringJoins(server: ServerProcess, room: TalkingRoom): Promise<number[]> {
  return room.msUntilBack(async () => {
    const joining = Promise.all([room.add(server.url), room.add(server.url)]);
    await sleep(50);
    signalWorker(server, room, 'SIGKILL');
    await joining;
  }, patienceMs);
}

/** @param blow milliseconds from one kill to the next. @returns how long after the last of three kills all members were back */
async function killThree(server: ServerProcess, room: TalkingRoom, blow: number): Promise<number[]> {
  for (let kills = 0; kills < 2; kills += 1) {
    signalWorker(server, room, 'SIGKILL');
    await sleep(blow);
  }
  return room.msUntilBack(() => signalWorker(server, room, 'SIGKILL'), patienceMs);
}
