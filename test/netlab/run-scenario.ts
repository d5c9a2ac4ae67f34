// Holds one meeting of two real browsers over a bad line and measures it. Used by netlab and the test of the bench.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSpeexModule } from 'speex-wasm/node';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { readSoundTap } from '../media/sound-tap.ts';
import {
  type LabNetwork,
  type LabPeer,
  type LabPlace,
  openLabNetwork,
  publicAddress,
} from './lab-network.ts';
import { measurePictures, type PictureFigures } from './measure-pictures.ts';
import { measureVoice, type VoiceCounts, type VoiceFigures } from './measure-voice.ts';
import { type Carried, installObserver, readCarried, readObserver } from './observe-page.ts';
import type { LinkReport } from './relay-messages.ts';
import { openRelay, type RelayProcess } from './relay-process.ts';
import { findScenarioEvents, followedAfterMs, type ScenarioEvents, slowest } from './scenario-events.ts';
import type { Scenario } from './scenarios.ts';
import { timeSound } from './timed-sound.ts';

export interface ScenarioInput {
  readonly scenario: Scenario;
  readonly seed: number;
  /** WAV file that the talker says over and over. */
  readonly speechPath: string;
  /** y4m or mjpeg file that the talker's camera shows over and over. */
  readonly clipPath: string;
}

interface Bytes {
  readonly sent: number;
  readonly received: number;
}

export interface ScenarioResult {
  readonly scenario: string;
  readonly seed: number;
  readonly voice: VoiceFigures & {
    readonly bytes: Bytes;
    /** Share of voice packets that the network did not deliver, retransmitted ones not counted as lost. */
    readonly packetLoss: number;
  };
  readonly pictures: PictureFigures & {
    readonly bytes: Bytes;
    /** After each fall of the bandwidth, how long senders offered more than it; null where they never came down. */
    readonly followedAfterMs: readonly (number | null)[];
  };
}

interface Meeting {
  readonly talker: Participant;
  readonly listener: Participant;
  readonly relay: RelayProcess;
}

/** State of both pages at the beginning or the end of the measured time. */
interface Reading {
  readonly sent: Carried;
  readonly received: Carried;
  readonly counts: VoiceCounts;
}

const webPort = 3000;
const mediaPort = 20_000;
/** Both hear and see each other for so long before measuring begins: jitter buffers and bandwidth estimates settle. */
const settleMs = 5000;
/** Sound under way when measuring ends is waited for. */
const afterglowMs = 2500;
const firstPictureTimeoutMs = 30_000;

/**
 * Takes the scenario's time and some 30 s.
 * @throws LabNetworkError where namespaces cannot be made; Error when the meeting does not come about
 */
export async function runScenario(input: ScenarioInput): Promise<ScenarioResult> {
  const network = openLabNetwork();
  const closings: (() => Promise<unknown>)[] = [];
  try {
    const server = await startLabServer(network);
    closings.push(() => server.stop());
    const relay = await openRelay(network.server.inside, {
      seed: input.seed,
      publicAddress,
      serverAddress: '127.0.0.1',
      mediaPort,
      webPort,
      links: [
        { name: 'talker', ...addressesOf(network.talker), ...input.scenario.talker },
        { name: 'listener', ...addressesOf(network.listener), ...input.scenario.listener },
      ],
    });
    closings.push(() => relay.stop());
    const people = [
      openPerson('Talker', network.talker, input),
      openPerson('Listener', network.listener),
    ] as const;
    for (const person of people) closings.push(async () => (await person).close());
    const [talker, listener] = await Promise.all(people);
    return await measureMeeting({ talker, listener, relay }, input, network.listener);
  } finally {
    for (const close of closings.toReversed()) await close().catch(() => undefined);
    network.close();
  }
}

function startLabServer({ server, folder }: LabNetwork): Promise<ServerProcess> {
  return startServer({
    inside: server.inside,
    env: {
      PORT: String(webPort),
      HOST: '127.0.0.1',
      // Elsewhere than on loopback, browsers give the microphone to pages over TLS only.
      TLS: 'self-signed',
      ANNOUNCED_ADDRESS: publicAddress,
      MEDIA_PORT: String(mediaPort),
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'warn',
    },
  });
}

async function openPerson(
  nickname: string,
  place: LabPlace,
  media?: Pick<ScenarioInput, 'speechPath' | 'clipPath'>,
): Promise<Participant> {
  const person = await Participant.open({
    origin: `https://${publicAddress}:${webPort}`,
    nickname,
    chromium: place.chromium,
    ...(media && { soundPath: media.speechPath, clipPath: media.clipPath }),
  });
  await installObserver(person.page);
  await person.register();
  return person;
}

function addressesOf({ address, laterAddress }: LabPeer): { readonly peerAddresses: readonly string[] } {
  return { peerAddresses: [address, laterAddress] };
}

