// A reload, Back, a crash of the tab: real browsers come back to their seat, with role and switches, and are heard again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

const patience = { timeout: 30_000 };

let server: ServerProcess;
let ada: Participant;
let bob: Participant;
let number: string;

beforeAll(async () => {
  server = await startServer();
  const soundPath = makeSpeech(48_000).path;
  const open = (nickname: string) => Participant.open({ origin: server.url, nickname, soundPath });
  [ada, bob] = await Promise.all([open('Ada'), open('Bob')]);
  await Promise.all([ada.register(), bob.register()]);
  number = await ada.createRoom();
});
afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close()]);
  await server?.stop();
});

const voicesFrom = async (listener: Participant, nickname: string): Promise<number> =>
  (await listener.statsOf(nickname))?.voice?.received ?? 0;

/** Each hears the other from now on. */
async function expectTalk(): Promise<void> {
  for (const [listener, speaker] of [
    [ada, 'Bob'],
    [bob, 'Ada'],
  ] as const) {
    const before = await voicesFrom(listener, speaker);
    await expect.poll(() => voicesFrom(listener, speaker), patience).not.toBe(before);
    await expect.poll(() => voicesFrom(listener, speaker), patience).toBeGreaterThan(0);
  }
}

const pressed = (person: Participant, id: string) => person.byTestId(id).getAttribute('aria-pressed');

test('U2: F5 of somebody who is alone in a meeting finds the same room, whose number stands in the address', async () => {
  expect(new URL(ada.page.url()).hash).toBe(`#/m/${number}`);
  await ada.page.reload();
  await ada.byTestId('call-view').waitFor();
  expect((await ada.byTestId('call-number').innerText()).trim()).toBe(number);
});

test('U2: F5 comes back to the same seat with the switches as they were, and both hear each other', async () => {
  await bob.joinRoom(number);
  await Promise.all([ada.toggle('toggle-mic', true), bob.toggle('toggle-mic', true)]);
  await expectTalk();
  const before = (await ada.stats()).peers[0]?.peer;
  const beganMs = performance.now();
  await bob.page.reload();
  await expect.poll(() => voicesFrom(bob, 'Ada'), { ...patience, interval: 20 }).toBeGreaterThan(0);
  console.info(`from F5 to the voice of the other: ${Math.round(performance.now() - beganMs)} ms`);
  await expectTalk();
  expect(await pressed(bob, 'toggle-mic')).toBe('true');
  expect(await pressed(bob, 'toggle-camera')).toBe('false');
  expect((await ada.stats()).peers.map(({ peer }) => peer)).toEqual([before]);
});
