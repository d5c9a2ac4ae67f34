// Members who claim to be the loudest all the time, in packets that hold a voice's bytes and in packets that hold nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { RoomPeer } from '../../peers/room-peer.ts';
import { isOwnWorker } from '../helpers/own-worker.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import type { Check } from './check.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

/** As many as the canary's people, who all speak and are all heard. */
const places = 4;
/** Attackers with a voice's bytes, who take all forwarded places; and with empty packets, which only Plenum's own worker ignores. */
const attackers = { full: places, empty: isOwnWorker ? places : 0 };
const beatMs = 20;
const framesPerSecond = 1000 / beatMs;
/** How long an honest member speaks. */
const spokenMs = { gate: 45_000, short: 60_000, long: 300_000 };
const honestDb = -30;
/** Long enough that all attackers are judged, and hold their places. */
const beforeMs = 3000;
const fullFrame = new Uint8Array(70);
const emptyFrame = new Uint8Array(3);
/** Of four that hold all places a fifth voice has four fifths in the end; the first wait comes on top. */
const missingMax = 50;
const waitMaxMs = 20_000;

export const levels: TortureTest = {
  id: 'levels',
  sentence:
    'Four members claim 0 dBov for a minute in packets as long as speech and four in empty ones, while a fifth voice speaks at -30 (in the long form for five minutes).',
  longMinutes: 6,
  run: ({ form }) => besideCanary((server) => attack(server, form), { LOUDEST_VOICES: String(places) }),
};

async function attack({ url }: ServerProcess, form: Form): Promise<Check[]> {
  const peers: RoomPeer<Member>[] = [];
  const enter = async (): Promise<RoomPeer<Member>> => {
    const member = await Member.open(url, await registerAccount(url));
    const peer = await RoomPeer.enter(member, peers[0]?.roomNumber);
    peers.push(peer);
    return peer;
  };
  const speaking: NodeJS.Timeout[] = [];
  try {
    for (let count = 0; count < attackers.full + attackers.empty; count += 1) {
      const attacker = await enter();
      await attacker.startMicrophone();
      const frames = [count < attackers.full ? fullFrame : emptyFrame];
      speaking.push(setInterval(() => attacker.speak({ frames, levelDb: 0 }), beatMs));
    }
    const honest = await enter();
    await honest.startMicrophone();
    const heardMs: number[] = [];
    await (await enter()).listenTo([honest.producerId], () => heardMs.push(performance.now()));
    await sleep(beforeMs);
    const startedMs = performance.now();
    speaking.push(setInterval(() => honest.speak({ frames: [fullFrame], levelDb: honestDb }), beatMs));
    await sleep(spokenMs[form]);
    return judge(honest.sent, heardMs, startedMs);
  } finally {
    for (const timer of speaking) clearInterval(timer);
    for (const peer of peers) peer.close();
  }
}

function judge(sent: number, heardMs: readonly number[], startedMs: number): Check[] {
  const missing = 100 * (1 - heardMs.length / Math.max(framesPerSecond, sent));
  const times = [startedMs, ...heardMs, performance.now()];
  const waitMs = Math.max(...times.map((atMs, index) => atMs - (times[index - 1] ?? atMs)));
  return [
    {
      name: 'of a voice that does not lie, missing',
      unit: '%',
      promised: missingMax,
      measured: missing,
      worst: missing,
    },
    { name: 'its longest wait', unit: 'ms', promised: waitMaxMs, measured: waitMs, worst: waitMs },
  ];
}
