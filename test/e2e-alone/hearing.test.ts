// Two people in real browsers hear each other through the server as `npm start` runs it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSpeech } from '../../peers/media/speech.ts';
import { compareHearing, describeHearing, sameVoice } from '../helpers/listen.ts';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { readTappedSeconds } from '../media/sound-tap.ts';

let server: ServerProcess;
let ada: Participant;
let bob: Participant;

beforeAll(async () => {
  server = await startServer();
  const open = (nickname: string) =>
    Participant.open({ origin: server.url, nickname, soundPath: makeSpeech(48_000).path });
  [ada, bob] = await Promise.all([open('Ada'), open('Bob')]);
  await Promise.all([ada.register(), bob.register()]);
  await bob.joinRoom(await ada.createRoom());
});
afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close()]);
  await server?.stop();
});

test('two people hear each other as Speex, whole, as loud as they speak, and soon', async () => {
  await ada.toggle('toggle-mic', true);
  await bob.toggle('toggle-mic', true);
  for (const { page } of [ada, bob]) {
    // Two seconds are left out at the beginning, and a second may be on its way.
    const heard = () => readTappedSeconds(page, 'loudspeaker');
    await expect.poll(heard, { timeout: 60_000, interval: 100 }).toBeGreaterThan(9);
  }
  for (const [speaker, listener] of [
    [ada, bob],
    [bob, ada],
  ] as const) {
    const hearing = await compareHearing(speaker, listener);
    const voice = (await listener.statsOf(speaker.nickname))?.voice;
    console.log(
      `${speaker.nickname} to ${listener.nickname}: ${describeHearing(hearing)}, ${JSON.stringify(voice)}`,
    );
    expect(hearing.overlapSeconds).toBeGreaterThan(5);
    expect(hearing.piecesCorrelation).toBeGreaterThan(sameVoice);
    expect(Math.abs(hearing.levelDb)).toBeLessThan(2);
    expect(voice).toMatchObject({ codec: 'speex' });
    expect(voice?.received).toBeGreaterThan(250);
  }
  expect([...ada.errors, ...bob.errors]).toEqual([]);
});
