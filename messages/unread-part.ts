// Which messages of a conversation are unread: after the read marker, within what is visible, not recalled, not one's own. Pure.

interface ReadPlace {
  readonly readSeq: number;
  /** The first message that is visible. */
  readonly joinedSeq: number;
  /** The last message that is visible. */
  readonly lastSeq: number;
}

/** The part of a conversation in which messages may be unread; empty where `fromSeq` is above `toSeq`. */
export function unreadPart({ readSeq, joinedSeq, lastSeq }: ReadPlace): {
  readonly fromSeq: number;
  readonly toSeq: number;
} {
  return { fromSeq: Math.max(readSeq + 1, joinedSeq), toSeq: lastSeq };
}

/** Where a read marker stands after the account read up to `seq`: it moves forward only, and not beyond the last message. */
export function movedMarker({ readSeq, lastSeq }: ReadPlace, seq: number): number {
  return seq > readSeq && seq <= lastSeq ? seq : readSeq;
}
