// Meetings in the desktop program as far as Chromium can show them: real server, real media, and a stand-in behind the bridge that
// really signs in. What only Electron can show is in the suite that runs in it.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CallState } from '../../client/ipc.ts';
import { DesktopProgram } from '../helpers/desktop-program.ts';
import { serveNumberedPage, shareNumberedPageSwitch } from '../helpers/numbered-page.ts';
import { Participant, password } from '../helpers/participant.ts';
import type { ServedPage } from '../helpers/serve-page.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { tileSelector, watchTileNumbers } from '../helpers/tiles.ts';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
let numbered: ServedPage;
let ada: DesktopProgram;
let bob: Participant;

beforeAll(async () => {
  [server, numbered] = await Promise.all([startServer(), serveNumberedPage()]);
  const origin = server.url;
  ada = await DesktopProgram.open({ origin, clipPath: makeClip(), switches: [shareNumberedPageSwitch] });
  bob = await Participant.open({ origin, nickname: 'Bob', soundPath: makeSpeech(48_000).path });
  await (await ada.page.context().newPage()).goto(numbered.address);
  await ada.page.bringToFront();
  await bob.register();
});

afterAll(async () => {
  await Promise.all([ada.close(), bob.close()]);
  await Promise.all([server.stop(), numbered.close()]);
});

afterEach(() => {
  expect([...ada.errors, ...bob.errors]).toEqual([]);
});

const isOn = (id: string) => ada.page.locator(`[data-testid=${id}][aria-pressed=true]`);
const lastTold = () => ada.bridge.inputsOf('call:tell').at(-1)?.call;

async function meet(): Promise<string> {
  await ada.byTestId('meeting-create').click();
  await ada.byTestId('call-view').waitFor();
  const number = (await ada.byTestId('call-number').innerText()).trim();
  await bob.joinRoom(number);
  return number;
}

/** All that scripts of the page, or a reader of the profile, could find. */
function readableInPage(): Promise<string> {
  return ada.page.evaluate(() =>
    [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join('\n'),
  );
}

test('one registers, signs out and signs in through the program, and no token ever is in the page', async () => {
  await ada.byTestId('register-open').click();
  await ada.byTestId('register-phone').fill('13700000001');
  await ada.byTestId('register-nickname').fill('Ada');
  await ada.byTestId('register-password').fill(password);
  await ada.byTestId('register-confirm').fill(password);
  await ada.byTestId('register-submit').click();
  await ada.byTestId('meeting-create').waitFor();
  const tokens = [ada.token];
  await ada.page.locator('[data-testid=account-menu]').click();
  await ada.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await ada.byTestId('signin-phone').fill('Ada');
  await ada.byTestId('signin-password').fill('wrong password');
  await ada.byTestId('signin-submit').click();
  await expect.poll(() => ada.byTestId('message').innerText()).toContain('password is wrong');
  await ada.byTestId('signin-password').fill(password);
  await ada.byTestId('signin-submit').click();
  await ada.byTestId('meeting-create').waitFor();
  tokens.push(ada.token);
  const inPage = [await readableInPage(), ...ada.bridge.answers].join('\n');
  for (const token of tokens) {
    expect(token).toMatch(/^.{20,}$/);
    expect(inPage).not.toContain(token);
  }
  expect(inPage).toContain('ticket');
  expect(ada.authorised).toEqual([]);
});

test('a share is seen by the others, told to the program, and ended by its badge', async () => {
  const number = await meet();
  await ada.byTestId('toggle-share').click();
  await watchTileNumbers(bob.page, { source: 'screen', codec: 'h264' }, 1);
  await expect.poll(lastTold).toMatchObject({ number, share: 'on', microphone: 'off' });
  await ada.bridge.tell(ada.page, 'command:given', { command: 'stop-share' });
  await bob.page.locator(tileSelector({ source: 'screen' })).waitFor({ state: 'detached' });
  await expect.poll(lastTold).toMatchObject({ number, share: 'off' });
});

test('the mini window shows who speaks, mutes, and leaves', async () => {
  await bob.toggle('toggle-mic', true);
  const opening = ada.page.waitForEvent('popup');
  await ada.byTestId('toggle-float').click();
  const mini = await opening;
  const bobsId = await bob.page.getByTestId('self-tile').getAttribute('data-peer');
  await mini.locator(`[data-testid=float][data-peer="${bobsId}"]`).waitFor();
  expect(await mini.evaluate(() => [window.name, window.plenumDesktop === undefined])).toEqual([
    'plenum-mini',
    true,
  ]);
  await mini.getByTestId('float-mic').click();
  await isOn('toggle-mic').waitFor();
  await ada.bridge.tell(ada.page, 'command:given', { command: 'toggle-microphone' });
  await mini.getByRole('button', { name: 'Turn microphone on' }).waitFor();
  const closed = mini.waitForEvent('close');
  await mini.getByTestId('float-leave').click();
  await closed;
  await ada.byTestId('meeting-create').waitFor();
  await expect.poll(lastTold).toBeNull();
  await bob.leave();
});

test('after a crash of its page one is in the same place of the same locked meeting, with what was on', async () => {
  const number = await meet();
  await ada.page.keyboard.press('p');
  await ada.page.getByRole('switch', { name: 'Lock the meeting' }).click();
  await ada.page.keyboard.press('p');
  for (const id of ['toggle-mic', 'toggle-camera', 'toggle-share']) {
    await ada.byTestId(id).click();
    await isOn(id).waitFor();
  }
  const before = lastTold() as CallState;
  const tile = bob.page.locator(tileSelector({ source: 'camera' })).first();
  const place = await tile.getAttribute('data-peer');
  const crashedMs = performance.now();
  const { noticedMs, loadedMs } = await ada.crash();
  await ada.byTestId('call-view').waitFor();
  const backMs = performance.now() - crashedMs;
  await Promise.all([isOn('toggle-mic').waitFor(), isOn('toggle-camera').waitFor()]);
  const wholeMs = performance.now() - crashedMs;
  const [noticed, loaded, back, whole] = [noticedMs, loadedMs, backMs, wholeMs].map(Math.round);
  console.log(
    `Crash of the page: noticed after ${noticed} ms, loaded anew after ${loaded}, in the call after ${back}, microphone and camera on after ${whole}`,
  );
  expect((await ada.byTestId('call-number').innerText()).trim()).toBe(number);
  await expect.poll(() => ada.byTestId('message').innerText()).toContain('Your screen is no longer shared');
  await watchTileNumbers(bob.page, { source: 'camera', codec: 'h264' }, 2);
  await expect.poll(() => tile.getAttribute('data-peer')).toBe(place);
  expect(lastTold()).toMatchObject({ number, share: 'off', place: before.place });
});

test('a meeting in which one is alone survives the crash of its only page', async () => {
  await bob.leave();
  const number = (await ada.byTestId('call-number').innerText()).trim();
  await ada.crash();
  await ada.byTestId('call-view').waitFor();
  expect((await ada.byTestId('call-number').innerText()).trim()).toBe(number);
});
