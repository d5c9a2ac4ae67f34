// A reload, Back, a crash of the tab: real browsers come back to their seat, with role and switches, and are heard again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en.ts';
import { Participant, password } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

const patience = { timeout: 30_000 };

let server: ServerProcess;
let ada: Participant;
let bob: Participant;
let phone: Participant;
let number: string;
/** Whether the line of Bob's machine carries nothing, as while it sleeps. */
let asleep = false;

beforeAll(async () => {
  server = await startServer();
  const soundPath = makeSpeech(48_000).path;
  const open = (nickname: string) =>
    Participant.open({ origin: server.url, nickname, soundPath, keepsPages: true });
  [ada, bob, phone] = await Promise.all([open('Ada'), open('Bob'), open('Phone')]);
  await bob.page.routeWebSocket(/socket\.io/, (line) => {
    if (asleep) return void line.close();
    const far = line.connectToServer();
    bobsLines.add(() => Promise.all([line.close(), far.close()]));
  });
  await bob.page.reload();
  await Promise.all([ada.register(), bob.register()]);
  number = await ada.createRoom();
});
afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close(), phone?.close()]);
  await server?.stop();
});

const bobsLines = new Set<() => Promise<unknown>>();

async function fallAsleep(): Promise<void> {
  asleep = true;
  await Promise.all([...bobsLines].map((end) => end()));
}

const voicesFrom = async (listener: Participant, nickname: string): Promise<number> =>
  (await listener.statsOf(nickname))?.voice?.received ?? 0;

/** Each hears the other from now on. */
async function expectTalk(other = bob): Promise<void> {
  for (const [listener, speaker] of [
    [ada, 'Bob'],
    [other, 'Ada'],
  ] as const) {
    const before = await voicesFrom(listener, speaker);
    await expect.poll(() => voicesFrom(listener, speaker), patience).not.toBe(before);
    await expect.poll(() => voicesFrom(listener, speaker), patience).toBeGreaterThan(0);
  }
}

/** Microphone and camera of a member whose page takes their seat up again come on by themselves, a camera after a second or more. */
const expectSwitches = (person: Participant, microphone: 'on' | 'off', camera: 'on' | 'off') =>
  expect
    .poll(
      () => Promise.all([person.switchState('toggle-mic'), person.switchState('toggle-camera')]),
      patience,
    )
    .toEqual([microphone, camera]);

test('U2: F5 of a person alone in a meeting finds the same room, whose number stands in the address', async () => {
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
  await expectSwitches(bob, 'on', 'off');
  expect((await ada.stats()).peers.map(({ peer }) => peer)).toEqual([before]);
});

test('U3: a host who reloads hosts the locked meeting, and camera and voice are there again', async () => {
  await ada.toggle('toggle-camera', true);
  await ada.page.keyboard.press('p');
  const lock = () => ada.page.getByRole('switch', { name: en.people.lock });
  await lock().click();
  await expect.poll(() => lock().getAttribute('aria-checked'), patience).toBe('true');
  await ada.page.reload();
  await expectTalk();
  await ada.page.keyboard.press('p');
  await expect.poll(() => lock().getAttribute('aria-checked'), patience).toBe('true');
  await expectSwitches(ada, 'on', 'on');
  const frames = async () => (await bob.statsOf('Ada'))?.pictures[0]?.framesDecoded ?? 0;
  await expect.poll(frames, patience).toBeGreaterThan(0);
});

test('U2: Back to what stood in the address before the call, within the page, does not end the call', async () => {
  await bob.page.evaluate(() => location.assign('#elsewhere'));
  await expect.poll(() => new URL(bob.page.url()).hash, patience).toBe(`#/m/${number}`);
  await bob.page.evaluate(() => history.back());
  await expect.poll(() => new URL(bob.page.url()).hash, patience).toBe(`#/m/${number}`);
  await expect.poll(() => bob.byTestId('call-view').count()).toBe(1);
});

test('X2: a copy of the tab shows the lobby, and the call stays where it is', async () => {
  const opened = bob.context.waitForEvent('page');
  await bob.page.evaluate(() => void window.open(location.href));
  const copy = await opened;
  await copy.getByTestId('meeting-create').waitFor();
  await expectTalk();
  await expect.poll(() => bob.byTestId('call-view').count()).toBe(1);
  await copy.close();
});

