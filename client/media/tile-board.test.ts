import { expect, test } from 'vitest';
import { createTileBoard, stillAfterMs, type TileBoard, type TilePiece } from './tile-board.ts';

const tileCount = 12;
const tileBytes = 20_000;

interface Sent extends TilePiece {
  readonly atMs: number;
}

/** Sends whatever is due from one time to another, each tile as so many bytes. */
function send(board: TileBoard, fromMs: number, untilMs: number, bytes = tileBytes): Sent[] {
  const sent: Sent[] = [];
  for (let nowMs = fromMs; nowMs < untilMs; nowMs = Math.max(nowMs + 1, board.nextAtMs(nowMs))) {
    for (const piece of board.take(nowMs, 64_000)) {
      board.pay(piece, bytes, nowMs);
      sent.push({ ...piece, atMs: nowMs });
    }
  }
  return sent;
}

const indexes = (pieces: readonly TilePiece[]) => pieces.map(({ index }) => index);
const inOrder = Array.from({ length: tileCount }, (_, index) => index);

/** A page that stands still, sent and sharpened; all is quiet from 10 s on. */
function quietBoard(): TileBoard {
  const board = createTileBoard(tileCount, 0);
  send(board, 0, 10_000);
  return board;
}

test('a new picture goes whole at once, tile after tile, in portions that fit the channel', () => {
  const board = createTileBoard(tileCount, 0);
  expect(board.take(0, 64_000)).toHaveLength(3);
  expect(indexes(send(board, 1, 100))).toEqual(inOrder.slice(3));
});

test('what stands still is sent once more, sharply, and after that only repeated slowly', () => {
  const board = createTileBoard(tileCount, 0);
  const sent = send(board, 0, 3600);
  const sharpened = sent.filter(({ reason }) => reason === 'sharpen');
  expect(sharpened.every(({ sharp, atMs }) => sharp && atMs >= stillAfterMs)).toBe(true);
  expect(indexes(sharpened)).toEqual(inOrder);
  expect(sent.filter(({ reason }) => reason === 'changed').some(({ sharp }) => sharp)).toBe(false);
});

test('a still page costs less than 5 kB a second, and every tile has its turn', () => {
  const repeated = send(quietBoard(), 10_000, 130_000);
  expect((repeated.length * tileBytes) / 120).toBeLessThan(4500);
  expect(new Set(indexes(repeated)).size).toBe(tileCount);
  expect(new Set(repeated.map(({ reason }) => reason))).toEqual(new Set(['refresh']));
});

test('a change goes before everything else and is sharpened when it has stood still', () => {
  const board = quietBoard();
  board.want(10_000, 50_000);
  board.change(7, 10_001);
  const sent = send(board, 10_001, 10_002);
  expect(sent[0]).toMatchObject({ index: 7, reason: 'changed', sharp: false });
  const later = send(board, 10_002, 20_000);
  expect(later.filter(({ index, reason }) => index === 7 && reason !== 'refresh')).toMatchObject([
    { sharp: true },
  ]);
});

test('a new viewer gets the whole page at once, as sharp as it stands', () => {
  const board = quietBoard();
  board.want(10_000);
  const sent = send(board, 10_000, 10_100);
  expect(sent).toHaveLength(tileCount);
  expect(sent.every(({ sharp, reason }) => sharp && reason === 'wanted')).toBe(true);
});

test('a receiver that fell behind gets every tile once at the pace it takes', () => {
  const board = quietBoard();
  board.want(10_000, 50_000);
  const sent = send(board, 10_000, 15_000).filter(({ reason }) => reason === 'behind');
  expect(indexes(sent).toSorted((a, b) => a - b)).toEqual(inOrder);
  const tookSeconds = ((sent.at(-1)?.atMs ?? 0) - 10_000) / 1000;
  expect(tookSeconds).toBeCloseTo(((tileCount - 1) * tileBytes) / 50_000, 1);
});

test('a viewer that falls behind again and again gets other tiles each time', () => {
  const board = quietBoard();
  const rounds = [10_000, 11_000, 12_000, 13_000, 14_000, 15_000].map((atMs) => {
    board.want(atMs, 60_000);
    return indexes(send(board, atMs, atMs + 1000));
  });
  expect(new Set(rounds.flat()).size).toBe(tileCount);
});

test('a viewer that keeps up only for a moment gets every tile in the end', () => {
  const board = quietBoard();
  const heard = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((round) => {
    const atMs = 10_000 + 2300 * round;
    board.want(atMs, 120_000);
    const inTime = indexes(send(board, atMs, atMs + 400));
    send(board, atMs + 400, atMs + 2300);
    return inTime;
  });
  expect(new Set(heard).size).toBe(tileCount);
});

test('a share waits a moment for a viewer, so that its first picture goes only once', () => {
  const waiting = createTileBoard(tileCount, 0, 500);
  expect(send(waiting, 0, 499)).toEqual([]);
  expect(indexes(send(waiting, 500, 600))).toEqual(inOrder);
  const wanted = createTileBoard(tileCount, 0, 500);
  wanted.want(100);
  expect(indexes(send(wanted, 100, 500))).toEqual(inOrder);
});
