// How much of each turn a listener heard: what is missing at its beginning, and how often it was broken off. Pure.

/** The frames of one turn: numbers as sent, the first and how many. */
export interface SentTurn {
  readonly producerId: string;
  readonly firstFrame: number;
  readonly frames: number;
}

export interface HeardTurn {
  /** Speech before the first frame that arrived; the whole turn when none did. */
  readonly lostAtStartMs: number;
  /** Stretches of 200 ms or more that are missing later: the voice was stopped and let through again, or cut off. */
  readonly breaks: number;
}

const frameMs = 20;
/** Two reports of levels are farther apart than this (200 ms); fewer missing frames are lost packets. */
const breakFramesMin = 10;

/** @param received by producer, the numbers (0..65535) of the frames that arrived */
export function judgeTurn(turn: SentTurn, received: ReadonlyMap<string, ReadonlySet<number>>): HeardTurn {
  const numbers = received.get(turn.producerId) ?? new Set();
  const heard = Array.from({ length: turn.frames }, (_, index) =>
    numbers.has((turn.firstFrame + index) & 0xffff),
  );
  const first = heard.indexOf(true);
  if (first === -1) return { lostAtStartMs: turn.frames * frameMs, breaks: 0 };
  let missing = 0;
  let breaks = 0;
  for (const isHeard of heard.slice(first)) {
    missing = isHeard ? 0 : missing + 1;
    if (missing === breakFramesMin) breaks += 1;
  }
  return { lostAtStartMs: first * frameMs, breaks };
}
