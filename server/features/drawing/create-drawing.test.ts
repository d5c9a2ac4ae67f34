// The drawing feature over rooms of a test: who is sent annotations, at which pace, and who is sent word later.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawingPaces } from '../../../protocol/limits.ts';
import { TestRooms } from '../../../rooms/test-rooms.ts';
import type { PeerCaller } from '../../dispatch/handler.ts';
import { createDrawing } from './create-drawing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const producerId = 'screen1';

/** Ann shares her screen with Bob; who watches and keeps up is the test's to say. */
function share() {
  const { rooms, sources, enter, sent } = new TestRooms();
  const { number, selfPeerId: ann } = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), number).selfPeerId;
  sources.start(ann, { producerId, source: 'screen', codec: 'h264', paused: false });
  sent.length = 0;
  const state = { watching: true, keepsUp: true, elapsedMs: 0 };
  const feature = createDrawing({
    rooms,
    outbox: { send: (to, notice) => sent.push({ to, notice }) },
    relay: { isWatching: () => state.watching },
    keepsUp: () => state.keepsUp,
    clock: { now: () => 0, elapsedMs: () => state.elapsedMs },
  });
  const piece = { stroke: 1, colour: 'red', points: [[2500, 7500]] } as const;
  const draw = () =>
    feature.handlers['drawing:draw']({ producerId, ...piece, points: [[2500, 7500]] }, {
      peerId: ann,
    } as PeerCaller);
  const namesSent = () => sent.splice(0).map(({ to, notice }) => [...to, notice.name]);
  return { feature, draw, bob, state, namesSent };
}

test('a peer that watches the screen and keeps up is sent each mark', async () => {
  const { draw, bob, namesSent } = share();
  await draw();
  expect(namesSent()).toEqual([[bob, 'drawing:drawn']]);
});

test.each(['watching', 'keepsUp'] as const)(
  'a peer whose "%s" is false is sent no annotation, and a notice within a second of its being true again',
  async (what) => {
    const { draw, bob, state, namesSent } = share();
    state[what] = false;
    await draw();
    vi.advanceTimersByTime(1000);
    expect(namesSent()).toEqual([]);
    state[what] = true;
    vi.advanceTimersByTime(1000);
    expect(namesSent()).toEqual([[bob, 'drawing:missed']]);
  },
);

test('a peer that draws more than its pace is refused until the clock has given it permits again', async () => {
  const { draw, state } = share();
  const drawAll = async (): Promise<void> => {
    for (let bytes = 0; bytes <= drawingPaces.peer.burst; bytes += 50) await draw();
  };
  await expect(drawAll()).rejects.toMatchObject({ code: 'too-often' });
  state.elapsedMs = 1000;
  await draw();
});

test('a closed feature looks for nothing any more', async () => {
  const { feature, draw, state, namesSent } = share();
  state.keepsUp = false;
  await draw();
  await feature.close?.();
  state.keepsUp = true;
  vi.advanceTimersByTime(5000);
  expect(namesSent()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
