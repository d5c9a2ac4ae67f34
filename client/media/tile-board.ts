// Which tiles of a shared screen go next, and how sharp: what changed at once, everything else at a pace of its own. Pure; used by
// screen-pictures.

/** Why a tile goes, most urgent first. */
const tileReasons = ['changed', 'wanted', 'behind', 'sharpen', 'refresh'] as const;
type TileReason = (typeof tileReasons)[number];

export interface TilePiece {
  readonly index: number;
  readonly reason: TileReason;
  /** The tile has stood still: it is worth a better JPEG. */
  readonly sharp: boolean;
}

export interface TileBoard {
  /** The tile differs from what was sent. */
  change(index: number, nowMs: number): void;
  /**
   * A viewer needs every tile again.
   * @param bytesPerSecond what a receiver that fell behind takes; the tiles then go at that pace. Without it, at once.
   */
  want(nowMs: number, bytesPerSecond?: number): void;
  /** When the next tile may go, in milliseconds on the clock of the other calls. */
  nextAtMs(nowMs: number): number;
  /** Takes tiles off the board until they are expected to make up so many bytes; none when nothing is due. */
  take(nowMs: number, bytes: number): TilePiece[];
  /** Says how many bytes a taken tile came to. */
  pay(piece: TilePiece, bytes: number, nowMs: number): void;
}

/** A tile that has not changed for so long counts as still. */
export const stillAfterMs = 1000;
/** Bytes a second for sharpening what stands still: a dense page within some seconds, and no burden for a slow connection. */
const sharpenBytesPerSecond = 300_000;
/** Bytes a second for repeating tiles without a request, in case they were lost unnoticed; with headers it stays under 5 kB/s. */
const refreshBytesPerSecond = 4000;
/** A tile that was never encoded is expected to take this many bytes: small print, 320 pixels a side. */
const bytesExpected = 25_000;
/**
 * A receiver that caught up takes tiles for about so long before its connection may be full again. Tiles that are sent later
 * may have been lost and go first the next time: otherwise the same tiles could be lost every time.
 */
const listensMs = 500;

interface TileState {
  changed: boolean;
  wanted: boolean;
  behind: boolean;
  /** Its last JPEG was made while it moved. */
  rough: boolean;
  changedAtMs: number;
  /** Counts up with every tile that goes: the smallest has waited longest. */
  turn: number;
  /** The turn in which it last went while those who fell behind listened. */
  lastAckRound: number;
  bytes: number;
}

/**
 * @param count of tiles; all are to be sent
 * @param nowMs see `nextAtMs`
 * @param holdUntilMs nothing is sent before this time or the first request: what is sent without viewers must be sent again
 */
export function createTileBoard(count: number, nowMs: number, holdUntilMs = nowMs): TileBoard {
  const tiles = Array.from({ length: count }, (_, index): TileState => {
    const flags = { changed: true, wanted: false, behind: false, rough: true };
    return {
      ...flags,
      changedAtMs: nowMs,
      turn: index - count,
      lastAckRound: index - count,
      bytes: bytesExpected,
    };
  });
  const readyAtMs: Record<TileReason, number> = {
    changed: holdUntilMs,
    wanted: 0,
    behind: 0,
    sharpen: 0,
    refresh: holdUntilMs,
  };
  let caughtUpAtMs = Number.NEGATIVE_INFINITY;
  let behindBytesPerSecond = Number.POSITIVE_INFINITY;
  let lastTurn = 0;

  /** When the reason is due for this tile, its pace left aside. */
  const dueAtMs = (tile: TileState, reason: TileReason): number => {
    if (reason === 'refresh') return 0;
    if (reason !== 'sharpen') return tile[reason] ? 0 : Number.POSITIVE_INFINITY;
    return tile.rough && !tile.changed ? tile.changedAtMs + stillAfterMs : Number.POSITIVE_INFINITY;
  };

  const takeOne = (atMs: number): TilePiece | undefined => {
    for (const reason of tileReasons) {
      if (readyAtMs[reason] > atMs) continue;
      const due = tiles.filter((tile) => dueAtMs(tile, reason) <= atMs);
      const order = reason === 'behind' ? 'lastAckRound' : 'turn';
      const [first] = due.toSorted((a, b) => a[order] - b[order]);
      if (first === undefined) continue;
      const sharp = !first.changed && atMs >= first.changedAtMs + stillAfterMs;
      lastTurn += 1;
      Object.assign(first, { changed: false, wanted: false, behind: false, rough: !sharp, turn: lastTurn });
      if (atMs - caughtUpAtMs <= listensMs) first.lastAckRound = lastTurn;
      return { index: tiles.indexOf(first), reason, sharp };
    }
    return undefined;
  };

  const paceOf = (reason: TileReason): number => {
    if (reason === 'behind') return behindBytesPerSecond;
    if (reason === 'sharpen') return sharpenBytesPerSecond;
    return reason === 'refresh' ? refreshBytesPerSecond : Number.POSITIVE_INFINITY;
  };

  /** A reason with a pace costs time; any other puts the needless repeating off. */
  const spend = (reason: TileReason, bytes: number, atMs: number) => {
    readyAtMs[reason] = Math.max(readyAtMs[reason], atMs) + (1000 * bytes) / paceOf(reason);
    if (reason !== 'refresh') readyAtMs.refresh = Math.max(readyAtMs.refresh, atMs + 2 * stillAfterMs);
  };

  return {
    change(index, atMs) {
      const tile = tiles[index];
      if (tile) Object.assign(tile, { changed: true, changedAtMs: atMs });
    },
    want(atMs, bytesPerSecond) {
      const flag = bytesPerSecond === undefined ? 'wanted' : 'behind';
      for (const tile of tiles) tile[flag] = true;
      readyAtMs.changed = Math.min(readyAtMs.changed, atMs);
      if (bytesPerSecond === undefined) return;
      caughtUpAtMs = atMs;
      behindBytesPerSecond = bytesPerSecond;
      readyAtMs.behind = Math.min(readyAtMs.behind, atMs + 1000);
    },
    nextAtMs: () =>
      Math.min(
        ...tileReasons.map((reason) =>
          Math.max(readyAtMs[reason], Math.min(...tiles.map((tile) => dueAtMs(tile, reason)))),
        ),
      ),
    take(atMs, bytes) {
      const pieces: TilePiece[] = [];
      for (let expected = 0; expected < bytes; ) {
        const piece = takeOne(atMs);
        if (piece === undefined) break;
        pieces.push(piece);
        expected += tiles[piece.index]?.bytes ?? bytesExpected;
        // Held back until it is paid for, so that one call does not take more than its pace allows.
        if (paceOf(piece.reason) !== Number.POSITIVE_INFINITY) break;
      }
      return pieces;
    },
    pay({ index, reason }, bytes, atMs) {
      const tile = tiles[index];
      if (tile) tile.bytes = bytes;
      spend(reason, bytes, atMs);
    },
  };
}
