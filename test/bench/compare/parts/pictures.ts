// P5: pictures in data channels to ten receivers, and a voice beside them. A part of the comparison.
import { setTimeout as sleep } from 'node:timers/promises';
import { readPicturePacket } from '../../../../protocol/media/picture-packet.ts';
import { nowMs, sendCamera } from '../../../helpers/picture-traffic.ts';
import { percentileOf } from '../../../../load/measure/statistics.ts';

import type { Part, PartContext, PartResult } from '../part.ts';
import { openVoiceProbe } from '../pictures/voice-probe.ts';
import { processorSeconds } from '../process-time.ts';
import { bareWorker } from '../relays/bare-worker/bare-worker.ts';
import { janusAsInstalled, janusTwoLoops } from '../relays/janus.ts';
import { PlenumRelay, plenum } from '../relays/plenum.ts';
import type { Person, Relay, RelayFactory } from '../relays/relay.ts';
import { RoomPeerPerson } from '../relays/room-peer-person.ts';
import { alternateAndNote } from '../rounds.ts';
import { judgePictures, type PictureSample, pictureNotes, pictureTables } from './pictures-report.ts';

const pictureBytes = 50_000;
const framesPerSecond = 10;
const receiverCount = 10;
const warmUpSeconds = 1;
/** A picture that is not there by then has been given up (`pictureLifeTimeMs`). */
const lastPicturesMs = 2000;
/** A 99th percentile needs pictures, ten a second, and voices, 50 a second: so many times as long as others measure. */
const stretch = 2;

export const pictures: Part = {
  id: 'pictures',
  sentence: 'JPEG pictures in data channels from one sender to ten receivers: how long until they are whole.',
  run: runPictures,
};

async function runPictures(context: PartContext): Promise<PartResult> {
  const samples: PictureSample[] = [];
  const factories = await context.available([plenum(), bareWorker, janusAsInstalled, janusTwoLoops]);
  const failures = await alternateAndNote(factories, context.rounds, async (factory, round) => {
    const sample = {
      relay: factory.name,
      round,
      ...(await measurePictures(factory, stretch * context.seconds)),
    };
    samples.push(sample);
    const [median, late] = [0.5, 0.99].map((share) => percentileOf(sample.delaysMs, share).toFixed(1));
    context.say(`  round ${round}, ${factory.name}: whole after ${median} ms, p99 ${late} ms`);
  });
  return {
    traffic:
      `Sent were ${framesPerSecond} pictures a second of ${pictureBytes / 1000} kB, each as one message, unordered and given up after 2 s. ` +
      'In the room of Plenum a voice of 50 packets a second goes to one listener, first alone and then beside the pictures.',
    tables: pictureTables(samples),
    judgements: judgePictures(samples),
    notes: [...failures, ...pictureNotes(samples)],
    data: samples.map(({ delaysMs, voice, ...sample }) => ({
      ...sample,
      p50Ms: percentileOf(delaysMs, 0.5),
      p99Ms: percentileOf(delaysMs, 0.99),
      ...(voice && {
        voiceAloneP99Ms: percentileOf(voice.aloneMs, 0.99),
        voiceBesideP99Ms: percentileOf(voice.besideMs, 0.99),
      }),
    })),
  };
}

type Measured = Omit<PictureSample, 'relay' | 'round'>;

/** One sender and its receivers on a relay of their own. @param seconds how long pictures count, and a voice before them */
export async function measurePictures(factory: RelayFactory, seconds: number): Promise<Measured> {
  const relay = await factory.start();
  try {
    const sender = await relay.join(0, { pictures: true });
    const receivers = await Promise.all(
      Array.from({ length: receiverCount }, () => relay.join(0, { receivesPictures: true })),
    );
    const measured = await measureRoom(relay, sender, receivers, seconds);
    await Promise.all([sender, ...receivers].map((person) => person.leave()));
    return measured;
  } finally {
    await relay.stop();
  }
}

async function measureRoom(
  relay: Relay,
  sender: Person,
  receivers: readonly Person[],
  seconds: number,
): Promise<Measured> {
  const delaysMs: number[] = [];
  const firstCounted = warmUpSeconds * framesPerSecond + 1;
  const onPicture = (_from: number, message: Uint8Array): void => {
    const packet = readPicturePacket(message);
    if (packet && packet.sequence >= firstCounted) delaysMs.push(nowMs() - packet.capturedAtMs);
  };
  await Promise.all(receivers.map((person) => person.receive({ onPicture })));
  const probe =
    relay instanceof PlenumRelay && sender instanceof RoomPeerPerson
      ? await openVoiceProbe(relay.server.url, sender.peer.roomNumber)
      : undefined;

  await sleep(1000 * warmUpSeconds);
  await probe?.takeDelays();
  if (probe !== undefined) await sleep(1000 * seconds);
  const aloneMs = await probe?.takeDelays();

  const stop = sendCamera(sender, pictureBytes, framesPerSecond);
  await sleep(1000 * warmUpSeconds);
  await probe?.takeDelays();
  const before = { cpuSeconds: processorSeconds(relay.pids()), atMs: performance.now() };
  await sleep(1000 * seconds);
  const cpuSeconds = processorSeconds(relay.pids()) - before.cpuSeconds;
  const tookMs = performance.now() - before.atMs;
  const sent = stop() - firstCounted + 1;
  const besideMs = await probe?.takeDelays();
  await sleep(lastPicturesMs);
  await probe?.close();
  return {
    delaysMs,
    loss: 1 - delaysMs.length / (sent * receivers.length),
    corePercent: (100_000 * cpuSeconds) / tookMs,
    voice: aloneMs && besideMs && { aloneMs, besideMs },
  };
}
