// A message as it stood at a change, for a member who left with that change. Pure.

interface Standing {
  readonly change: number;
  readonly text: string;
  readonly sentAtMs: number;
  readonly editedAtMs: number | undefined;
  readonly recalled: boolean;
  readonly details: Details;
}

interface Details {
  readonly reactions: readonly unknown[];
  readonly pinnedChange: number | undefined;
}

/**
 * What came to a message after `upToChange` is left out: its text, its choices of emoji, its pin. A recall is not: what was taken back
 * is shown to no member.
 * @param earlier the text that stood then, where another took its place since
 * @param reactions those of them that were chosen by then
 */
export function asSeen<M extends Standing>(
  message: M,
  upToChange: number,
  earlier: { readonly text: string; readonly writtenAtMs: number } | undefined,
  reactions: M['details']['reactions'],
): M {
  if (message.change <= upToChange) return message;
  if (message.recalled) return { ...message, change: upToChange };
  const { pinnedChange } = message.details;
  const isPinned = pinnedChange !== undefined && pinnedChange <= upToChange;
  const details = { ...message.details, reactions, pinnedChange: isPinned ? pinnedChange : undefined };
  const then = { ...message, change: upToChange, details };
  if (earlier === undefined) return then;
  const isFirst = earlier.writtenAtMs === message.sentAtMs;
  return { ...then, text: earlier.text, editedAtMs: isFirst ? undefined : earlier.writtenAtMs };
}
