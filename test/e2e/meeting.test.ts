// People in real browsers hold a meeting through the server as `npm start` runs it: they register, join, see and hear.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { reconnectGraceMs } from '../../protocol/limits.ts';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { countFalls, readTileNumber, tileSelector, watchTileNumbers } from '../helpers/tiles.ts';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';

let server: ServerProcess;
/** Two who are there for all tests, each time in a meeting of its own. */
let ada: Participant;
let bob: Participant;
/** Those who come for one test. */
const guests: Participant[] = [];

beforeAll(async () => {
  server = await startServer();
  [ada, bob] = await Promise.all([open('Ada'), open('Bob')]);
});

afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close()]);
  await server?.stop();
});

afterEach(async () => {
  const errors = [ada, bob, ...guests].flatMap((person) =>
    person.errors.splice(0).map((error) => `${person.nickname}: ${error}`),
  );
  await Promise.all(guests.splice(0).map((person) => person.close()));
  for (const person of [ada, bob]) if ((await person.byTestId('leave').count()) > 0) await person.leave();
  expect(errors).toEqual([]);
});

/** How long an effect may take on a busy machine. */
const patience = { timeout: 15_000 };
let lastName = 0;

/** A registered person in the lobby. Nicknames are unique on the server, so each has a number. */
async function open(name: string): Promise<Participant> {
  lastName += 1;
  const person = await Participant.open({
    origin: server.url,
    nickname: `${name} ${lastName}`,
    soundPath: makeSpeech(48_000).path,
    clipPath: makeClip(),
  });
  await person.register();
  return person;
}

/** A person who goes with the test. */
async function arrive(name: string): Promise<Participant> {
  const person = await open(name);
  guests.push(person);
  return person;
}

/** @returns the number of a new meeting of these people, in which nothing is switched on */
async function meet(host = ada, guest = bob): Promise<string> {
  const number = await host.createRoom();
  expect(number).toMatch(/^\d{5}$/);
  await guest.joinRoom(number);
  for (const person of [host, guest]) await person.chooseVideoCodec('h264');
  return number;
}

/** Frame numbers seen in a tile rise, but for the one fall when the clip starts over. */
async function expectRisingNumbers(
  viewer: Participant,
  query: Parameters<typeof watchTileNumbers>[1],
): Promise<void> {
  const numbers = await watchTileNumbers(viewer.page, query, 12);
  expect(countFalls(numbers), `numbers seen: ${numbers.join(' ')}`).toBeLessThanOrEqual(1);
}

/** Milliseconds from now until a tile shows a readable frame. */
async function timeToPicture(
  viewer: Participant,
  query: Parameters<typeof watchTileNumbers>[1],
): Promise<number> {
  const startMs = performance.now();
  await watchTileNumbers(viewer.page, query, 1);
  return performance.now() - startMs;
}

describe('two people in a room', () => {
  test('see each other as H.264', async () => {
    await meet();
    const clickedMs = performance.now();
    await ada.byTestId('toggle-camera').click();
    await watchTileNumbers(bob.page, { source: 'camera', codec: 'h264' }, 1);
    console.log(
      `Camera as H.264: first frame ${(performance.now() - clickedMs).toFixed(0)} ms after the click`,
    );
    await bob.toggle('toggle-camera', true);
    await expectRisingNumbers(ada, { source: 'camera', codec: 'h264' });
    await expectRisingNumbers(bob, { source: 'camera', codec: 'h264' });
    const stats = await bob.statsOf(ada.nickname);
    expect(stats).toMatchObject({ voice: null, pictures: [{ source: 'camera', codec: 'h264' }] });
    expect(stats?.pictures[0]?.framesDecoded).toBeGreaterThanOrEqual(12);
  });

  test('see each other as JPEG when that is chosen', async () => {
    await meet();
    await ada.chooseVideoCodec('jpeg');
    await ada.toggle('toggle-camera', true);
    await expectRisingNumbers(bob, { source: 'camera', codec: 'jpeg' });
    const stats = await bob.statsOf(ada.nickname);
    expect(stats?.pictures).toMatchObject([{ source: 'camera', codec: 'jpeg' }]);
    await expect.poll(() => bob.page.locator(`${tileSelector({ source: 'camera' })} canvas`).count()).toBe(1);
  });

  test('change the codec of a running camera', async () => {
    await meet();
    await ada.toggle('toggle-camera', true);
    await expectRisingNumbers(bob, { source: 'camera', codec: 'h264' });
    await ada.chooseVideoCodec('jpeg');
    await expectRisingNumbers(bob, { source: 'camera', codec: 'jpeg' });
    await expect.poll(() => bob.page.locator(tileSelector({ source: 'camera' })).count()).toBe(1);
  });

  test('are not heard while muted, and are heard again at once', async () => {
    await meet();
    await ada.toggle('toggle-mic', true);
    const received = async () => (await bob.statsOf(ada.nickname))?.voice?.received ?? 0;
    await expect.poll(received, patience).toBeGreaterThan(50);
    await ada.toggle('toggle-mic', false);
    await bob.page.waitForTimeout(300);
    const muted = await received();
    await bob.page.waitForTimeout(1000);
    expect(await received()).toBe(muted);
    await ada.toggle('toggle-mic', true);
    await expect.poll(received, patience).toBeGreaterThan(muted + 20);
  });

  test('no longer see a camera that was switched off, nor a person who left', async () => {
    await meet();
    await ada.toggle('toggle-camera', true);
    await bob.page.locator(tileSelector({ source: 'camera' })).waitFor();
    await ada.toggle('toggle-camera', false);
    await bob.page.locator(tileSelector({ source: 'camera' })).waitFor({ state: 'detached' });
    await ada.leave();
    await expect.poll(async () => (await bob.stats()).peers, patience).toEqual([]);
  });

  test('are told when the other closes the window, once it cannot be a reload any more', async () => {
    const leaver = await arrive('Leaver');
    await meet(leaver);
    await expect.poll(async () => (await bob.stats()).peers.length, patience).toBe(1);
    await leaver.page.close();
    await expect
      .poll(async () => (await bob.stats()).peers, { timeout: reconnectGraceMs + patience.timeout })
      .toEqual([]);
  });
});

