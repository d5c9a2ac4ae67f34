// Random lives of a server full of rooms: whatever people do and whatever breaks, the promises of the manager hold.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RequestError } from '../protocol/error-codes.ts';
import { briefNumberRestMs, roomNumberRestMs } from '../protocol/limits.ts';
import type { RoomSnapshot, Source, VoiceCodec } from '../protocol/room/roster.ts';
import { TestRooms } from './test-rooms.ts';
import { afterNotice } from './told-view.ts';

const people = ['ann', 'bob', 'cid', 'dan', 'eve', 'fay'];
const person = fc.constantFrom(...people);
const source = fc.constantFrom<Source>('microphone', 'camera', 'screen', 'screen-sound');

const deed = fc.oneof(
  fc.record({ do: fc.constant('create' as const), who: person, playsSpeex: fc.boolean() }),
  fc.record({
    do: fc.constant('join' as const),
    who: person,
    host: person,
    invited: fc.boolean(),
    playsSpeex: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('move' as const),
    who: person,
    /** Into whose room; without it into a new one. */
    host: fc.option(person, { nil: undefined }),
    window: fc.constantFrom('window', 'phone'),
  }),
  fc.record({ do: fc.constant('leave' as const), who: person }),
  fc.record({ do: fc.constant('crash' as const), who: person }),
  fc.record({ do: fc.constant('return' as const), who: person }),
  fc.record({ do: fc.constant('lock' as const), who: person, locked: fc.boolean() }),
  fc.record({
    do: fc.constant('choose-voice' as const),
    who: person,
    codec: fc.constantFrom<VoiceCodec>('speex', 'opus'),
  }),
  fc.record({ do: fc.constant('start' as const), who: person, source }),
  fc.record({ do: fc.constant('mute' as const), who: person, paused: fc.boolean() }),
  fc.record({ do: fc.constant('stop' as const), who: person }),
  fc.record({ do: fc.constant('suffer' as const), who: person, poor: fc.boolean() }),
  fc.record({ do: fc.constant('change-formats' as const), who: person, playsH264: fc.boolean() }),
  fc.record({ do: fc.constant('lose-media' as const), who: person }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1000, 14_000, 16_000, 400_000, 13 * 3_600_000),
  }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** A world of people who believe what they are told. */
class World {
  /** What each connected member knows. */
  readonly views = new Map<string, RoomSnapshot>();
  /** When each number that was handed out is free again; in use: never. */
  readonly restsUntilMs = new Map<string, number>();
  #sources = 0;
  readonly test = new TestRooms({
    // The number that was free last is handed out first: reuse comes as early as it can.
    randomInt: (below) => below - 1,
    onSend: (peerIds, notice) => {
      for (const peerId of peerIds) {
        const name = this.nameOf(peerId);
        const view = this.views.get(name);
        if (view === undefined) throw new Error(`${name} is told ${notice.name} without being connected`);
        if (notice.name === 'room:place-moved') this.views.delete(name);
        else this.views.set(name, afterNotice(view, notice));
      }
    },
  });

  nameOf(peerId: string): string {
    return this.test.rooms.requirePeer(peerId).accountId;
  }

  run(step: Deed): void {
    const { rooms, enter, clock, closedRooms, restsUntilMs } = this.test;
    const open = closedRooms.length;
    if (step.do === 'wait') {
      clock.nowMs += step.ms;
      rooms.dropLost();
      rooms.voices.settleAll();
    }
    try {
      if (step.do === 'create') {
        this.#take(rooms.create(enter(step.who, step.playsSpeex)));
      } else if (step.do === 'join') {
        const room = rooms.peerOfAccount(step.host)?.room;
        const keys = step.invited ? { secret: room?.secret } : {};
        this.views.set(step.who, rooms.join(enter(step.who, step.playsSpeex), room?.number ?? '', keys));
      } else if (step.do === 'move') {
        this.#move(step);
      } else if (step.do !== 'wait') {
        this.#act(step);
      }
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
    }
    for (const number of closedRooms.slice(open)) {
      const untilMs = restsUntilMs.get(number) ?? 0;
      expect([briefNumberRestMs, roomNumberRestMs]).toContain(untilMs - clock.nowMs);
      this.restsUntilMs.set(number, untilMs);
    }
    for (const name of this.views.keys())
      if (rooms.peerOfAccount(name) === undefined) this.views.delete(name);
  }

