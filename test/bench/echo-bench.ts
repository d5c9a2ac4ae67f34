// `npm run bench:echo`: how loud a person hears their own echo when the other uses a loudspeaker, and what is left
// of the other's voice when both speak. Two real browsers, the real server, and a room made of PulseAudio.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Participant } from '../helpers/participant.ts';
import { startServer } from '../helpers/server.ts';
import { decibels } from '../media/compare-sound.ts';
import { readSoundTap } from '../media/sound-tap.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { writeWav } from '../../peers/media/wav.ts';
import { type Loudspeaker, openSoundRoom, type SoundRoom } from './sound-room.ts';

interface Case {
  readonly name: string;
  readonly cancelled: boolean;
  readonly speaker?: Loudspeaker;
  readonly noise?: 'strong';
  /** The person in the room also speaks while the talker is muted, to compare with. */
  readonly alone?: true;
}

const cases: readonly Case[] = [
  { name: 'without cancellation', cancelled: false },
  { name: 'default speaker', cancelled: true, alone: true },
  { name: 'another, without', cancelled: false, speaker: 'Headset' },
  { name: 'another speaker', cancelled: true, speaker: 'Headset' },
  { name: 'strong suppression', cancelled: true, noise: 'strong' },
];
/** The canceller learns the room. */
const learnMs = 4000;
const measureSeconds = 7;
/** What the person in the room says is another part of the speech than the talker is at. */
const nearStartSeconds = 12;

/** The talker's own microphone is a file, and what comes back to them is recorded before their loudspeaker. */
async function measure(
  origin: string,
  talker: Participant,
  room: SoundRoom,
  number: string,
  each: Case,
): Promise<void> {
  const listener = await openListener(origin, room, each);
  try {
    await listener.register();
    await listener.joinRoom(number);
    await listener.toggle('toggle-mic', true);
    await choose(listener, each);
    await sleep(learnMs + measureSeconds * 1000);
    const [played, back] = await Promise.all([lastSeconds(listener), lastSeconds(talker)]);
    const speakers = room.inUse();
    const both = await speakInRoom(room, talker);
    console.log(
      `${each.name.padEnd(22)} played ${level(played)}  heard back ${level(back)}  loss ${level(played, back)}   ` +
        `both speak: ${both}   on ${speakers.join(' and ')}`,
    );
    if (!each.alone) return;
    await talker.toggle('toggle-mic', false);
    console.log(`${each.name.padEnd(22)} one speaks: ${await speakInRoom(room, talker)}`);
    await talker.toggle('toggle-mic', true);
  } finally {
    await listener.close();
  }
}

let lastListener = 0;

async function openListener(origin: string, room: SoundRoom, { cancelled }: Case): Promise<Participant> {
  lastListener += 1;
  const listener = await Participant.open({
    origin,
    nickname: `Listener ${lastListener}`,
    soundServer: room.environment,
  });
  // What the product asks for, but for the one thing that is compared.
  await listener.page.evaluate((cancelled) => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = ({ audio, video }: MediaStreamConstraints) =>
      open({
        ...(video !== undefined && { video }),
        audio: {
          ...(audio as MediaTrackConstraints),
          ...(!cancelled && { echoCancellation: { exact: false } }),
        },
      });
  }, cancelled);
  return listener;
}

/** As a user does it. */
async function choose({ page }: Participant, each: Case): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog');
  if (each.speaker) await dialog.getByLabel('Speaker', { exact: true }).selectOption({ label: each.speaker });
  if (each.noise) await dialog.getByLabel('Noise suppression').selectOption(each.noise);
  await page.keyboard.press('Escape');
}

/** Says something in the room; returns how loud the talker gets it against how loud it was said. */
async function speakInRoom(room: SoundRoom, talker: Participant): Promise<string> {
  const { samples } = makeSpeech(48_000).sound;
  const from = nearStartSeconds * 48_000;
  const said = samples.subarray(from, from + (measureSeconds + 2) * 48_000);
  const folder = mkdtempSync(join(tmpdir(), 'plenum-near-'));
  const path = join(folder, 'near.wav');
  writeFileSync(path, writeWav({ sampleRateHz: 48_000, samples: said }));
  const silence = room.speak(path);
  await sleep((measureSeconds + 2) * 1000);
  const heard = await lastSeconds(talker);
  silence();
  rmSync(folder, { recursive: true });
  return level(heard, said);
}

/** Of what the loudspeaker was given. */
async function lastSeconds({ page }: Participant, seconds = measureSeconds): Promise<Float32Array> {
  const voice = await readSoundTap(page, 'loudspeaker');
  return voice.samples.subarray(-seconds * voice.sampleRateHz);
}

/** A level in dBFS, or how far it is above another. */
function level(sound: Float32Array, other?: Float32Array): string {
  const value = decibels(sound) - (other === undefined ? 0 : decibels(other));
  return `${value.toFixed(1).padStart(6)} dB`;
}

const room = await openSoundRoom().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
const server = await startServer();
const talker = await Participant.open({
  origin: server.url,
  nickname: 'Talker',
  soundPath: makeSpeech(48_000).path,
});
try {
  await talker.register();
  const number = await talker.createRoom();
  await talker.toggle('toggle-mic', true);
  for (const each of cases) await measure(server.url, talker, room, number, each);
} finally {
  await talker.close();
  await server.stop();
  room.close();
}