describe('three people', () => {
  test('who join late see and hear everything that is on', async () => {
    const [number, eve] = await Promise.all([meet(), arrive('Eve')]);
    await ada.toggle('toggle-mic', true);
    await ada.toggle('toggle-camera', true);
    await bob.chooseVideoCodec('jpeg');
    await bob.toggle('toggle-camera', true);
    await expectRisingNumbers(bob, { source: 'camera', codec: 'h264' });

    const clickedMs = performance.now();
    await eve.joinRoom(number);
    const [h264Ms, jpegMs] = await Promise.all([
      timeToPicture(eve, { source: 'camera', codec: 'h264' }),
      timeToPicture(eve, { source: 'camera', codec: 'jpeg' }),
    ]);
    const enteredMs = performance.now() - clickedMs - Math.max(h264Ms, jpegMs);
    console.log(
      `Late join: call entered after ${enteredMs.toFixed(0)} ms, then first frame of H.264 after ${h264Ms.toFixed(0)} ms, ` +
        `of JPEG after ${jpegMs.toFixed(0)} ms`,
    );
    await expect
      .poll(async () => (await eve.statsOf(ada.nickname))?.voice?.received ?? 0, patience)
      .toBeGreaterThan(100);
    expect((await eve.stats()).peers.map(({ nickname }) => nickname).toSorted()).toEqual(
      [ada.nickname, bob.nickname].toSorted(),
    );
  });
});

describe('the door', () => {
  test('a number that leads nowhere is answered with a sentence, and the lobby stays usable', async () => {
    await ada.byTestId('meeting-number').fill('00000');
    await ada.byTestId('meeting-join').click();
    await expect.poll(() => ada.byTestId('message').innerText(), patience).toMatch(/number/i);
    expect(await ada.createRoom()).toMatch(/^\d{5}$/);
    expect(await readTileNumber(ada.page, { source: 'camera' })).toBeUndefined();
  });

  test('U1: a call that is moved to another device ends here and goes on there, with its other member', async () => {
    const mover = await arrive('Mover');
    await meet(mover);
    const elsewhere = await Participant.open({ origin: server.url, nickname: 'Elsewhere' });
    guests.push(elsewhere);
    await elsewhere.byTestId('signin-phone').fill(mover.phone);
    await elsewhere.byTestId('signin-password').fill('correct horse battery');
    await elsewhere.byTestId('signin-submit').click();
    await elsewhere.byTestId('meeting-create').waitFor();
    expect((await bob.stats()).peers).toHaveLength(1);
    await elsewhere.moveCallHere((await bob.byTestId('call-number').innerText()).trim());
    await mover.byTestId('moved-join').waitFor();
    await expect.poll(() => mover.byTestId('call-view').count()).toBe(0);
    await expect.poll(async () => (await bob.stats()).peers.length, patience).toBe(1);
    await expect.poll(async () => (await elsewhere.stats()).peers.length, patience).toBe(1);
  });
});
