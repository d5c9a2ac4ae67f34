// The link of one member is cut and restored: the others go on meanwhile, and the member comes back as the same peer.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Check, none, times } from './check.ts';
import { openCuttableLink } from './cuttable-link.ts';
import { TalkingRoom } from './talking-room.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const cutsMs = { gate: [2000], short: [1000, 5000, 20_000], long: [1000, 5000, 20_000, 60_000] };
/** A place is kept for 15 s; after that it has to be taken again, which takes longer. */
const shortCutMs = 15_000;
const backMs = { short: 1500, long: 5000 };
const patienceMs = 30_000;

export const linkCut: TortureTest = {
  id: 'link-cut',
  sentence:
    'Cuts the line of one of three people for 1, 5 and 20 s (in the long form for 60 s too), without a word to either end.',
  longMinutes: 32,
  run: ({ repeats, form }) =>
    besideCanary(async (server) => {
      const line = await openCuttableLink(server.url);
      const room = await TalkingRoom.open(server.url, 2);
      try {
        await room.add(server.url, { line });
        await room.msUntilFlowing(patienceMs);
        const peerIds = () => room.peers.map(({ peer }) => peer.peerId).join();
        const before = peerIds();
        const back = new Map<number, number[]>();
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          for (const cutMs of cutsMs[form]) {
            line.cut();
            await sleep(cutMs);
            line.restore();
            back.set(cutMs, [...(back.get(cutMs) ?? []), await room.msUntilFlowing(patienceMs)]);
            await sleep(1000);
          }
        }
        const checks = [...back].map(
          ([cutMs, values]): Check =>
            times(
              `voice back after ${cutMs / 1000} s`,
              values,
              cutMs < shortCutMs ? backMs.short : backMs.long,
            ),
        );
        return [...checks, none('people who came back as somebody else', peerIds() === before ? 0 : 1)];
      } finally {
        room.close();
        line.close();
      }
    }),
};