  /** The call of an account moves to one of its windows, or begins there; the place before it is over at once. */
  #move({ who, host, window }: Extract<Deed, { do: 'move' }>): void {
    const { rooms, enter } = this.test;
    const entrant = { ...enter(who), clientId: `${who}-${window}` };
    const before = rooms.peerOfAccount(who);
    const wasHost = before?.room.hostPeerId === before?.peerId;
    if (host === undefined) {
      this.#take(rooms.create(entrant, { moveHere: true }));
    } else {
      const number = rooms.peerOfAccount(host)?.room.number ?? '';
      this.views.set(who, rooms.join(entrant, number, { moveHere: true }));
    }
    const after = rooms.peerOfClient(entrant);
    if (before !== undefined) expect(rooms.hasPeer(before.peerId)).toBe(false);
    if (before?.room === after?.room && wasHost) expect(after?.room.hostPeerId).toBe(after?.peerId);
  }

  #act(step: Exclude<Deed, { do: 'wait' | 'create' | 'join' | 'move' }>): void {
    const { rooms, reports, settings, sources } = this.test;
    const peer = rooms.peerOfAccount(step.who);
    if (peer === undefined) return;
    const { peerId } = peer;
    const [producerId = ''] = peer.sources.keys();
    if (step.do === 'leave') {
      this.views.delete(step.who);
      rooms.leave(peerId, 'left');
    } else if (step.do === 'crash') {
      this.views.delete(step.who);
      rooms.connectionLost(peerId);
    } else if (step.do === 'return') {
      rooms.connectionRestored(peerId);
      this.views.set(step.who, rooms.snapshot(peerId));
    } else if (step.do === 'lose-media') {
      sources.loseAll(peer.room.number, 'worker-died');
    } else if (this.views.has(step.who)) {
      // Only the host may; dispatch sees to it.
      if (step.do === 'lock' && peer.room.hostPeerId === peerId) settings.lock(peerId, step.locked);
      else if (step.do === 'lock') return;
      else if (step.do === 'choose-voice') settings.chooseVoice(peerId, step.codec);
      else if (step.do === 'mute') sources.pause(peerId, producerId, step.paused);
      else if (step.do === 'stop') sources.stop(peerId, producerId);
      else if (step.do === 'change-formats') reports.changeFormats(peerId, { playsH264: step.playsH264 });
      else if (step.do === 'suffer')
        reports.changeTrouble(peerId, step.poor ? { level: 'poor', cause: 'loss' } : undefined);
      else {
        const started = { producerId: `p${(this.#sources += 1)}`, source: step.source, paused: false };
        sources.start(peerId, { ...started, codec: 'opus' });
      }
      // Who causes a change learns it by the answer.
      this.views.set(step.who, rooms.snapshot(peerId));
    }
  }

  #take(room: RoomSnapshot): void {
    const restsUntilMs = this.restsUntilMs.get(room.number) ?? 0;
    expect(this.test.clock.nowMs, `${room.number} was handed out again`).toBeGreaterThanOrEqual(restsUntilMs);
    this.restsUntilMs.set(room.number, Number.POSITIVE_INFINITY);
    this.views.set(room.peers[0]?.nickname ?? '', room);
  }

  check(): void {
    const { rooms } = this.test;
    const members = people.map((name) => rooms.peerOfAccount(name)).filter((peer) => peer !== undefined);
    expect(members).toHaveLength(rooms.peerCount);
    const openRooms = new Set(members.map((peer) => peer.room));
    expect(openRooms.size).toBe(rooms.roomCount);
    expect(new Set([...openRooms].map((room) => room.number)).size).toBe(openRooms.size);
    const seats = [...openRooms].flatMap((room) => [...room.peers.keys()]);
    expect(new Set(seats).size).toBe(seats.length);
    for (const room of openRooms) {
      expect(room.peers.has(room.hostPeerId)).toBe(true);
      const owner = [...room.peers.values()].find(({ accountId }) => accountId === room.ownerAccountId);
      expect(room.hostPeerId).toBe(owner?.peerId ?? room.hostPeerId);
      if ([...room.peers.values()].some((peer) => !peer.playsSpeex)) expect(room.voice.used).toBe('opus');
    }
    for (const [name, view] of this.views) {
      const peerId = rooms.peerOfAccount(name)?.peerId ?? '';
      expect(view, name).toEqual(rooms.snapshot(peerId));
    }
  }
}

test('no number is handed out twice, no account is in two rooms, no notice is lost or doubled', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 30, maxLength: 120, size: 'max' }), (deeds) => {
      const world = new World();
      for (const step of deeds) {
        world.run(step);
        world.check();
      }
    }),
    { numRuns: 150 },
  );
});

test('once all numbers are in use or at rest, creating is refused until one has rested', () => {
  const { nowMs } = new TestRooms().clock;
  const resting = Array.from({ length: 99_998 }, (_, index) => ({
    number: String(index).padStart(5, '0'),
    untilMs: nowMs + roomNumberRestMs,
  }));
  const { rooms, enter, clock } = new TestRooms({ resting });
  const ann = rooms.create(enter('ann'));
  rooms.create(enter('bob'));
  expect(() => rooms.create(enter('cid'))).toThrow('no-room-free');
  rooms.leave(rooms.join(enter('dan'), ann.number).selfPeerId, 'left');
  rooms.leave(ann.selfPeerId, 'left');
  clock.nowMs += roomNumberRestMs - 1;
  expect(() => rooms.create(enter('cid'))).toThrow('no-room-free');
  clock.nowMs += 1;
  expect(rooms.create(enter('cid')).peers).toHaveLength(1);
});
