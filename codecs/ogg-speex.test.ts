import { expect, test } from 'vitest';
import { type Bytes, readOggPages, writeOggPage } from './ogg-pages.ts';
import { createOggSpeexWriter, framesPerPage, readOggSpeex } from './ogg-speex.ts';

const packet = (fill: number, length = 70): Bytes => new Uint8Array(length).fill(fill);

function join(parts: readonly (Bytes | undefined)[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
}

function write(frames: number): Bytes {
  const writer = createOggSpeexWriter(7);
  const packets = Array.from({ length: frames }, (_, index) => packet(index % 256));
  return join([writer.head, ...packets.map((each) => writer.add(each)), writer.end()]);
}

test('what was written is read again, with the number of samples that were heard', () => {
  const file = write(60);
  expect(readOggSpeex(file)).toEqual(Array.from({ length: 60 }, (_, index) => packet(index)));
  const pages = [...readOggPages(file)];
  expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 8000, 16_000, 19_200]);
  expect(pages.map(({ isFirst, isLast }) => [isFirst, isLast])).toEqual([
    [true, false],
    [false, false],
    [false, false],
    [false, false],
    [false, true],
  ]);
  expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
});

test('row 16: of a file that was cut anywhere all but the last half second is there', () => {
  const file = write(100);
  for (let cut = 300; cut < file.length; cut += 97) {
    const there = readOggSpeex(file.slice(0, cut))?.length ?? 0;
    const spoken = Math.floor((cut / file.length) * 100);
    expect(there).toBeGreaterThan(spoken - framesPerPage - 8);
  }
});

test('M9: a second of voice takes less than 4 kB', () => {
  expect(write(500).length / 10).toBeLessThan(4000);
});

test('the checksum is that of Ogg: a page with a flipped bit is the end', () => {
  const file = write(60);
  const broken = file.with(file.length - 10, 255 - (file.at(-10) ?? 0));
  expect(readOggSpeex(Uint8Array.from(broken))).toHaveLength(50);
  // The first page of RFC 3533's kind with nothing in it, as libogg writes it.
  const empty = writeOggPage({
    packets: [],
    granule: 0,
    sequence: 0,
    serial: 0,
    isFirst: true,
    isLast: false,
  });
  expect(empty.slice(0, 4)).toEqual(Uint8Array.from([0x4f, 0x67, 0x67, 0x53]));
});

test('what is no voice message is told apart', () => {
  for (const file of [new Uint8Array(0), packet(1, 500), write(0).slice(0, 40)])
    expect(readOggSpeex(file)).toBeUndefined();
  expect(readOggSpeex(write(0))).toEqual([]);
});

test('a packet of 255 bytes and more goes over several segments', () => {
  const page = { granule: 1, sequence: 2, serial: 3, isFirst: false, isLast: false };
  const packets = [packet(1, 255), packet(2, 600), packet(3, 0)];
  expect([...readOggPages(writeOggPage({ ...page, packets }))]).toEqual([{ ...page, packets }]);
});
