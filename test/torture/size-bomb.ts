// A member whose H.264 claims to be larger than any client sends it: from a changed client, through the server, to a real viewer.
import { RoomPeer } from '../../peers/room-peer.ts';
import { isOwnWorker } from '../helpers/own-worker.ts';
import { Participant } from '../helpers/participant.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { type Bend, cameraFormat, runBentCamera } from './bent-camera.ts';
import { type Check, none } from './check.ts';
import { startTortured } from './torture-server.ts';
import { type Form, serverChecks, type TortureTest } from './torture-test.ts';
import { growthCheck, mostMb, untilDecoded, watchedMs } from './viewer-growth.ts';

/** What makes Chromium's decoder take most: the largest picture that it decodes, sixteen times. Sizes are in macroblocks. */
const manyReferences = { level: 62, width: 256, height: 144, references: 16 };
const claimed: readonly Bend[] = [
  { claim: manyReferences, carriage: 'together' },
  { claim: manyReferences, carriage: 'fragments' },
  { claim: { ...manyReferences, width: 512, height: 512 }, carriage: 'together' },
  { claim: { width: 1024, height: 1024 }, carriage: 'together' },
];
const largestThatPasses: Bend = {
  claim: { level: 52, width: 256, height: 144, references: 5 },
  carriage: 'together',
};
/** For that: five references and the pictures on their way to the screen have 14 MB each, and 38 MB as a texture. */
const largestGrowthMaxMb = 350;

export const sizeBomb: TortureTest = {
  id: 'size-bomb',
  sentence:
    'Sends H.264 that claims up to 16,384 pixels a side and 16 references to a real viewer in Chromium.',
  longMinutes: 5,
  run: async ({ form }) => {
    const server = await startTortured();
    try {
      return [...(await attack(server, form)), ...serverChecks(server)];
    } finally {
      await server.stop();
    }
  },
};

async function attack(server: ServerProcess, form: Form): Promise<Check[]> {
  const account = await registerAccount(server.url);
  const sender = await RoomPeer.enter(await Member.open(server.url, account));
  const viewer = await Participant.open({ origin: server.url, nickname: 'viewer', devices: false });
  const camera = await runBentCamera(await sender.startVideo('camera', 1, cameraFormat));
  try {
    await viewer.register();
    await viewer.joinRoom(sender.roomNumber);
    let stuck = (await untilDecoded(viewer, account.nickname)) ? 0 : 1;
    // A browser that has just begun grows by itself for a while.
    const before = await mostMb(viewer, 2 * watchedMs[form]);
    const growthBy = async (bend: Bend): Promise<number> => {
      camera.bend(bend);
      const growth = (await mostMb(viewer, watchedMs[form])) - before;
      camera.bend(undefined);
      // Without the worker's look, the viewer itself leaves out a source that was too large once.
      if (isOwnWorker && !(await untilDecoded(viewer, account.nickname))) stuck += 1;
      return growth;
    };
    const growths: number[] = [];
    for (const bend of claimed) growths.push(await growthBy(bend));
    return [
      growthCheck(Math.max(...growths)),
      growthCheck(await growthBy(largestThatPasses), 'for the largest that passes', largestGrowthMaxMb),
      none('times that honest pictures stood still afterwards', stuck),
      none('complaints of the page', viewer.errors.length),
    ];
  } finally {
    camera.stop();
    sender.close();
    await viewer.close();
  }
}
