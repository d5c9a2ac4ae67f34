// A page that cannot fetch the Speex module at first: the person is told, is heard as Opus meanwhile, and all is well once it comes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
let unlucky: Participant;
let other: Participant;

beforeAll(async () => {
  server = await startServer();
  const soundPath = makeSpeech(48_000).path;
  [unlucky, other] = (await Promise.all(
    ['Ada', 'Ben'].map((nickname) => Participant.open({ origin: server.url, nickname, soundPath })),
  )) as [Participant, Participant];
  await Promise.all([unlucky.register(), other.register()]);
});

afterAll(async () => {
  await Promise.all([unlucky?.close(), other?.close()]);
  await server?.stop();
});

test('B5: a Speex module that could not be fetched is fetched again; until then the own voice goes out as Opus', async () => {
  const place = '**/speex*.wasm';
  await unlucky.page.route(place, (route) => route.abort());
  const number = await other.createRoom();
  await other.toggle('toggle-mic', true);
  await unlucky.joinRoom(number);
  await expect
    .poll(() => unlucky.byTestId('message').innerText())
    .toContain('voices need could not be loaded');
  await unlucky.toggle('toggle-mic', true);
  const heardOf = async () => (await other.statsOf('Ada'))?.voice;
  await expect.poll(async () => (await heardOf())?.codec).toBe('opus');
  await expect.poll(async () => (await heardOf())?.received ?? 0).toBeGreaterThan(20);
  await unlucky.page.unroute(place);
  const before = (await heardOf())?.received ?? 0;
  await expect.poll(async () => (await heardOf())?.received ?? 0).not.toBe(before);
  const heardHere = async () => (await unlucky.statsOf('Ben'))?.voice?.levelDb ?? -127;
  await expect.poll(heardHere).toBeGreaterThan(-60);
});
