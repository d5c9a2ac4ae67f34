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

/** Macroblocks a side: what Chromium's decoder takes (16,000 pixels), what it does not, and many pictures of a smaller one. */
const decodable = { level: 52, width: 1000, height: 1000 };
const bends: readonly Bend[] = [
  { claim: { ...decodable, width: 1024, height: 1024 }, carriage: 'together' },
  { claim: decodable, carriage: 'together' },
  { claim: { ...decodable, references: 16 }, carriage: 'together' },
  { claim: { level: 62, width: 512, height: 512, references: 16 }, carriage: 'together' },
  { claim: decodable, carriage: 'fragments' },
  // The largest that passes.
  { claim: { level: 52, width: 256, height: 144, references: 5 }, carriage: 'together' },
];

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
    let growth = 0;
    for (const bend of bends) {
      camera.bend(bend);
      growth = Math.max(growth, (await mostMb(viewer, watchedMs[form])) - before);
      console.log(`${JSON.stringify(bend)}: ${growth.toFixed(0)} MB more so far`);
      camera.bend(undefined);
      // Without the worker's look, the viewer itself leaves out a source that claimed too much once.
      if (isOwnWorker && !(await untilDecoded(viewer, account.nickname))) stuck += 1;
    }
    return [
      growthCheck(growth),
      none('times that honest pictures stood still afterwards', stuck),
      none('complaints of the page', viewer.errors.length),
    ];
  } finally {
    camera.stop();
    sender.close();
    await viewer.close();
  }
}
