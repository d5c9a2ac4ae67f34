// The browser asks whether a page may use microphone and camera, and the person answers when they have long left, entered another
// room, or asked again: nothing is open, and nothing is sent, that the buttons do not show as on.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

interface HeldWindow {
  /** Answers each of the questions that wait, in the order in which they were asked; each once. */
  readonly questions: (() => Promise<void>)[];
  readonly opened: MediaStreamTrack[];
  readonly senders: RTCRtpSender[];
}

/** Every question waits until the test answers it; what is opened and sent is kept in sight. */
const holdQuestions = `{
  const questions = [], opened = [], senders = [];
  const open = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = function (constraints) {
    return new Promise((resolve, reject) => {
      questions.push(async () => {
        const stream = await open.call(this, constraints).catch(reject);
        if (!stream) return;
        opened.push(...stream.getTracks());
        resolve(stream);
        await new Promise((done) => setTimeout(done));
      });
    });
  };
  const { addTransceiver } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.addTransceiver = function (...described) {
    const transceiver = addTransceiver.apply(this, described);
    senders.push(transceiver.sender);
    return transceiver;
  };
  Object.assign(window, { questions, opened, senders });
}`;

let server: ServerProcess;
let person: Participant;
let other: Participant;
/** Where the other person is all the time. */
let number: string;

beforeAll(async () => {
  server = await startServer();
  const [soundPath, clipPath] = [makeSpeech(48_000).path, makeClip()];
  const open = (nickname: string, initScript = '') =>
    Participant.open({ origin: server.url, nickname, soundPath, clipPath, initScript });
  [person, other] = await Promise.all([open('Ada', holdQuestions), open('Ben')]);
  person.page.setDefaultTimeout(15_000);
  await Promise.all([person.register(), other.register()]);
  number = await other.createRoom();
});

afterAll(async () => {
  await Promise.all([person.close(), other.close()]);
  await server.stop();
});

beforeEach(async () => {
  await person.page.evaluate(() => {
    const held = window as unknown as HeldWindow;
    for (const list of [held.questions, held.opened, held.senders]) list.length = 0;
  });
});

afterEach(async () => {
  expect(person.errors).toEqual([]);
  if ((await person.byTestId('leave').count()) > 0) await person.leave();
});

const asked = (count: number) =>
  person.page.waitForFunction((n) => (window as unknown as HeldWindow).questions.length === n, count);

/** Answers a question, and settles when the page has taken the device. */
const answer = (index: number) =>
  person.page.evaluate((at) => (window as unknown as HeldWindow).questions[at]?.(), index);

/** Devices that are open, and tracks that are sent. */
const inUse = () =>
  person.page.evaluate(() => {
    const { opened, senders } = window as unknown as HeldWindow;
    return {
      opened: opened.length,
      live: opened.filter(({ readyState }) => readyState === 'live').length,
      sent: senders.filter(
        ({ track, transport }) => track?.readyState === 'live' && transport?.state !== 'closed',
      ).length,
    };
  });

const button = (id: string, pressed: boolean) =>
  person.page.locator(`[data-testid=${id}][aria-pressed=${pressed}][aria-busy=false]`);

describe.each([
  { id: 'toggle-mic', source: 'microphone' },
  { id: 'toggle-camera', source: 'camera' },
] as const)('X1: $source', ({ id, source }) => {
  /** What the other person sees and hears. */
  const received = async () => {
    const peer = await other.statsOf('Ada');
    return peer && [...(peer.voice ? ['microphone'] : []), ...peer.pictures.map((picture) => picture.source)];
  };

  test('answered in the lobby: closed at once, and off in the next room', async () => {
    await person.createRoom();
    await person.byTestId(id).click();
    await asked(1);
    await person.leave();
    await answer(0);
    expect(await inUse()).toEqual({ opened: 1, live: 0, sent: 0 });
    await person.joinRoom(number);
    await button(id, false).waitFor();
    await expect.poll(received).toEqual([]);
  });

  test('answered in the next room: closed at once, nothing is sent there', async () => {
    await person.createRoom();
    await person.byTestId(id).click();
    await asked(1);
    await person.leave();
    await person.joinRoom(number);
    await answer(0);
    expect(await inUse()).toEqual({ opened: 1, live: 0, sent: 0 });
    await button(id, false).waitFor();
    await expect.poll(received).toEqual([]);
  });

  test('asked again in the next room: only the answer to that question counts', async () => {
    await person.createRoom();
    await person.byTestId(id).click();
    await asked(1);
    await person.leave();
    await person.joinRoom(number);
    await person.byTestId(id).click();
    await asked(2);
    await answer(0);
    expect(await inUse()).toEqual({ opened: 1, live: 0, sent: 0 });
    expect(await person.byTestId(id).getAttribute('aria-pressed')).toBe('false');
    await answer(1);
    await button(id, true).waitFor();
    expect((await inUse()).live).toBe(1);
    await expect.poll(received).toEqual([source]);
    await person.leave();
    expect((await inUse()).live).toBe(0);
  });

  test('asked again and taken back before any answer: nothing is open, nothing is sent', async () => {
    await person.createRoom();
    await person.byTestId(id).click();
    await asked(1);
    await person.leave();
    await person.joinRoom(number);
    await person.byTestId(id).click();
    await asked(2);
    await person.byTestId(id).click();
    await button(id, false).waitFor();
    for (const index of [1, 0]) await answer(index);
    expect(await inUse()).toEqual({ opened: 2, live: 0, sent: 0 });
    await button(id, false).waitFor();
    await expect.poll(received).toEqual([]);
  });

  test('U6: pressed three times while the first question waits: the last press wins', async () => {
    await person.joinRoom(number);
    for (let press = 1; press <= 3; press += 1) await person.byTestId(id).click();
    await asked(2);
    await answer(1);
    await button(id, true).waitFor();
    await answer(0);
    expect(await inUse()).toMatchObject({ opened: 2, live: 1 });
    await expect.poll(received).toEqual([source]);
  });
});

describe('X1: what is opened without a press of its own button', () => {
  test('a person who joins with both on and leaves before they answer has nothing open', async () => {
    const joinWith = async (on: boolean) => {
      await person.byTestId('device-check').click();
      for (const name of ['Join with the microphone on', 'Join with the camera on'])
        await person.page.getByRole('checkbox', { name }).setChecked(on);
      await person.byTestId('device-check').click();
    };
    await joinWith(true);
    const before = await person.page.evaluate(() => (window as unknown as HeldWindow).questions.length);
    await person.createRoom();
    await asked(before + 2);
    await person.leave();
    await joinWith(false);
    await person.joinRoom(number);
    const questions = await person.page.evaluate(() => (window as unknown as HeldWindow).questions.length);
    for (let index = 0; index < questions; index += 1) await answer(index);
    expect(await inUse()).toEqual({ opened: questions, live: 0, sent: 0 });
    for (const id of ['toggle-mic', 'toggle-camera']) await button(id, false).waitFor();
  });

  test('a device check that is closed before the answers leaves nothing open', async () => {
    await person.byTestId('device-check').click();
    await asked(2);
    await person.byTestId('device-check').click();
    for (const index of [0, 1]) await answer(index);
    expect(await inUse()).toEqual({ opened: 2, live: 0, sent: 0 });
  });
});
