import { describe, expect, test } from 'vitest';
import type { StrokePiece } from '../protocol/drawing/drawing.ts';
import { pointsPerShareMax, strokePointsMax, strokesPerShareMax } from '../protocol/limits.ts';
import { RoomDrawings } from './room-drawings.ts';
import { TestRooms } from './test-rooms.ts';

const screen = { producerId: 'screen1', source: 'screen', codec: 'h264', paused: false } as const;
const piece = (stroke: number, points = 1): StrokePiece => ({
  stroke,
  colour: 'red',
  points: Array.from({ length: points }, () => [2500, 7500]),
});

/** Ann shares her screen with Bob and Cid. */
function share() {
  const { rooms, sources, enter, sent } = new TestRooms();
  const state = { waitMs: 0, away: new Set<string>() };
  const spending: [string, string, number][] = [];
  const drawings = new RoomDrawings({
    rooms,
    outbox: { send: (to, notice) => sent.push({ to, notice }) },
    spend: (...spent) => {
      spending.push(spent);
      return state.waitMs;
    },
    follows: (peerId) => !state.away.has(peerId),
  });
  const { number, selfPeerId: ann } = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), number).selfPeerId;
  const cid = rooms.join(enter('cid'), number).selfPeerId;
  sources.start(ann, screen);
  sent.length = 0;
  return { rooms, sources, enter, sent, state, spending, drawings, number, ann, bob, cid };
}

describe('who may draw', () => {
  test('at the start of a share the sharer alone, and the others see what they draw', () => {
    const { drawings, ann, bob } = share();
    expect(() => drawings.draw(bob, 'screen1', piece(1))).toThrow('not-allowed-by-sharer');
    expect(() => drawings.point(bob, 'screen1', [5000, 5000])).toThrow('not-allowed-by-sharer');
    drawings.draw(ann, 'screen1', piece(1));
    expect(drawings.read(bob, 'screen1').strokes).toHaveLength(1);
  });

  test('every peer, when the sharer says so, and none again afterwards; what was drawn stays', () => {
    const { drawings, ann, bob, cid } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    drawings.draw(bob, 'screen1', piece(1));
    drawings.draw(cid, 'screen1', piece(1));
    drawings.allow(ann, 'screen1', { who: 'nobody' });
    expect(() => drawings.draw(bob, 'screen1', piece(1))).toThrow('not-allowed-by-sharer');
    expect(drawings.read(cid, 'screen1').strokes).toHaveLength(2);
  });

  test('chosen people and no others', () => {
    const { drawings, ann, bob, cid } = share();
    drawings.allow(ann, 'screen1', { who: 'chosen', peerIds: [cid] });
    drawings.draw(cid, 'screen1', piece(1));
    expect(() => drawings.draw(bob, 'screen1', piece(1))).toThrow('not-allowed-by-sharer');
  });

  test('only the sharer decides it', () => {
    const { drawings, bob } = share();
    expect(() => drawings.allow(bob, 'screen1', { who: 'everybody' })).toThrow('no-such-producer');
  });

  test('no peer of another room, and nothing but a screen is drawn on', () => {
    const { drawings, rooms, sources, enter, ann } = share();
    const other = rooms.create(enter('other')).selfPeerId;
    sources.start(ann, { ...screen, producerId: 'camera1', source: 'camera' });
    expect(() => drawings.read(other, 'screen1')).toThrow('no-such-producer');
    expect(() => drawings.draw(ann, 'camera1', piece(1))).toThrow('no-such-producer');
  });
});

describe('what is told', () => {
  test('pieces of a stroke, each with how many points came before it, to all but who draws', () => {
    const { drawings, sent, ann, bob, cid } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    sent.length = 0;
    drawings.draw(bob, 'screen1', piece(7, 2));
    drawings.draw(bob, 'screen1', piece(7, 3));
    expect(
      sent.map(({ to, notice }) => [to, notice.name, 'from' in notice.body && notice.body.from]),
    ).toEqual([
      [[ann, cid], 'drawing:drawn', 0],
      [[ann, cid], 'drawing:drawn', 2],
    ]);
    expect(drawings.read(cid, 'screen1').strokes).toMatchObject([{ peerId: bob, stroke: 7 }]);
    expect(drawings.read(cid, 'screen1').strokes[0]?.points).toHaveLength(5);
  });

  test('places pointed at, which are kept nowhere', () => {
    const { drawings, sent, ann, bob, cid } = share();
    drawings.point(ann, 'screen1', [1000, 9000]);
    expect(sent).toEqual([
      {
        to: [bob, cid],
        notice: { name: 'drawing:pointed', body: { producerId: 'screen1', peerId: ann, at: [1000, 9000] } },
      },
    ]);
    expect(drawings.read(cid, 'screen1').strokes).toEqual([]);
  });
});

