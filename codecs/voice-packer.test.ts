import { expect, test } from 'vitest';
import { readVoicePacket } from '../protocol/media/voice-packet.ts';
import { createVoicePacker } from './voice-packer.ts';

type Packer = ReturnType<typeof createVoicePacker>;

const frame = (value: number) => Uint8Array.of(value, value);
const silence = new Uint8Array();
/** The next packet: frames by their value, copies with how far back they were. */
const taken = (packer: Packer) => {
  const bytes = packer.take();
  const packet = bytes && readVoicePacket(bytes);
  return (
    packet && {
      last: packet.lastSequence,
      frames: packet.frames.map((bytes) => bytes[0]),
      copies: packet.copies.map(({ distance, frame }) => [frame[0], distance]),
    }
  );
};
/** Pushes frames one by one and takes what is ready after each. */
const send = (packer: Packer, frames: readonly Uint8Array[]) =>
  frames.map((next) => {
    packer.push(next);
    return taken(packer);
  });
const values = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => frame(first + index));

test('a packet takes along all frames since the one before, and the next finds nothing', () => {
  const packer = createVoicePacker('wideband');
  packer.push(frame(1));
  packer.push(frame(2));
  expect(taken(packer)).toEqual({ last: 1, frames: [1, 2], copies: [] });
  expect(taken(packer)).toBeUndefined();
  packer.push(frame(3));
  expect(taken(packer)).toEqual({ last: 2, frames: [3], copies: [] });
});

test('when the carrier stalls the oldest frames are given up and the numbers show the hole', () => {
  const packer = createVoicePacker('wideband');
  for (const each of values(15, 0)) packer.push(each);
  expect(taken(packer)).toMatchObject({ last: 14, frames: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] });
});

test('numbers begin again at 0 after 65535', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 1, offset: 1 }, 1);
  for (let value = 0; value < 65_536; value += 1) {
    packer.push(frame(5));
    packer.take();
  }
  packer.push(frame(7));
  expect(taken(packer)).toEqual({ last: 0, frames: [7], copies: [[5, 1]] });
});

test('what waited before a pause is not sent after it, and takes no number', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 3, offset: 1 }, 2);
  expect(send(packer, values(3)).at(-1)).toBeUndefined();
  packer.clear();
  expect(taken(packer)).toBeUndefined();
  expect(send(packer, values(2, 7)).at(-1)).toEqual({ last: 3, frames: [7, 8], copies: [] });
});

test('copies of the frames before ride along, as many as there are and as wanted', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 2, offset: 1 }, 1);
  expect(send(packer, values(4)).map((packet) => packet?.copies)).toEqual([
    [],
    [[1, 1]],
    [
      [1, 2],
      [2, 1],
    ],
    [
      [2, 2],
      [3, 1],
    ],
  ]);
});

test('copies against bursts are of the packet so many back, and of the one as many before it', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 2, offset: 3 }, 1);
  const copies = send(packer, values(8)).map((packet) => packet?.copies);
  expect(copies.slice(0, 4)).toEqual([[], [], [], [[1, 3]]]);
  expect(copies[7]).toEqual([
    [2, 6],
    [5, 3],
  ]);
});

test('a packet leaves when it holds as many frames as wanted, and its copies are those of a whole packet', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 1, offset: 1 }, 3);
  expect(send(packer, values(6))).toEqual([
    undefined,
    undefined,
    { last: 2, frames: [1, 2, 3], copies: [] },
    undefined,
    undefined,
    {
      last: 5,
      frames: [4, 5, 6],
      copies: [
        [1, 3],
        [2, 2],
        [3, 1],
      ],
    },
  ]);
});

test('frames that wait go before copies when a packet cannot hold both, and near copies before far ones', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 3, offset: 1 }, 1);
  send(packer, values(3));
  for (const each of values(11, 4)) packer.push(each);
  expect(taken(packer)?.copies).toEqual([[3, 1]]);
});

test('a voice that rests says so twice and is not numbered until it speaks again', () => {
  const packer = createVoicePacker('wideband');
  const packets = send(packer, [frame(1), silence, silence, silence, silence, frame(2)]);
  expect(packets.map((packet) => packet?.last)).toEqual([0, 1, 2, undefined, undefined, 3]);
});

test('what waits for a full packet does not wait for the end of a rest', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 0, offset: 1 }, 3);
  expect(send(packer, [frame(1), silence])[1]).toMatchObject({ frames: [1, undefined] });
});

test('copies ride along into a rest, those of all packets that have none yet, and none from before it after it', () => {
  const packer = createVoicePacker('wideband');
  packer.plan({ copies: 1, offset: 3 }, 1);
  const packets = send(packer, [...values(5), silence, silence, frame(9)]);
  expect(packets[5]?.copies).toEqual([
    [3, 3],
    [4, 2],
    [5, 1],
  ]);
  expect(packets[6]?.copies).toEqual([
    [4, 3],
    [5, 2],
    [undefined, 1],
  ]);
  expect(packets[7]?.copies).toEqual([]);
});
