// What a call does without: no camera, no microphone, no permission, no H.264. It goes on and says so.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Participant, type ParticipantOptions } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { watchTileNumbers } from '../helpers/tiles.ts';
import { makeClip } from '../media/clip.ts';

let server: ServerProcess;
const people: Participant[] = [];
/** How long an effect may take on a busy machine. */
const patience = { timeout: 15_000 };
let lastName = 0;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
});

afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.close()));
});

async function arrive(options: Omit<ParticipantOptions, 'origin' | 'nickname'>): Promise<Participant> {
  lastName += 1;
  const person = await Participant.open({ origin: server.url, nickname: `Person ${lastName}`, ...options });
  people.push(person);
  await person.register();
  return person;
}

async function expectMessage(person: Participant, pattern: RegExp): Promise<void> {
  await expect.poll(() => person.byTestId('message').innerText(), patience).toMatch(pattern);
}

async function expectOff(person: Participant, id: 'toggle-mic' | 'toggle-camera'): Promise<void> {
  await expect.poll(() => person.byTestId(id).getAttribute('aria-pressed'), patience).toBe('false');
}

async function expectProblem(
  person: Participant,
  device: 'microphone' | 'camera',
  pattern: RegExp,
): Promise<void> {
  await expect.poll(() => person.byTestId(`problem-${device}`).innerText(), patience).toMatch(pattern);
}

test('U15: a person who refuses both devices stays in the call and is told at each how to allow it', async () => {
  const person = await arrive({ allows: false });
  await person.createRoom();
  await person.byTestId('toggle-camera').click();
  await expectProblem(person, 'camera', /camera.*allow|allow.*camera/i);
  await expectOff(person, 'toggle-camera');
  await person.byTestId('toggle-mic').click();
  await expectProblem(person, 'microphone', /microphone.*allow|allow.*microphone/i);
  await expectProblem(person, 'camera', /allow/i);
  await expectOff(person, 'toggle-mic');
  expect(await person.byTestId('call-view').isVisible()).toBe(true);
});

test('U15: a machine that goes offline is shown as such at once, and no longer when it is back', async () => {
  const person = await arrive({});
  await person.createRoom();
  const mark = person.page.getByText('Connection lost, trying again');
  await person.context.setOffline(true);
  await mark.waitFor();
  await person.context.setOffline(false);
  await mark.waitFor({ state: 'detached' });
});

test('a machine without microphone and camera joins, sees the others, and names what is missing', async () => {
  const [bare, other] = await Promise.all([arrive({ devices: false }), arrive({ clipPath: makeClip() })]);
  await bare.joinRoom(await other.createRoom());
  await bare.byTestId('toggle-mic').click();
  await expectProblem(bare, 'microphone', /microphone/i);
  await expectOff(bare, 'toggle-mic');
  await bare.byTestId('toggle-camera').click();
  await expectProblem(bare, 'camera', /camera/i);
  await expectOff(bare, 'toggle-camera');
  await other.toggle('toggle-camera', true);
  await watchTileNumbers(bare.page, { source: 'camera' }, 3);
});

test('a browser that cannot send H.264 sends JPEG by itself and says so', async () => {
  const [without, viewer] = await Promise.all([arrive({ clipPath: makeClip() }), arrive({})]);
  // Every Chromium here has H.264; this takes it out of what the page is told, which is all that the page goes by.
  await without.page.addInitScript(() => {
    const full = RTCRtpSender.getCapabilities.bind(RTCRtpSender);
    RTCRtpSender.getCapabilities = (kind) => {
      const capabilities = full(kind);
      if (!capabilities) return null;
      return {
        ...capabilities,
        codecs: capabilities.codecs.filter(({ mimeType }) => mimeType !== 'video/H264'),
      };
    };
  });
  await without.page.reload();
  await without.byTestId('meeting-create').waitFor();
  await viewer.joinRoom(await without.createRoom());
  await without.toggle('toggle-camera', true);
  await watchTileNumbers(viewer.page, { source: 'camera', codec: 'jpeg' }, 5);
  await expectMessage(without, /JPEG/);
});
