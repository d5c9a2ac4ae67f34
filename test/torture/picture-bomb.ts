// A member whose JPEG pictures claim to be larger than they are: from a changed client, through the server, to a real viewer.
import { Participant } from '../helpers/participant.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { type Check, none } from './check.ts';
import { startTortured } from './torture-server.ts';
import { type Form, serverChecks, type TortureTest } from './torture-test.ts';
import { growthCheck, mostMb, untilDecoded, watchedMs } from './viewer-growth.ts';

/** What the sender says of each picture from now on. */
interface Claim {
  readonly width: number;
  readonly height: number;
  /** Whether the packet says so too, or the JPEG alone. */
  readonly inPacket: boolean;
}

declare global {
  interface Window {
    claim?: Claim | undefined;
  }
}

const claims: readonly Claim[] = [
  { width: 16_384, height: 16_384, inPacket: true },
  { width: 16_384, height: 16_384, inPacket: false },
  // The largest that is shown.
  { width: 2500, height: 2000, inPacket: true },
];

/** A picture that is decoded as large as it claims takes a gigabyte. So soon after its start as in the gate, a browser grows by itself. */
const growthMaxMb = { gate: 400, short: 200, long: 200 };

/** Puts the claim into what is sent on data channels: into the packet's header, and into the frame's header of the JPEG. */
const bendPictures = `(() => {
  const send = RTCDataChannel.prototype.send;
  RTCDataChannel.prototype.send = function (data) {
    const { claim } = window;
    if (claim) {
      const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const frame = bytes.findIndex((byte, at) => at >= 28 && byte === 0xff && bytes[at + 1] === 0xc0);
      if (claim.inPacket) { view.setUint16(16, claim.width); view.setUint16(18, claim.height); view.setUint32(20, 0); }
      view.setUint16(frame + 5, claim.height);
      view.setUint16(frame + 7, claim.width);
    }
    return send.call(this, data);
  };
})()`;

export const pictureBomb: TortureTest = {
  id: 'picture-bomb',
  sentence: 'Sends JPEG pictures that claim up to 16,384 pixels a side to a real viewer in Chromium.',
  longMinutes: 3,
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
  const sender = await Participant.open({ origin: server.url, nickname: 'sender', initScript: bendPictures });
  const viewer = await Participant.open({ origin: server.url, nickname: 'viewer', devices: false });
  try {
    await sender.register();
    await viewer.register();
    await viewer.joinRoom(await sender.createRoom());
    await sender.chooseVideoCodec('jpeg');
    await sender.toggle('toggle-camera', true);
    let stuck = (await untilDecoded(viewer, 'sender')) ? 0 : 1;
    // A browser that has just begun grows by itself for a while.
    const before = await mostMb(viewer, 2 * watchedMs[form]);
    let growth = 0;
    for (const claim of claims) {
      await sender.page.evaluate((made) => (window.claim = made), claim);
      growth = Math.max(growth, (await mostMb(viewer, watchedMs[form])) - before);
      console.log(`${claim.width} x ${claim.height}: ${growth.toFixed(0)} MB more so far`);
      await sender.page.evaluate(() => (window.claim = undefined));
      if (!(await untilDecoded(viewer, 'sender'))) stuck += 1;
    }
    return [
      growthCheck(growth, '', growthMaxMb[form]),
      none('times that honest pictures stood still afterwards', stuck),
      none('complaints of the page', viewer.errors.length),
    ];
  } finally {
    await sender.close();
    await viewer.close();
  }
}