describe('erasing', () => {
  test('one stroke or all of one’s own, though the sharer allows it no more; no stroke of another peer', () => {
    const { drawings, sent, ann, bob } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    for (const stroke of [1, 2, 3]) drawings.draw(bob, 'screen1', piece(stroke));
    drawings.draw(ann, 'screen1', piece(1));
    drawings.allow(ann, 'screen1', { who: 'nobody' });
    drawings.erase(bob, 'screen1', { what: 'stroke', stroke: 1 });
    expect(drawings.read(ann, 'screen1').strokes.map(({ peerId, stroke }) => [peerId, stroke])).toEqual([
      [bob, 2],
      [bob, 3],
      [ann, 1],
    ]);
    drawings.erase(bob, 'screen1', { what: 'own' });
    expect(drawings.read(ann, 'screen1').strokes).toMatchObject([{ peerId: ann }]);
    sent.length = 0;
    drawings.erase(bob, 'screen1', { what: 'own' });
    expect(sent).toEqual([]);
  });

  test('everything, for the sharer alone', () => {
    const { drawings, sent, ann, bob, cid } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    drawings.draw(bob, 'screen1', piece(1));
    expect(() => drawings.erase(bob, 'screen1', { what: 'all' })).toThrow('not-allowed-by-sharer');
    sent.length = 0;
    drawings.erase(ann, 'screen1', { what: 'all' });
    expect(drawings.read(cid, 'screen1').strokes).toEqual([]);
    expect(sent.map(({ to }) => to)).toEqual([[bob, cid]]);
  });
});

describe('limits', () => {
  test('a stroke and a screen hold so many points, and what is refused adds nothing', () => {
    const { drawings, ann } = share();
    drawings.draw(ann, 'screen1', piece(1, strokePointsMax));
    expect(() => drawings.draw(ann, 'screen1', piece(1))).toThrow('drawing-full');
    for (let stroke = 2; stroke <= pointsPerShareMax / strokePointsMax; stroke += 1)
      drawings.draw(ann, 'screen1', piece(stroke, strokePointsMax));
    expect(() => drawings.draw(ann, 'screen1', piece(99))).toThrow('drawing-full');
    const points = drawings.read(ann, 'screen1').strokes.flatMap((stroke) => stroke.points);
    expect(points).toHaveLength(pointsPerShareMax);
  });

  test('a screen holds so many strokes, and room is made by erasing', () => {
    const { drawings, ann } = share();
    for (let stroke = 0; stroke < strokesPerShareMax; stroke += 1)
      drawings.draw(ann, 'screen1', piece(stroke));
    expect(() => drawings.draw(ann, 'screen1', piece(9999))).toThrow('drawing-full');
    drawings.draw(ann, 'screen1', piece(0));
    drawings.erase(ann, 'screen1', { what: 'stroke', stroke: 0 });
    drawings.draw(ann, 'screen1', piece(9999));
  });

  test('S8: beyond the pace a stroke is refused with the time to wait, and a place pointed at is left out', () => {
    const { drawings, sent, state, spending, number, ann } = share();
    drawings.draw(ann, 'screen1', piece(1, 128));
    expect(spending).toEqual([[number, ann, expect.any(Number)]]);
    expect(spending[0]?.[2]).toBeGreaterThanOrEqual(JSON.stringify(sent[0]?.notice).length);
    expect(spending[0]?.[2]).toBeLessThan(2000);
    state.waitMs = 400;
    sent.length = 0;
    expect(() => drawings.draw(ann, 'screen1', piece(2))).toThrow('too-often');
    drawings.point(ann, 'screen1', [1, 1]);
    expect(sent).toEqual([]);
    expect(drawings.read(ann, 'screen1').strokes).toHaveLength(1);
  });
});

