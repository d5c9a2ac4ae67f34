import { describe, expect, test } from 'vitest';
import type { RoomVoice } from '../protocol/room/roster.ts';
import { planVoice, speexReturnMs } from './room-voice.ts';
import { TestRooms } from './test-rooms.ts';

const nowMs = 1_000_000;
const alone = { opusNeeded: false, opusNeededUntilMs: undefined, nowMs };

describe('the plan', () => {
  test('voices are sent as chosen while every peer can play it', () => {
    expect(planVoice({ ...alone, chosen: 'speex' }).used).toBe('speex');
    expect(planVoice({ ...alone, chosen: 'opus' }).used).toBe('opus');
  });

  test('a peer that cannot play Speex changes the room to Opus, and the choice is remembered', () => {
    expect(planVoice({ ...alone, chosen: 'speex', opusNeeded: true })).toEqual({
      chosen: 'speex',
      used: 'opus',
    });
  });

  test('after the last of those has left, Opus stays for a while', () => {
    const left = { ...alone, chosen: 'speex', opusNeededUntilMs: nowMs } as const;
    expect(planVoice({ ...left, nowMs: nowMs + speexReturnMs - 1 }).used).toBe('opus');
    expect(planVoice({ ...left, nowMs: nowMs + speexReturnMs }).used).toBe('speex');
  });
});

/** The voice codecs that a peer was sent, in order. */
function voicesTold({ sent }: TestRooms, peerId: string): RoomVoice[] {
  return sent.flatMap(({ to, notice }) =>
    notice.name === 'room:voice-changed' && to.includes(peerId) ? [notice.body.voice] : [],
  );
}

describe('a room', () => {
  test('goes over to Opus when one joins who cannot play Speex, and back some time after they left', () => {
    const test = new TestRooms();
    const { rooms, enter, clock } = test;
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob', false), ann.number);
    expect(bob.voice).toEqual({ chosen: 'speex', used: 'opus' });
    rooms.leave(bob.selfPeerId, 'left');
    clock.nowMs += speexReturnMs - 1;
    rooms.voices.settleAll();
    expect(rooms.snapshot(ann.selfPeerId).voice.used).toBe('opus');
    clock.nowMs += 1;
    rooms.voices.settleAll();
    rooms.voices.settleAll();
    expect(voicesTold(test, ann.selfPeerId)).toEqual([
      { chosen: 'speex', used: 'opus' },
      { chosen: 'speex', used: 'speex' },
    ]);
    expect(voicesTold(test, bob.selfPeerId)).toEqual([]);
  });

  test('stays with Opus when the one who needs it is back in time', () => {
    const test = new TestRooms();
    const { rooms, enter, clock } = test;
    const ann = rooms.create(enter('ann'));
    rooms.leave(rooms.join(enter('bob', false), ann.number).selfPeerId, 'left');
    clock.nowMs += speexReturnMs - 1;
    rooms.join(enter('bob', false), ann.number);
    clock.nowMs += 1;
    rooms.voices.settleAll();
    expect(voicesTold(test, ann.selfPeerId)).toEqual([{ chosen: 'speex', used: 'opus' }]);
  });

  test('stays with Opus until the last who needs it has left', () => {
    const { rooms, enter, clock } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob', false), ann.number);
    rooms.join(enter('cid', false), ann.number);
    rooms.leave(bob.selfPeerId, 'left');
    clock.nowMs += 2 * speexReturnMs;
    rooms.voices.settleAll();
    expect(rooms.snapshot(ann.selfPeerId).voice.used).toBe('opus');
  });

  test('that is opened by one who cannot play Speex begins with Opus', () => {
    const { rooms, enter } = new TestRooms();
    expect(rooms.create(enter('ann', false)).voice).toEqual({ chosen: 'speex', used: 'opus' });
  });

  test('tells the others what the host has chosen, the host by the answer, and who comes later at joining', () => {
    const test = new TestRooms();
    const { rooms, settings, enter } = test;
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    const opus = { chosen: 'opus', used: 'opus' };
    expect(settings.chooseVoice(ann.selfPeerId, 'opus')).toEqual(opus);
    expect(settings.chooseVoice(ann.selfPeerId, 'opus')).toEqual(opus);
    expect(voicesTold(test, bob.selfPeerId)).toEqual([opus]);
    expect(voicesTold(test, ann.selfPeerId)).toEqual([]);
    expect(rooms.join(enter('cid'), ann.number).voice).toEqual(opus);
  });

  test('whose host chooses Speex just after the one who needed Opus left, comes to it when the rest is over', () => {
    const { rooms, settings, enter, clock } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    settings.chooseVoice(ann.selfPeerId, 'opus');
    rooms.leave(rooms.join(enter('bob', false), ann.number).selfPeerId, 'left');
    expect(settings.chooseVoice(ann.selfPeerId, 'speex')).toEqual({ chosen: 'speex', used: 'opus' });
    clock.nowMs += speexReturnMs;
    rooms.voices.settleAll();
    expect(rooms.snapshot(ann.selfPeerId).voice.used).toBe('speex');
  });
});