/** What the browser asks when the page is about to go; the person answers. */
async function questionAt(
  person: Participant,
  answer: 'stay' | 'go',
  act: () => Promise<unknown>,
): Promise<string> {
  const asked = person.page.waitForEvent('dialog');
  void act().catch(() => undefined);
  const dialog = await asked;
  await (answer === 'stay' ? dialog.dismiss() : dialog.accept());
  return dialog.type();
}

test('U2: closing asks, and Back asks; a person who stays is still heard', async () => {
  const close = () => ada.page.close({ runBeforeUnload: true });
  const back = () => ada.page.evaluate(() => history.back());
  expect(await questionAt(ada, 'stay', close)).toBe('beforeunload');
  expect(await questionAt(ada, 'stay', back)).toBe('beforeunload');
  await expectTalk();
});

test('X12: Back out of the call and Forward into it leads to the same seat, where every switch works', async () => {
  await questionAt(ada, 'go', () => ada.page.evaluate(() => history.back()));
  await ada.page.waitForURL('about:blank');
  await ada.page.goForward({ waitUntil: 'commit' });
  await ada.byTestId('call-view').waitFor();
  await expectTalk();
  await ada.toggle('toggle-mic', false);
  await ada.toggle('toggle-mic', true);
  await expectTalk();
});

test('X2: a laptop that sleeps while its owner joins from the phone stays out when it wakes up, until they join there again', async () => {
  await fallAsleep();
  await phone.byTestId('signin-phone').fill(bob.phone);
  await phone.byTestId('signin-password').fill(password);
  await phone.byTestId('signin-submit').click();
  await phone.byTestId('meeting-create').waitFor();
  await ada.page.keyboard.press('p');
  await ada.page.getByRole('switch', { name: en.people.lock }).click();
  await phone.joinRoom(number);
  await phone.toggle('toggle-mic', true);
  await expectTalk(phone);
  asleep = false;
  await bob.byTestId('moved-join').waitFor();
  await expect.poll(() => bob.byTestId('call-view').count()).toBe(0);
  await expectTalk(phone);
  await bob.page.reload();
  await bob.byTestId('meeting-create').waitFor();
  await expectTalk(phone);
  await bob.moveCallHere(number);
  await phone.byTestId('moved-join').waitFor();
  await bob.toggle('toggle-mic', true);
  await expectTalk();
  await phone.byTestId('moved-join').click();
  await bob.byTestId('moved-lobby').click();
  await bob.byTestId('meeting-create').waitFor();
  await expectSwitches(phone, 'off', 'off');
});

/** Ends the process that shows a page. @returns what has the browser load the same tab again, as a person does at "Aw, Snap!" */
async function crash({ page, context }: Participant): Promise<() => Promise<unknown>> {
  const devtools = await context.newCDPSession(page);
  const { targetInfo } = await devtools.send('Target.getTargetInfo');
  const crashed = page.waitForEvent('crash');
  void devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  // Playwright gives up a page that has crashed; the browser does not.
  const browserDevtools = await context.browser()?.newBrowserCDPSession();
  const target = { targetId: targetInfo.targetId, flatten: false };
  const { sessionId = '' } = (await browserDevtools?.send('Target.attachToTarget', target)) ?? {};
  const message = JSON.stringify({ id: 1, method: 'Page.reload' });
  return async () => browserDevtools?.send('Target.sendMessageToTarget', { sessionId, message });
}

test('U2: a tab that crashed and is loaded again takes its seat up, and its member is heard', async () => {
  const seat = async () => (await phone.stats()).peers.find(({ nickname }) => nickname === 'Ada')?.peer;
  const before = await seat();
  const reload = await crash(ada);
  let last = -1;
  await expect
    .poll(async () => last === (last = await voicesFrom(phone, 'Ada')), { ...patience, interval: 500 })
    .toBe(true);
  await reload();
  await expect
    .poll(async () => Math.abs((await voicesFrom(phone, 'Ada')) - last), patience)
    .toBeGreaterThan(50);
  expect(await seat()).toBe(before);
});
