// Figures about what arrives: marks beside the people, and a table that copies as text, through the real server.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
let speaker: Participant;
let viewer: Participant;
const patience = { timeout: 20_000 };

beforeAll(async () => {
  server = await startServer();
  const devices = { soundPath: makeSpeech(48_000).path, clipPath: makeClip() };
  speaker = await Participant.open({ origin: server.url, nickname: 'Speaker', ...devices });
  viewer = await Participant.open({ origin: server.url, nickname: 'Viewer' });
  await viewer.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await Promise.all([speaker.register(), viewer.register()]);
  await viewer.joinRoom(await speaker.createRoom());
  await speaker.toggle('toggle-mic', true);
  await speaker.toggle('toggle-camera', true);
});

afterAll(async () => {
  await Promise.all([speaker.close(), viewer.close()]);
  await server.stop();
});

test('a member who is heard and seen has a badge of their connection, and figures that copy as text', async () => {
  const { page } = viewer;
  await page.keyboard.press('p');
  await expect.poll(() => page.getByTestId('connection').count(), patience).toBe(1);
  await page.getByRole('button', { name: 'Call quality' }).click();
  const cells = (row: number) =>
    page.getByTestId('statistics').locator('tbody tr').nth(row).locator('td').allInnerTexts();
  await expect.poll(() => cells(0), patience).toContainEqual(expect.stringMatching(/^\d+ kbit\/s$/));
  // The largest layer that a camera of this size has fills the tile.
  await expect.poll(() => cells(1), patience).toContainEqual(expect.stringMatching(/^640×360, \d+\/s$/));
  expect(await cells(0)).toEqual(expect.arrayContaining(['Speaker', 'Voice', 'Speex']));
  expect(await cells(1)).toEqual(expect.arrayContaining(['Speaker', 'Camera', 'H.264']));
  await page.getByRole('button', { name: 'Copy as text' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const [head, voice] = copied.split('\n');
  expect(head?.split('\t')).toEqual(expect.arrayContaining(['Codec', 'Bitrate', 'Loss', 'Delay', 'Layer']));
  expect(voice?.split('\t')).toEqual(expect.arrayContaining(['Speaker', 'Voice', 'Speex']));
  expect([...speaker.errors, ...viewer.errors]).toEqual([]);
});

test('U15: a member who sends has figures of what they send', async () => {
  const { page } = speaker;
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Call quality' }).click();
  const cells = (row: number) =>
    page.getByTestId('statistics').locator('tbody tr').nth(row).locator('td').allInnerTexts();
  await expect.poll(() => cells(0), patience).toContainEqual(expect.stringMatching(/^[1-9]\d* kbit\/s$/));
  await expect.poll(() => cells(1), patience).toContainEqual(expect.stringMatching(/^640×360, [1-9]\d*\/s$/));
  expect(await cells(0)).toEqual(expect.arrayContaining(['You (sent)', 'Voice', 'Speex']));
  expect(await cells(1)).toEqual(expect.arrayContaining(['You (sent)', 'Camera', 'H.264']));
});
