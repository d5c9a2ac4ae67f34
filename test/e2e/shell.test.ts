// A call beside other places, through the real server: it goes on in a strip, over Back and a reload, and Home says that it runs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { findViolations } from '../helpers/find-violations.ts';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

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
  await bob.joinRoom(number);
});
afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close()]);
  await server?.stop();
});

const hashOf = (person: Participant): string => new URL(person.page.url()).hash;
const voiceFrom = async (listener: Participant, nickname: string): Promise<number> =>
  (await listener.statsOf(nickname))?.voice?.received ?? 0;

/** More of a voice arrives from now on. */
async function expectHeard(listener: Participant, nickname: string): Promise<void> {
  const before = await voiceFrom(listener, nickname);
  await expect.poll(() => voiceFrom(listener, nickname), patience).toBeGreaterThan(before + 25);
}

test('a call goes on in a strip while other places are looked at: both hear each other, and Back leads to it', async () => {
  await Promise.all([ada.toggle('toggle-mic', true), bob.toggle('toggle-mic', true)]);
  await expectHeard(ada, 'Bob');
  const peer = (await bob.stats()).peers[0]?.peer;
  await ada.byTestId('call-minimize').click();
  await ada.byTestId('nav-settings').click();
  await ada.byTestId('call-strip').getByText(number).waitFor();
  expect(await ada.switchState('toggle-mic')).toBe('on');
  await expectHeard(ada, 'Bob');
  await expectHeard(bob, 'Ada');
  expect(await findViolations(ada.page)).toEqual([]);
  await ada.page.goBack();
  await ada.page.goBack();
  await ada.byTestId('call-view').waitFor();
  // The same place in the meeting, without a break.
  expect((await bob.stats()).peers[0]?.peer).toBe(peer);
});

test('F5 in a strip comes back to the place and the call', async () => {
  await ada.page.evaluate(() => location.assign('#/settings/appearance'));
  await ada.byTestId('call-strip').waitFor();
  await ada.page.reload();
  await ada.byTestId('call-strip').getByText(number).waitFor();
  expect(hashOf(ada)).toBe('#/settings/appearance');
  await expectHeard(bob, 'Ada');
  await ada.byTestId('call-return').click();
  await ada.byTestId('call-view').waitFor();
});

test('the palette leads by keyboard alone to a place, and the strip leaves the call', async () => {
  await ada.page.keyboard.press('Control+k');
  const input = ada.byTestId('palette-input');
  await input.fill('appear');
  const shown = () =>
    input.evaluate(
      (field) => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent,
    );
  await expect.poll(shown).toContain(en.settings.tabs.appearance);
  expect(await findViolations(ada.page)).toEqual([]);
  await input.press('Enter');
  await ada.byTestId('call-strip').waitFor();
  expect(hashOf(ada)).toBe('#/settings/appearance');
  await ada.byTestId('palette').waitFor({ state: 'detached' });
  await ada.byTestId('leave').click();
  await ada.byTestId('call-strip').waitFor({ state: 'detached' });
  expect(hashOf(ada)).toBe('#/settings/appearance');
});

test('Home says that the meeting runs and who is in it, and leads back in', async () => {
  await ada.byTestId('nav-home').click();
  const running = ada.byTestId('meeting-running');
  await expect.poll(() => running.innerText(), patience).toContain('Bob');
  expect(await running.innerText()).toContain(number);
  expect(await ada.byTestId('meeting-recent').first().innerText()).toContain('Bob');
  await running.getByRole('button').click();
  await ada.byTestId('call-view').waitFor();
  expect([...ada.errors, ...bob.errors]).toEqual([]);
});
