import { expect, test } from 'vitest';
import { makeRoom } from '../preview/fake-room.ts';
import { planNotices } from './plan-notices.ts';

const scene = { people: 1, screens: 0, host: true, opusNeeded: false, lookAlikes: 0, nicknames: undefined };
const alone = { room: makeRoom(scene), heldVoiceId: undefined };
const three = { room: makeRoom({ ...scene, people: 3 }), heldVoiceId: undefined };

test('people who come together are one notice, and who goes is none', () => {
  expect(planNotices(alone, three)).toEqual([{ kind: 'joined', nicknames: ['王小明', 'Jo'] }]);
  expect(planNotices(three, alone)).toEqual([]);
});

test('a member who was there at joining counts as no arrival', () => {
  expect(planNotices({ room: undefined, heldVoiceId: undefined }, three)).toEqual([]);
  const other = { ...three, room: { ...three.room, selfPeerId: 'peer2' } };
  expect(planNotices(alone, other)).toEqual([]);
});

test('an own voice that is held is told once', () => {
  const held = { ...three, heldVoiceId: 'peer0-microphone' };
  expect(planNotices(three, held)).toEqual([{ kind: 'held' }]);
  expect(planNotices(held, held)).toEqual([]);
});
