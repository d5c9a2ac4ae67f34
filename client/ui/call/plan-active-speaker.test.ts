import { expect, test } from 'vitest';
import { keepSpeakers, noSpeakers, planActiveSpeaker, type SpeakerState } from './plan-active-speaker.ts';

const reportIntervalMs = 60;

/** Who is loud when; all report all the time. */
type Script = readonly { readonly peerId: string; readonly fromMs: number; readonly toMs: number }[];

/** Every change of the active speaker while a script plays. */
function play(
  script: Script,
  endMs: number,
): { readonly peerId: string | undefined; readonly atMs: number }[] {
  const peerIds = new Set(script.map(({ peerId }) => peerId));
  const changes: { peerId: string | undefined; atMs: number }[] = [];
  let state: SpeakerState = noSpeakers;
  for (let nowMs = 0; nowMs <= endMs; nowMs += reportIntervalMs) {
    for (const peerId of peerIds) {
      const loud = script.some((turn) => turn.peerId === peerId && turn.fromMs <= nowMs && nowMs < turn.toMs);
      const next = planActiveSpeaker(state, peerId, loud ? -25 : -90, nowMs);
      if (next.activePeerId !== state.activePeerId) changes.push({ peerId: next.activePeerId, atMs: nowMs });
      state = next;
    }
  }
  return changes;
}

test('a voice is shown within 300 ms of its first sound', () => {
  const [change] = play([{ peerId: 'a', fromMs: 1000, toMs: 3000 }], 3000);
  expect(change?.peerId).toBe('a');
  expect(change?.atMs).toBeLessThanOrEqual(1300);
});

test('two people who take turns change once a turn, each within 300 ms', () => {
  const turnMs = 2000;
  const script = Array.from({ length: 10 }, (_, turn) => ({
    peerId: turn % 2 === 0 ? 'a' : 'b',
    fromMs: turn * turnMs,
    toMs: (turn + 1) * turnMs,
  }));
  const changes = play(script, 10 * turnMs);
  expect(changes.map(({ peerId }) => peerId)).toEqual(script.map(({ peerId }) => peerId));
  changes.forEach(({ atMs }, turn) => expect(atMs - turn * turnMs).toBeLessThanOrEqual(300));
});

test('a cough changes nothing', () => {
  const changes = play(
    [
      { peerId: 'a', fromMs: 0, toMs: 2000 },
      { peerId: 'b', fromMs: 2500, toMs: 2600 },
    ],
    4000,
  );
  expect(changes.map(({ peerId }) => peerId)).toEqual(['a']);
});

test('a speaker keeps the place while another talks over them', () => {
  const changes = play(
    [
      { peerId: 'a', fromMs: 0, toMs: 5000 },
      { peerId: 'b', fromMs: 1500, toMs: 4000 },
    ],
    5000,
  );
  expect(changes.map(({ peerId }) => peerId)).toEqual(['a']);
});

test('pauses between words leave the speaker in place', () => {
  const words = Array.from({ length: 12 }, (_, word) => ({
    peerId: 'a',
    fromMs: word * 600,
    toMs: word * 600 + 350,
  }));
  expect(play(words, 7200)).toHaveLength(1);
});

test('those who left are forgotten, the others keep their rank', () => {
  const state: SpeakerState = { ...noSpeakers, activePeerId: 'a', recentPeerIds: ['a', 'b', 'c'] };
  expect(keepSpeakers(state, new Set(['b', 'c']))).toMatchObject({
    activePeerId: undefined,
    recentPeerIds: ['b', 'c'],
  });
  expect(keepSpeakers(state, new Set(['a', 'b', 'c', 'd']))).toBe(state);
});
