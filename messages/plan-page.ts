// How much of what changed goes into one answer. Pure; used where changes and the end of a conversation are read.

interface Changed {
  readonly change: number;
}
interface Sized {
  readonly text: string;
  readonly details?: {
    readonly mentions: readonly unknown[];
    readonly reactions: readonly { readonly accountIds: readonly unknown[] }[];
    readonly attachmentCount: number;
  };
}

export interface PageLimits {
  /** Rows that were read at most: more may follow where there are as many. */
  readonly messages: number;
  readonly members: number;
  /** Bytes of UTF-8 of all messages together; one always fits. */
  readonly bytes: number;
}

export interface PagePlan<Message, Member> {
  /** Everything up to here is in the page or before it. */
  readonly change: number;
  readonly more: boolean;
  readonly messages: readonly Message[];
  readonly members: readonly Member[];
}

/** What a message takes besides its text, as JSON. */
const messageBytes = 300;
/** What the id of an account takes, and a choice of emoji besides those who chose it. */
const accountBytes = 28;
const reactionBytes = 80;
const attachmentBytes = 1600;

const encoder = new TextEncoder();

/** @returns bytes of a message as JSON, rather too many than too few */
export function bytesOf({ text, details }: Sized): number {
  const bytes = messageBytes + encoder.encode(text).length;
  if (details === undefined) return bytes;
  const { mentions, reactions, attachmentCount } = details;
  const choices = reactions.reduce(
    (sum, { accountIds }) => sum + reactionBytes + accountBytes * accountIds.length,
    0,
  );
  return bytes + accountBytes * mentions.length + choices + attachmentBytes * attachmentCount;
}

/**
 * @param upToChange the latest change that is visible
 * @param messages and @param members what changed after the change that the client knows, in order of change, not later than `upToChange`
 */
export function planPage<Message extends Changed & Sized, Member extends Changed>(
  upToChange: number,
  messages: readonly Message[],
  members: readonly Member[],
  limits: PageLimits,
): PagePlan<Message, Member> {
  const ends = [upToChange];
  // Several memberships may share a change, whose rest may not have been read.
  if (members.length >= limits.members) ends.push((members.at(-1)?.change ?? 0) - 1);
  if (messages.length >= limits.messages) ends.push(messages.at(-1)?.change ?? 0);
  const tooMuch = messages[countFitting(messages, limits.bytes)];
  if (tooMuch !== undefined) ends.push(tooMuch.change - 1);
  const change = Math.min(...ends);
  return {
    change,
    more: change < upToChange,
    messages: messages.filter((message) => message.change <= change),
    members: members.filter((member) => member.change <= change),
  };
}

/** The last messages of a list that fit, in order; one always does. */
export function fitEnd<Message extends Sized>(messages: readonly Message[], bytes: number): Message[] {
  return messages.slice(messages.length - countFitting(messages.toReversed(), bytes));
}

/** How many of the first messages fit: all, or at least one. */
function countFitting(messages: readonly Sized[], bytes: number): number {
  let sum = 0;
  for (const [index, message] of messages.entries()) {
    sum += bytesOf(message);
    if (sum > bytes && index > 0) return index;
  }
  return messages.length;
}
