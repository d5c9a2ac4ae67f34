// What a member sees of a conversation. Pure; asked wherever messages or changes are read.

/** A member's place in the log of a conversation. */
export interface MemberPlace {
  readonly joinedSeq: number;
  /** The last message before the member left; `undefined` while the member is there. */
  readonly leftSeq: number | undefined;
  /** The latest change of the membership: of a former member the one with which it ended. */
  readonly change: number;
}

export interface VisiblePart {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** Changes after this one are not visible, of earlier messages neither. */
  readonly upToChange: number;
}

/** Who joined later sees nothing from before, who left nothing of what came or changed after. */
export function visiblePart(
  { lastSeq, lastChange }: { readonly lastSeq: number; readonly lastChange: number },
  { joinedSeq, leftSeq, change }: MemberPlace,
): VisiblePart {
  if (leftSeq === undefined) return { fromSeq: joinedSeq, toSeq: lastSeq, upToChange: lastChange };
  return { fromSeq: joinedSeq, toSeq: leftSeq, upToChange: change };
}
