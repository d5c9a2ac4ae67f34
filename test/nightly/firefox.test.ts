// Debian's Firefox ESR in a meeting with Chromium: it hears, is heard, sees and is seen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSpeech } from '../../peers/media/speech.ts';
import { FirefoxPerson } from '../helpers/firefox.ts';
import { serveNumberedPage, shareNumberedPageSwitch } from '../helpers/numbered-page.ts';
import { Participant } from '../helpers/participant.ts';
import type { ServedPage } from '../helpers/serve-page.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { makeClip } from '../media/clip.ts';

/** Louder than this is a voice, and not what is left of silence. */
const audibleDb = -45;

let server: ServerProcess;
let numbered: ServedPage;
let ada: Participant;
let fox: FirefoxPerson;

beforeAll(async () => {
  [server, numbered] = await Promise.all([
    startServer({ env: { HOST: '::', TLS: 'off' } }),
    serveNumberedPage(),
  ]);
  const origin = `http://localhost:${new URL(server.url).port}`;
  ada = await Participant.open({
    origin,
    nickname: 'Ada',
    soundPath: makeSpeech(48_000).path,
    clipPath: makeClip(),
    switches: [shareNumberedPageSwitch],
  });
  await (await ada.context.newPage()).goto(numbered.address);
  await ada.page.bringToFront();
  fox = await FirefoxPerson.open({ origin, nickname: 'Fox' });
  await ada.register();
  await fox.register();
  await fox.joinRoom(await ada.createRoom());
});

afterAll(async () => {
  await Promise.all([ada.close(), fox.close()]);
  await Promise.all([server.stop(), numbered.close()]);
  expect(ada.errors).toEqual([]);
  expect(fox.errors).toEqual([]);
});

test('X4: hears a voice', async () => {
  await ada.toggle('toggle-mic', true);
  await expect
    .poll(async () => (await fox.statsOf('Ada'))?.voice?.levelDb ?? -100)
    .toBeGreaterThan(audibleDb);
});

test('X4: is heard', async () => {
  await fox.toggle('toggle-mic', true);
  await expect
    .poll(async () => (await ada.statsOf('Fox'))?.voice?.levelDb ?? -100)
    .toBeGreaterThan(audibleDb);
});

test('X4: sees a camera and a shared screen, as JPEG', async () => {
  await ada.toggle('toggle-camera', true);
  await expectChanges(fox, 'camera');
  await ada.toggle('toggle-share', true);
  await expectChanges(fox, 'screen');
});

/** Pictures of Firefox's camera that Chromium has drawn so far. */
async function picturesSeen(): Promise<number> {
  const pictures = (await ada.statsOf('Fox'))?.pictures ?? [];
  return pictures.find(({ source }) => source === 'camera')?.framesDecoded ?? 0;
}

test('X4: is seen', async () => {
  await fox.toggle('toggle-camera', true);
  await expect.poll(picturesSeen).toBeGreaterThan(10);
});

test('X4: is seen while another tab hides its page', async () => {
  await fox.openTab();
  await expect.poll(() => fox.evaluate('document.visibilityState')).toBe('hidden');
  const seen = await picturesSeen();
  await expect.poll(picturesSeen).toBeGreaterThan(seen + 20);
});

test('X4: says what to do where the server listens on this machine alone, whose loopback it does not use', async () => {
  const local = await startServer({ env: { HOST: '127.0.0.1' } });
  const person = await FirefoxPerson.open({ origin: local.url, nickname: 'Red' });
  try {
    await person.register();
    await person.createRoom();
    await expect.poll(() => person.evaluate('document.body.innerText')).toContain('HOST=::');
  } finally {
    await person.close();
    await local.stop();
  }
});

/** The pixels of a tile differ at four looks in a row: what is seen moves. */
async function expectChanges(viewer: FirefoxPerson, source: 'camera' | 'screen'): Promise<void> {
  const tile = `[data-testid=tile][data-source=${source}][data-codec=jpeg]`;
  await viewer.waitFor(`${tile} canvas`);
  const seen = new Set<unknown>();
  const look = async () => {
    const pixels = await viewer.evaluate(`(() => {
      const canvas = document.querySelector('${tile} canvas');
      if (canvas.width < 16) return null;
      const copy = new OffscreenCanvas(80, 45).getContext('2d');
      copy.drawImage(canvas, 0, 0, 80, 45);
      return copy.getImageData(0, 0, 80, 45).data.join();
    })()`);
    if (pixels !== null) seen.add(pixels);
    return seen.size;
  };
  await expect.poll(look).toBeGreaterThanOrEqual(4);
}
