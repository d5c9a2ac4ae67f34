// Speaking while muted, and talking while a key is held, in a real browser whose microphone plays speech.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
let person: Participant;

beforeAll(async () => {
  server = await startServer();
  person = await Participant.open({
    origin: server.url,
    nickname: 'Ada',
    soundPath: makeSpeech(48_000).path,
  });
  await person.register();
  await person.createRoom();
});

afterAll(async () => {
  await person.close();
  await server.stop();
});

afterEach(() => {
  expect(person.errors).toEqual([]);
});

const microphone = (on: boolean) => person.page.locator(`[data-testid=toggle-mic][aria-pressed=${on}]`);

test('the microphone is on while Space is held, and a single press of M keeps it on', async () => {
  await person.page.keyboard.down('Space');
  await microphone(true).waitFor();
  await person.page.keyboard.up('Space');
  await microphone(false).waitFor();
  await person.page.keyboard.press('m');
  await microphone(true).waitFor();
  await person.page.keyboard.press('Space');
  await person.page.waitForTimeout(300);
  expect(await microphone(true).count()).toBe(1);
});

test('a person who speaks while muted is told, until they are heard again', async () => {
  await person.toggle('toggle-mic', false);
  const hint = person.page.getByText('You are muted. Press M');
  await hint.waitFor();
  await person.page.keyboard.down('Space');
  await microphone(true).waitFor();
  await hint.waitFor({ state: 'detached' });
  await person.page.keyboard.up('Space');
  await microphone(false).waitFor();
});
