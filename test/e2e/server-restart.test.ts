// A call of real browsers whose server is killed and started again: people, roles and sources are there again by themselves.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

const patience = { timeout: 30_000 };

let server: ServerProcess;
let ada: Participant;
let bob: Participant;

beforeAll(async () => {
  server = await startServer();
  const soundPath = makeSpeech(48_000).path;
  const open = (nickname: string) => Participant.open({ origin: server.url, nickname, soundPath });
  [ada, bob] = await Promise.all([open('Ada'), open('Bob')]);
  await Promise.all([ada.register(), bob.register()]);
  await bob.joinRoom(await ada.createRoom());
  await Promise.all([ada.toggle('toggle-mic', true), bob.toggle('toggle-mic', true)]);
});
afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close()]);
  await server?.stop();
});

/** Each hears the other from now on. */
async function expectTalk(): Promise<void> {
  for (const person of [ada, bob]) {
    const received = async () => (await person.stats()).peers[0]?.voice?.received ?? 0;
    await expect.poll(received, patience).toBeGreaterThan(0);
    const before = await received();
    await expect.poll(async () => (await received()) !== before, patience).toBe(true);
  }
}

test('after the server was killed both are in the same room again and hear each other, without doing anything', async () => {
  await expectTalk();
  const number = await bob.byTestId('call-number').innerText();
  const peers = async () =>
    (await Promise.all([ada, bob].map((person) => person.stats()))).map((stats) => stats.peers[0]?.peer);
  const before = await peers();
  const port = new URL(server.url).port;
  const dataDir = await server.stopKeepingData('SIGKILL');
  await ada.page.getByText('Connection lost').first().waitFor();
  server = await startServer({ env: { DATA_DIR: dataDir, PORT: port } });
  await expect.poll(() => ada.page.getByText('Connection lost').count(), patience).toBe(0);
  await expectTalk();
  expect(await peers()).toEqual(before);
  await expect.poll(() => bob.byTestId('call-number').innerText()).toBe(number);
  await expect.poll(() => ada.byTestId('toggle-mic').getAttribute('aria-pressed')).toBe('true');
});
