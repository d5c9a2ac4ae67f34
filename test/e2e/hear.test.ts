// Joined by an invitation link in a page without a click, under the browser's own rule for sound.
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeSpeech } from '../../peers/media/speech.ts';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { decibels } from '../media/compare-sound.ts';
import { installSoundTap, readSoundTap } from '../media/sound-tap.ts';

let server: ServerProcess;
let speaker: Participant;
let listener: Participant;
/** Leads into the room in which the speaker speaks. */
let link: string;
/** Playwright's own looks at a page count as clicks in it; these do not. */
let session: CDPSession;
/** How long an effect may take on a busy machine. */
const patience = { timeout: 60_000 };

beforeAll(async () => {
  server = await startServer();
  const origin = server.url;
  speaker = await Participant.open({ origin, nickname: 'Ada', soundPath: makeSpeech(48_000).path });
  listener = await Participant.open({
    origin,
    nickname: 'Bob',
    switches: ['--autoplay-policy=document-user-activation-required'],
  });
  await Promise.all([speaker.register(), listener.register()]);
  await speaker.createRoom();
  await speaker.toggle('toggle-mic', true);
  link = await copyLink(speaker);
});

afterAll(async () => {
  await Promise.all([speaker.close(), listener.close()]);
  await server.stop();
});

beforeEach(async () => {
  session = await follow();
});

/** The link that the host copies. */
async function copyLink({ context, page }: Participant): Promise<string> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy invitation link' }).first().click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens the link in a page of its own, in which nothing is done. */
async function follow(): Promise<CDPSession> {
  const others = listener.context.pages();
  const page = await listener.context.newPage();
  await installSoundTap(page);
  await Promise.all(others.map((other) => other.close()));
  const opened = await listener.context.newCDPSession(page);
  await page.goto(link);
  return opened;
}

async function look<T>(expression: string): Promise<T> {
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value as T;
}

const isShown = (id: string) => look<boolean>(`document.querySelector('[data-testid=${id}]') !== null`);

async function expectSilence(): Promise<void> {
  await expect.poll(() => isShown('call-view'), patience).toBe(true);
  await expect.poll(() => isShown('hear'), patience).toBe(true);
}

async function expectSound(): Promise<void> {
  await expect.poll(() => isShown('hear'), patience).toBe(false);
  const [page] = listener.context.pages();
  if (!page) throw new Error('The page has been closed.');
  const loudness = async () => decibels((await readSoundTap(page, 'loudspeaker')).samples.subarray(-32_000));
  await expect.poll(loudness, patience).toBeGreaterThan(-50);
}

test('X3: the page says that it is silent, and after a click on the button the others are heard', async () => {
  await expectSilence();
  const place = await look<{ x: number; y: number; width: number; height: number }>(
    `document.querySelector('[data-testid=hear]').getBoundingClientRect().toJSON()`,
  );
  await listener.context.pages()[0]?.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expectSound();
});

test('X3: the button is reached by the keyboard, and a key is enough', async () => {
  await expectSilence();
  const name = await look<string>(`document.querySelector('[data-testid=hear]').textContent`);
  expect(name).toBe('Click to hear');
  expect(await look<number>(`document.querySelector('[data-testid=hear]').tabIndex`)).toBe(0);
  await listener.context.pages()[0]?.keyboard.press('Tab');
  await expectSound();
});

test('X3: a click anywhere in the page is enough', async () => {
  await expectSilence();
  await listener.context.pages()[0]?.mouse.click(640, 500);
  await expectSound();
});
