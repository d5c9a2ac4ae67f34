// A call of real browsers whose lines are cut and changed under them: it goes on by itself, with the same sources and tiles.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { readTileNumber } from '../helpers/tiles.ts';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { type LabNetwork, type LabPeer, openLabNetwork, publicAddress } from '../netlab/lab-network.ts';

/** A person, and what the server told their page. */
interface Person {
  readonly participant: Participant;
  readonly told: string[];
}

const port = 3000;
const cutMs = 5000;
const patience = { timeout: 30_000 };
/** Notices of peers or sources that are new or gone; none of them belongs to a broken connection. */
const changes = /^(peer:joined|peer:left|source:started|source:stopped|source:paused)$/;

let network: LabNetwork;
let server: ServerProcess;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  network = openLabNetwork();
  server = await startServer({
    inside: network.server.inside,
    env: {
      PORT: String(port),
      HOST: publicAddress,
      TLS: 'self-signed',
      ANNOUNCED_ADDRESS: publicAddress,
      MEDIA_PORT: '20000',
      DATA_DIR: join(network.folder, 'data'),
      LOG_LEVEL: 'warn',
    },
  });
  [ada, bob] = await Promise.all([arrive('Ada', network.talker), arrive('Bob', network.listener)]);
  const number = await ada.participant.createRoom();
  await bob.participant.joinRoom(number);
  await ada.participant.toggle('toggle-mic', true);
  await ada.participant.toggle('toggle-camera', true);
  await bob.participant.toggle('toggle-mic', true);
});

afterAll(async () => {
  await Promise.all([ada, bob].map((person) => person?.participant.close()));
  await server?.stop();
  network?.close();
});

async function arrive(nickname: string, { chromium }: LabPeer): Promise<Person> {
  const participant = await Participant.open({
    origin: `https://${publicAddress}:${port}`,
    nickname,
    chromium,
    soundPath: makeSpeech(48_000).path,
    clipPath: makeClip(),
  });
  const told: string[] = [];
  participant.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const name = /^42\["([\w:-]+)"/.exec(String(payload))?.[1];
      if (name !== undefined) told.push(name);
    });
  });
  // The last camera that the page opened, so that it can be pulled out.
  await participant.page.evaluate(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      const [camera] = stream.getVideoTracks();
      if (camera) Object.assign(window, { camera });
      return stream;
    };
  });
  await participant.register();
  return { participant, told };
}

/** Both hear each other from now on, and Ada's picture moves. */
async function expectTalk(): Promise<void> {
  const heard = async ({ participant }: Person) =>
    (await participant.stats()).peers.map(({ voice }) => voice?.received ?? 0);
  const [byAda, byBob] = [await heard(ada), await heard(bob)];
  const grown = (before: readonly number[]) => [
    expect.toSatisfy((now: number) => now > (before[0] ?? 0) + 25),
  ];
  await expect.poll(() => heard(ada), patience).toEqual(grown(byAda));
  await expect.poll(() => heard(bob), patience).toEqual(grown(byBob));
  const shown = () => readTileNumber(bob.participant.page, { source: 'camera' });
  const before = await shown();
  await expect.poll(shown, patience).not.toBe(before);
}

/** Whose tiles stand on the stage, in their order. */
function tilesOf({ participant: { page } }: Person): Promise<(string | null)[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('[data-testid=call-view] li[data-peer]'))
      .map((tile) => ({ tile, box: tile.getBoundingClientRect() }))
      .toSorted((left, right) => left.box.y - right.box.y || left.box.x - right.box.x)
      .map(({ tile }) => `${tile.getAttribute('data-peer')} ${tile.getAttribute('data-source')}`),
  );
}

function mark(page: Page) {
  return page.getByText('Connection lost, trying again…');
}

/** Whatever happens to the lines: afterwards both talk, and everything is as it was before. */
async function expectSameCallAfter(deed: () => Promise<void>): Promise<void> {
  await expectTalk();
  const before = { ada: await tilesOf(ada), bob: await tilesOf(bob) };
  for (const { told } of [ada, bob]) told.length = 0;
  await deed();
  await expectTalk();
  for (const { participant } of [ada, bob]) {
    await expect.poll(() => participant.page.getByText('Connection lost').count(), patience).toBe(0);
  }
  expect({ ada: await tilesOf(ada), bob: await tilesOf(bob) }).toEqual(before);
  expect([...ada.told, ...bob.told].filter((name) => changes.test(name))).toEqual([]);
}

test('a cut of five seconds is said on screen, and then all are heard and seen as before', async () => {
  await expectSameCallAfter(async () => {
    const places = [network.talker, network.listener];
    for (const place of places) place.cut();
    await Promise.all([
      sleep(cutMs),
      ...[ada, bob].map(({ participant }) => mark(participant.page).waitFor()),
    ]);
    for (const place of places) place.restore();
  });
});

test('a camera that is pulled out while the line is cut is replaced, and seen once the line is back', async () => {
  const { participant } = ada;
  network.talker.cut();
  await mark(participant.page).waitFor();
  await participant.page.evaluate(() => {
    const { camera } = window as unknown as { camera: MediaStreamTrack };
    camera.stop();
    camera.dispatchEvent(new Event('ended'));
  });
  await expect.poll(() => participant.byTestId('message').innerText(), patience).toContain('Another one');
  network.talker.restore();
  await expectTalk();
  expect(await participant.byTestId('toggle-camera').getAttribute('aria-pressed')).toBe('true');
  expect(await tilesOf(bob)).toHaveLength(2);
});

test('who moves to another network stays in the call without doing anything', async () => {
  await expectSameCallAfter(async () => network.talker.changeAddress());
});