describe('who does not look, or does not keep up', () => {
  test('S8: is not sent what is drawn, and told once when they follow again; pointing is forgotten', () => {
    const { drawings, sent, state, ann, bob, cid } = share();
    state.away.add(cid);
    drawings.point(ann, 'screen1', [1, 1]);
    drawings.tellMissed();
    for (const stroke of [1, 2, 3]) drawings.draw(ann, 'screen1', piece(stroke));
    expect(new Set(sent.map(({ to }) => to.join(' ')))).toEqual(new Set([bob]));
    sent.length = 0;
    drawings.tellMissed();
    expect(sent).toEqual([]);
    state.away.clear();
    drawings.tellMissed();
    drawings.tellMissed();
    expect(sent).toEqual([
      { to: [cid], notice: { name: 'drawing:missed', body: { producerId: 'screen1' } } },
    ]);
  });

  test('S8: has missed nothing after reading it all, and nothing is told to who has left', () => {
    const { drawings, rooms, sent, state, ann, bob, cid } = share();
    for (const peerId of [bob, cid]) state.away.add(peerId);
    drawings.draw(ann, 'screen1', piece(1));
    drawings.read(bob, 'screen1');
    rooms.leave(cid, 'left');
    state.away.clear();
    sent.length = 0;
    drawings.tellMissed();
    expect(sent).toEqual([]);
  });

  test('S8: the sharer is sent every stroke, though the own screen of the sharer is not sent to them', () => {
    const { drawings, sent, state, ann, bob } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    state.away.add(ann);
    sent.length = 0;
    drawings.draw(bob, 'screen1', piece(1));
    expect(sent.flatMap(({ to }) => to)).toContain(ann);
  });

  test('S8: is not told again whom the sharer lets draw already', () => {
    const { drawings, sent, ann } = share();
    for (let time = 0; time < 5; time += 1) drawings.allow(ann, 'screen1', { who: 'everybody' });
    expect(sent).toHaveLength(1);
  });
});

describe('a share that goes on with another codec or mode', () => {
  test('U6: keeps its annotations and who may make them', () => {
    const { drawings, sources, ann, bob } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    drawings.draw(bob, 'screen1', piece(1));
    sources.stop(ann, 'screen1');
    sources.start(ann, { ...screen, producerId: 'screen2', codec: 'jpeg' }, 'screen1');
    expect(drawings.read(bob, 'screen2').strokes).toHaveLength(1);
    drawings.draw(bob, 'screen2', piece(2));
    expect(drawings.read(ann, 'screen2').strokes).toHaveLength(2);
  });

  test('U6: annotations come back neither on another share, nor on that of another person, nor a second time', () => {
    const { drawings, sources, ann, bob } = share();
    drawings.draw(ann, 'screen1', piece(1));
    sources.stop(ann, 'screen1');
    sources.start(bob, { ...screen, producerId: 'screen2' }, 'screen1');
    expect(drawings.read(ann, 'screen2').strokes).toEqual([]);
    sources.start(ann, { ...screen, producerId: 'screen3' });
    expect(drawings.read(ann, 'screen3').strokes).toEqual([]);
    sources.stop(ann, 'screen3');
    sources.start(ann, { ...screen, producerId: 'screen4' }, 'screen1');
    expect(drawings.read(ann, 'screen4').strokes).toEqual([]);
  });
});

describe('the end of a share', () => {
  test('takes all annotations and permissions with it', () => {
    const { drawings, rooms, sources, ann, bob } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    drawings.draw(bob, 'screen1', piece(1));
    sources.stop(ann, 'screen1');
    expect(() => drawings.draw(bob, 'screen1', piece(1))).toThrow('no-such-producer');
    expect(rooms.requirePeer(ann).drawings.size).toBe(0);
    sources.start(ann, { ...screen, producerId: 'screen2' });
    expect(drawings.read(bob, 'screen2')).toEqual({ drawers: { who: 'nobody' }, strokes: [] });
  });

  test('also when the media is lost', () => {
    const { drawings, rooms, sources, number, ann } = share();
    drawings.draw(ann, 'screen1', piece(1));
    sources.loseAll(number, 'worker-died');
    expect(rooms.requirePeer(ann).drawings.size).toBe(0);
  });

  test('who drew may leave, and their strokes stay', () => {
    const { drawings, rooms, ann, bob, cid } = share();
    drawings.allow(ann, 'screen1', { who: 'everybody' });
    drawings.draw(bob, 'screen1', piece(1));
    rooms.leave(bob, 'left');
    expect(drawings.read(cid, 'screen1').strokes).toHaveLength(1);
  });
});
