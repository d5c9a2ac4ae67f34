// What is done to one's voice, chosen in a real browser: before the call, during it, and remembered.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
let person: Participant;
/** Addresses of what belongs to strong suppression, as they are asked for. */
const fetched: string[] = [];
const patience = { timeout: 15_000 };

beforeAll(async () => {
  server = await startServer();
  person = await Participant.open({
    origin: server.url,
    nickname: 'Ada',
    soundPath: makeSpeech(48_000).path,
  });
  person.page.on('request', (request) => {
    if (/gtcrn/.test(request.url())) fetched.push(request.url());
  });
  await person.page.evaluate(() => {
    const opened: MediaStreamTrack[] = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      opened.push(...stream.getAudioTracks());
      return stream;
    };
    Object.assign(window, { opened });
  });
  await person.register();
});

afterAll(async () => {
  await person.close();
  await server.stop();
});

afterEach(() => {
  expect(person.errors).toEqual([]);
});

/** What the browser does to the microphones that are open: at rest there is one. */
function treatments(): Promise<{ noise: boolean | undefined; gain: boolean | undefined }[]> {
  return person.page.evaluate(() =>
    (window as unknown as { opened: MediaStreamTrack[] }).opened
      .filter(({ readyState }) => readyState === 'live')
      .map((track) => track.getSettings())
      .map(({ noiseSuppression, autoGainControl }) => ({ noise: noiseSuppression, gain: autoGainControl })),
  );
}

const noiseSelect = () => person.page.getByLabel('Noise suppression');
const gainSwitch = () => person.page.getByRole('switch', { name: 'Automatic volume' });

test('the device check opens the microphone as chosen, and again when the choice changes', async () => {
  await person.byTestId('device-check').click();
  await expect.poll(treatments, patience).toEqual([{ noise: true, gain: true }]);
  await noiseSelect().selectOption('off');
  await expect.poll(treatments, patience).toEqual([{ noise: false, gain: true }]);
  await gainSwitch().click();
  await expect.poll(treatments, patience).toEqual([{ noise: false, gain: false }]);
  await noiseSelect().selectOption('light');
  await person.byTestId('device-check').click();
  await expect.poll(treatments, patience).toEqual([]);
  expect(fetched).toEqual([]);
});

test('strong suppression that cannot be fetched gives way to light, which the person is told', async () => {
  await person.createRoom();
  await person.toggle('toggle-mic', true);
  await expect.poll(treatments, patience).toEqual([{ noise: true, gain: false }]);
  await person.page.route(/gtcrn.*\.wasm/, (route) => route.fulfill({ body: 'This is no module.' }));
  await person.page.getByRole('button', { name: 'Settings' }).click();
  await noiseSelect().selectOption('strong');
  await expect
    .poll(() => person.byTestId('message').innerText(), patience)
    .toContain('Strong noise suppression did not start');
  const isOnTop = await person.byTestId('message').evaluate((message) => {
    const { x, y, width, height } = message.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === message;
  });
  expect(isOnTop).toBe(true);
  await expect.poll(() => noiseSelect().inputValue()).toBe('light');
  await expect.poll(treatments, patience).toEqual([{ noise: true, gain: false }]);
});

test('strong suppression takes over during the call, in place of the browser’s own, and is remembered', async () => {
  await person.page.unrouteAll();
  await noiseSelect().selectOption('strong');
  await expect.poll(treatments, patience).toEqual([{ noise: false, gain: false }]);
  await expect.poll(() => noiseSelect().inputValue()).toBe('strong');
  const level = () =>
    person.page
      .getByRole('dialog')
      .getByTestId('level-meter')
      .evaluate((meter) => Number((meter as HTMLElement).style.getPropertyValue('--level')));
  await expect.poll(level, patience).toBeGreaterThan(0.3);
  await noiseSelect().selectOption('off');
  await expect.poll(treatments, patience).toEqual([{ noise: false, gain: false }]);
  await noiseSelect().selectOption('strong');
  await person.page.reload();
  await person.byTestId('call-view').waitFor();
  await person.leave();
  await person.byTestId('device-check').click();
  await expect.poll(() => noiseSelect().inputValue()).toBe('strong');
  await expect.poll(() => gainSwitch().getAttribute('aria-checked')).toBe('false');
});