async function measureMeeting(
  meeting: Meeting,
  { scenario, seed }: ScenarioInput,
  listenersPlace: LabPeer,
): Promise<ScenarioResult> {
  const { talker, listener, relay } = meeting;
  const number = await talker.createRoom();
  await talker.toggle('toggle-mic', true);
  await talker.toggle('toggle-camera', true);
  await listener.joinRoom(number);
  await waitForPicture(listener);
  await sleep(settleMs);
  const before = await read(meeting);
  const fromMs = await relay.start();
  const { listenerMovesAtMs } = scenario;
  if (listenerMovesAtMs !== undefined)
    void sleep(listenerMovesAtMs).then(() => listenersPlace.changeAddress());
  await sleep(scenario.seconds * 1000);
  const after = await read(meeting);
  const toMs = Date.now();
  const links = await relay.report();
  await sleep(afterglowMs);
  const events = findScenarioEvents(scenario);
  const packets = packetsBetween(before, after);
  return {
    scenario: scenario.name,
    seed,
    voice: {
      ...(await figureVoice(meeting, { before, after, fromMs, toMs, events })),
      bytes: bytesBetween(before, after, 'audio'),
      packetLoss: Math.max(0, 1 - packets.received / Math.max(1, packets.sent)),
    },
    pictures: {
      ...(await figurePictures(listener, { fromMs, toMs, events })),
      bytes: bytesBetween(before, after, 'video'),
      followedAfterMs: events.falls.map((fall) => slowestToFollow(links, fall)),
    },
  };
}

/** A network too bad for any picture is a result too: the meeting then goes on without. */
async function waitForPicture({ page }: Participant): Promise<void> {
  const endMs = Date.now() + firstPictureTimeoutMs;
  while (Date.now() < endMs && (await readObserver(page)).pictures.length === 0) await sleep(250);
}

async function read({ talker, listener }: Meeting): Promise<Reading> {
  const [sent, received, stats] = await Promise.all([
    readCarried(talker.page),
    readCarried(listener.page),
    listener.statsOf(talker.nickname),
  ]);
  return { sent, received, counts: stats?.voice ?? { received: 0, rebuilt: 0, lost: 0, concealed: 0 } };
}

function bytesBetween(before: Reading, after: Reading, kind: 'audio' | 'video'): Bytes {
  return {
    sent: since(before.sent[kind].bytesSent, after.sent[kind].bytesSent),
    received: since(before.received[kind].bytesReceived, after.received[kind].bytesReceived),
  };
}

/** Of voice. */
function packetsBetween(before: Reading, after: Reading): { sent: number; received: number } {
  return {
    sent: since(before.sent.audio.packetsSent, after.sent.audio.packetsSent),
    received: since(before.received.audio.packetsReceived, after.received.audio.packetsReceived),
  };
}

/** Counters begin anew with the transports of a person who joined again: then only what came after it is known. */
function since(before: number, after: number): number {
  return after < before ? after : after - before;
}

interface Measured {
  readonly fromMs: number;
  readonly toMs: number;
  readonly events: ScenarioEvents;
}

async function figureVoice(
  { talker, listener }: Meeting,
  { before, after, fromMs, toMs, events }: Measured & { before: Reading; after: Reading },
): Promise<VoiceFigures> {
  const said = timeSound(await readSoundTap(talker.page, 'microphone'));
  const heard = timeSound(await readSoundTap(listener.page, 'loudspeaker'));
  const counted = (name: keyof VoiceCounts) => since(before.counts[name], after.counts[name]);
  return measureVoice({
    said,
    heard,
    fromMs,
    toMs,
    counts: {
      received: counted('received'),
      rebuilt: counted('rebuilt'),
      lost: counted('lost'),
      concealed: counted('concealed'),
    },
    packets: packetsBetween(before, after),
    restoredAtMs: events.restoredAtMs === undefined ? undefined : fromMs + events.restoredAtMs,
    speexModule: readSpeexModule(),
  });
}

async function figurePictures(
  { page }: Participant,
  { fromMs, toMs, events }: Measured,
): Promise<PictureFigures> {
  const { widenedAtMs, restoredAtMs } = events;
  return measurePictures({
    ...(await readObserver(page)),
    fromMs,
    toMs,
    widenedAtMs: widenedAtMs === undefined ? undefined : fromMs + widenedAtMs,
    restoredAtMs: restoredAtMs === undefined ? undefined : fromMs + restoredAtMs,
  });
}

/** Talker and server both send into a line that became narrow: the slower one counts. */
function slowestToFollow(links: readonly LinkReport[], fall: ScenarioEvents['falls'][number]): number | null {
  const narrow = links.map(({ name, up, down }) => (name === 'talker' ? up : down));
  return slowest(narrow.map((direction) => followedAfterMs(direction, fall)));
}
