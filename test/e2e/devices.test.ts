// Devices before and during a call, in a real browser with made-up ones: checked, chosen, pulled out, plugged in.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

/** What the page's connections wait for whenever they begin or cease to send something. */
interface Gate {
  open: Promise<void>;
  waiting: number;
  unlock?: () => void;
}

interface TappedWindow {
  readonly opened: MediaStreamTrack[];
  readonly senders: readonly RTCRtpSender[];
  readonly gate: Gate;
}

let server: ServerProcess;
let person: Participant;
const patience = { timeout: 15_000 };

beforeAll(async () => {
  server = await startServer();
  person = await Participant.open({
    origin: server.url,
    nickname: 'Ada',
    soundPath: makeSpeech(48_000).path,
    clipPath: makeClip(),
  });
  // The tracks that the page opens, so that a device can be pulled out; what it sends, whose changes can be made to wait.
  await person.page.evaluate(() => {
    const opened: MediaStreamTrack[] = [];
    const gate: Gate = { open: Promise.resolve(), waiting: 0 };
    const { setLocalDescription } = RTCPeerConnection.prototype as {
      setLocalDescription: (description?: RTCLocalSessionDescriptionInit) => Promise<void>;
    };
    RTCPeerConnection.prototype.setLocalDescription = async function (
      this: RTCPeerConnection,
      description?: RTCLocalSessionDescriptionInit,
    ) {
      gate.waiting += 1;
      await gate.open;
      gate.waiting -= 1;
      await setLocalDescription.call(this, description);
    };
    const senders: RTCRtpSender[] = [];
    const { addTransceiver } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.addTransceiver = function (...described) {
      const transceiver = addTransceiver.apply(this, described);
      senders.push(transceiver.sender);
      return transceiver;
    };
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      opened.push(...stream.getTracks());
      return stream;
    };
    Object.assign(window, { opened, senders, gate });
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

function liveTracks(): Promise<number> {
  return person.page.evaluate(
    () => (window as unknown as TappedWindow).opened.filter(({ readyState }) => readyState === 'live').length,
  );
}

/** As the system does it: the track ends by itself. */
function pullOut(kind: 'audio' | 'video'): Promise<void> {
  return person.page.evaluate((kind) => {
    const { opened } = window as unknown as TappedWindow;
    const track = opened.findLast((candidate) => candidate.kind === kind && candidate.readyState === 'live');
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  }, kind);
}

test('the device check shows camera and level, tests the speaker, and lets go of the devices when closed', async () => {
  const { page } = person;
  expect(await liveTracks()).toBe(0);
  await person.byTestId('device-check').click();
  const preview = page.getByLabel('Your camera');
  await expect
    .poll(() => preview.evaluate((video: HTMLVideoElement) => video.videoWidth), patience)
    .toBeGreaterThan(0);
  const level = () =>
    person
      .byTestId('level-meter')
      .evaluate((meter) => Number((meter as HTMLElement).style.getPropertyValue('--level')));
  await expect.poll(level, patience).toBeGreaterThan(0.2);
  await page.getByRole('button', { name: 'Test' }).click();
  await page.locator('button[aria-busy=true]').waitFor({ state: 'detached' });
  await person.byTestId('device-check').click();
  await expect.poll(liveTracks).toBe(0);
});

test('a person who chose so in the lobby joins with microphone and camera on', async () => {
  await person.byTestId('device-check').click();
  await person.page.getByRole('checkbox', { name: 'Join with the microphone on' }).click();
  await person.page.getByRole('checkbox', { name: 'Join with the camera on' }).click();
  await person.createRoom();
  for (const id of ['toggle-mic', 'toggle-camera']) {
    await person.page.locator(`[data-testid=${id}][aria-pressed=true]`).waitFor();
  }
});

test('a microphone and a camera that are pulled out are replaced, and the person is told', async () => {
  const message = () => person.byTestId('message').innerText();
  await pullOut('audio');
  await expect.poll(message, patience).toContain('microphone was disconnected');
  await pullOut('video');
  await expect.poll(message, patience).toContain('camera was disconnected');
  await person.page.locator('[data-testid=toggle-camera][aria-pressed=true]').waitFor();
  await expect.poll(() => person.byTestId('toggle-mic').getAttribute('aria-pressed')).toBe('true');
  await expect.poll(liveTracks).toBe(2);
});

test('a microphone that is pulled out while the voice changes its codec is replaced all the same', async () => {
  const { page } = person;
  const openedCount = () => page.evaluate(() => (window as unknown as TappedWindow).opened.length);
  const openedBefore = await openedCount();
  await page.keyboard.press('p');
  await page.evaluate(() => {
    const { gate } = window as unknown as TappedWindow;
    gate.open = new Promise((resolve) => {
      gate.unlock = resolve;
    });
  });
  await person.byTestId('voice-codec').selectOption('opus');
  await page.waitForFunction(() => (window as unknown as TappedWindow).gate.waiting > 0);
  await pullOut('audio');
  await expect.poll(openedCount, patience).toBeGreaterThan(openedBefore);
  await page.evaluate(() => (window as unknown as TappedWindow).gate.unlock?.());
  await expect
    .poll(() => person.byTestId('message').innerText(), patience)
    .toContain('microphone was disconnected');
  const voicesSent = () =>
    page.evaluate(() =>
      (window as unknown as TappedWindow).senders.flatMap(({ track }) =>
        track?.kind === 'audio' ? [track.readyState] : [],
      ),
    );
  await expect.poll(voicesSent, patience).toEqual(['live']);
  await page.keyboard.press('p');
});

test('a microphone that is plugged in is offered, and used once accepted', async () => {
  await person.page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const headset = {
      kind: 'audioinput',
      deviceId: 'headset',
      label: 'USB headset',
      groupId: '',
    } as MediaDeviceInfo;
    navigator.mediaDevices.enumerateDevices = async () => [...devices, headset];
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await person.page.getByText('New microphone: USB headset').waitFor();
  await person.page.getByRole('button', { name: 'Use it' }).click();
  await person.page.getByText('New microphone: USB headset').waitFor({ state: 'detached' });
  await person.page.getByRole('button', { name: 'Settings' }).click();
  await expect
    .poll(() => person.page.getByLabel('Microphone', { exact: true }).last().inputValue())
    .toBe('headset');
});
