// A shared page of 12-pixel print, compared pixel by pixel with what the viewer's tile shows. How soon: `npm run bench:share`.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import type { ServedPage } from '../helpers/serve-page.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { serveTextPage, shareTextPageSwitch } from '../helpers/text-page.ts';
import { readPage, startSamplingTile, takeTileSamples } from '../helpers/tile-pictures.ts';
import { type GreyPicture, structuralSimilarity } from '../media/ssim.ts';

const viewport = { width: 1280, height: 720 };
const readable = 0.95;
const patience = { timeout: 30_000, interval: 500 };

let server: ServerProcess;
let text: ServedPage;
let source: GreyPicture;
let sharer: Participant;
let viewer: Participant;

beforeAll(async () => {
  [server, text] = await Promise.all([startServer(), serveTextPage()]);
  sharer = await Participant.open({
    origin: server.url,
    nickname: 'Sharer',
    viewport,
    switches: [shareTextPageSwitch],
  });
  viewer = await Participant.open({ origin: server.url, nickname: 'Viewer' });
  const shared = await sharer.context.newPage();
  await shared.goto(text.address);
  source = await readPage(shared);
  await sharer.page.bringToFront();
  await Promise.all([sharer.register(), viewer.register()]);
  await viewer.joinRoom(await sharer.createRoom());
});

afterAll(async () => {
  await Promise.all([sharer.close(), viewer.close()]);
  await Promise.all([server.stop(), text.close()]);
});

afterEach(() => {
  expect([...sharer.errors, ...viewer.errors]).toEqual([]);
});

for (const codec of ['h264', 'jpeg'] as const) {
  test(`small print shared as ${codec} reaches its viewer as it stands on the page`, async () => {
    await sharer.chooseVideoCodec(codec);
    await startSamplingTile(viewer.page, { source: 'screen', codec }, 500);
    await sharer.toggle('toggle-share', true);
    const likeness = async () => {
      const picture = (await takeTileSamples(viewer.page)).at(-1)?.picture;
      const isSameSize = picture?.width === source.width && picture.height === source.height;
      return picture && isSameSize ? structuralSimilarity(picture, source) : 0;
    };
    await expect.poll(likeness, patience).toBeGreaterThanOrEqual(readable);
    await sharer.toggle('toggle-share', false);
  });
}
