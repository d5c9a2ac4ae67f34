// What the voices of a room are sent as: chosen by the host, or brought about by a browser that cannot play Speex.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { compareHearing, describeHearing, sameVoice } from '../helpers/listen.ts';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
let ada: Participant;
let bob: Participant;
const guests: Participant[] = [];
const patience = { timeout: 20_000 };

beforeAll(async () => {
  server = await startServer();
  [ada, bob] = await Promise.all([arrive('Ada'), arrive('Bob')]);
  await bob.joinRoom(await ada.createRoom());
  await Promise.all([ada.toggle('toggle-mic', true), bob.toggle('toggle-mic', true)]);
  await ada.page.keyboard.press('p');
});

afterAll(async () => {
  await Promise.all([ada.close(), bob.close()]);
  await server.stop();
});

afterEach(async () => {
  const errors = [ada, bob, ...guests].flatMap((person) => person.errors.splice(0));
  await Promise.all(guests.splice(0).map((guest) => guest.close()));
  expect(errors).toEqual([]);
});

async function arrive(name: string, initScript?: string): Promise<Participant> {
  const soundPath = makeSpeech(48_000).path;
  const origin = server.url;
  const person = await Participant.open({
    origin,
    nickname: name,
    soundPath,
    ...(initScript !== undefined && { initScript }),
  });
  await person.register();
  return person;
}

/** Waits until a listener has heard so many frames of a speaker as this codec. */
async function hears(listener: Participant, speaker: Participant, codec: string, frames: number) {
  const voice = async () => (await listener.statsOf(speaker.nickname))?.voice;
  await expect.poll(async () => (await voice())?.codec, patience).toBe(codec);
  await expect.poll(async () => (await voice())?.received ?? 0, patience).toBeGreaterThan(frames);
}

/** Whatever an earlier attempt left behind. */
async function setMicrophone(person: Participant, on: boolean): Promise<void> {
  const pressed = await person.byTestId('toggle-mic').getAttribute('aria-pressed');
  if (pressed !== String(on)) await person.toggle('toggle-mic', on);
}

const tilesOf = (person: Participant) =>
  person.page.locator('[data-testid=tile], [data-testid=self-tile]').allInnerTexts();

test('the host sends everybody to Opus and back, and both still hear each other', async () => {
  await ada.byTestId('voice-codec').selectOption('speex');
  await Promise.all([hears(ada, bob, 'speex', 100), hears(bob, ada, 'speex', 100)]);
  const tiles = await tilesOf(bob);
  await ada.byTestId('voice-codec').selectOption('opus');
  await expect.poll(() => bob.byTestId('voice-news').innerText(), patience).toMatch(/host .* Opus/);
  await Promise.all([hears(ada, bob, 'opus', 300), hears(bob, ada, 'opus', 300)]);
  for (const [speaker, listener] of [
    [ada, bob],
    [bob, ada],
  ] as const) {
    const hearing = await compareHearing(speaker, listener, 'opus');
    const stats = await listener.statsOf(speaker.nickname);
    console.log(
      `${speaker.nickname} to ${listener.nickname}, Opus after Speex: ${describeHearing(hearing)}, ${JSON.stringify(stats?.voice)}`,
    );
    expect(hearing.piecesCorrelation).toBeGreaterThan(sameVoice);
    expect(Math.abs(hearing.levelDb)).toBeLessThan(3);
    // Between two words there is silence.
    const level = async () => (await listener.statsOf(speaker.nickname))?.voice?.levelDb;
    await expect.poll(level, patience).toBeGreaterThan(-45);
    expect(stats?.voice?.delayMs).toBeGreaterThan(0);
  }
  expect(await tilesOf(bob)).toEqual(tiles);
  await ada.byTestId('voice-codec').selectOption('speex');
  await Promise.all([hears(ada, bob, 'speex', 100), hears(bob, ada, 'speex', 100)]);
  expect(await tilesOf(bob)).toEqual(tiles);
});

test('a browser that cannot play Speex brings the room to Opus until some time after it left', async () => {
  await ada.byTestId('voice-codec').selectOption('speex');
  const number = (await ada.byTestId('call-number').innerText()).trim();
  await Promise.all([hears(bob, ada, 'speex', 0), setMicrophone(bob, false)]);
  const eve = await arrive('Eve', 'delete window.RTCRtpScriptTransform;');
  guests.push(eve);
  await eve.joinRoom(number);
  await expect.poll(() => eve.byTestId('voice-news').innerText(), patience).toMatch(/This browser .* Opus/);
  await expect.poll(() => ada.byTestId('voice-news').innerText(), patience).toMatch(/browser .* Opus/);
  await eve.toggle('toggle-mic', true);
  await Promise.all([hears(eve, ada, 'opus', 50), hears(bob, ada, 'opus', 50), hears(ada, eve, 'opus', 50)]);
  const sent = ada.byTestId('sent-sources');
  await expect.poll(() => sent.allInnerTexts(), patience).toEqual(['Voice Opus', 'Voice Opus']);
  // Whoever was mute has stayed mute, and speaks as Opus afterwards.
  const voice = async () => (await ada.statsOf(bob.nickname))?.voice;
  await expect.poll(voice, patience).toMatchObject({ codec: 'opus', received: 0 });
  await bob.toggle('toggle-mic', true);
  await hears(ada, bob, 'opus', 50);
  await eve.leave();
  await Promise.all([hears(bob, ada, 'speex', 50), hears(ada, bob, 'speex', 50)]);
  await expect.poll(() => ada.byTestId('message').innerText()).toBe('');
});
