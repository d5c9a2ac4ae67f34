// What became of the messages of a run: compares what was written with what each member keeps. Pure.
export interface Written {
  readonly group: string;
  /** Unlike that of every other message of the run. */
  readonly text: string;
  readonly senderId: string;
}

/** What one member keeps of one group, in the order in which it is shown. */
export interface Kept {
  readonly group: string;
  readonly accountId: string;
  readonly texts: readonly string[];
}

export interface ChatTally {
  /** Messages that were written. */
  readonly sent: number;
  /** Copies of them at members, the senders' own among them. */
  readonly delivered: number;
  /** Copies that a member lacks. */
  readonly lost: number;
  /** Copies that a member has more than once. */
  readonly doubled: number;
  /** Copies that stand before one that the same sender wrote earlier. */
  readonly outOfOrder: number;
}

export function judgeChat(written: readonly Written[], kept: readonly Kept[]): ChatTally {
  const byGroup = Map.groupBy(written, ({ group }) => group);
  const tally = { sent: written.length, delivered: 0, lost: 0, doubled: 0, outOfOrder: 0 };
  for (const { group, texts } of kept) {
    const expected = byGroup.get(group) ?? [];
    const order = new Map(expected.map((one, index) => [one.text, { index, senderId: one.senderId }]));
    const seen = new Set<string>();
    const latest = new Map<string, number>();
    for (const text of texts) {
      const one = order.get(text);
      if (one === undefined) continue;
      if (seen.has(text)) tally.doubled += 1;
      seen.add(text);
      if (one.index < (latest.get(one.senderId) ?? -1)) tally.outOfOrder += 1;
      latest.set(one.senderId, Math.max(one.index, latest.get(one.senderId) ?? -1));
    }
    tally.delivered += seen.size;
    tally.lost += expected.length - seen.size;
  }
  return tally;
}
