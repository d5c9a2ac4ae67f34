// The numbers of conversations and messages that both sides keep to.

/** Text of one message in bytes of UTF-8. */
export const messageTextMaxBytes = 16_000;

/** Title of a group in UTF-16 units. */
export const groupTitleMax = 64;

/** Members of one group at a time. */
export const groupMembersMax = 500;

/** Members that one message names. */
export const mentionsMax = 500;

/** Emoji that are chosen for one message, and choices of all of them together: one of each member of the largest group. */
export const reactionKindsMax = 20;
export const reactionsMax = 500;

/** Days that a conversation may keep its messages: a hundred years. */
export const keepDaysMax = 36_500;

/** Messages that are pinned in one conversation. */
export const pinsMax = 50;

/** Times that one message is edited: each earlier text is kept. */
export const editsMax = 100;

/** Messages that are forwarded together. */
export const forwardMax = 30;

/** Conversations whose messages a device says it has, in one request. */
export const deliveredPerRequestMax = 100;

/** How long the server gathers what members have received and read before it sends word of it, in milliseconds. */
export const receiptsWaitMs = 500;

/** Members of a conversation up to which it is told who has read what. */
export const receiptMembersMax = 200;

/** Changes that one answer tells; fewer where their texts are long. */
export const changesPerPageMax = 100;

/** Messages of one answer in bytes of UTF-8, save that one always fits: a socket that has 384 KiB unread is cut off. */
export const pageMaxBytes = 96 * 1024;

/** A client that missed more changes than this gets the end of the conversation in place of all it kept of it. */
export const changesBehindMax = 1000;

/** Messages of one page of history, and at the end of a conversation that a client begins anew. */
export const historyPageMax = 50;

/** What may be searched for at once, in UTF-16 units. */
export const searchTextMax = 100;

/** How long a search looks before it answers what it has and where to go on, in milliseconds; a look that has begun is ended first. */
export const searchMaxMs = 200;

/** Conversations that one sync names; all of them with their changes fit what a socket may have unread. */
export const knownPerSyncMax = 500;

/** Changed memberships that one sync answers. */
export const membershipsPerSyncMax = 100;

/** Memberships that one page of changes tells: more than a group has members, so that one change is never cut. */
export const membersPerPageMax = 600;

/** Conversations, most recently active first, whose changes come with the sync itself. */
export const pagesPerSyncMax = 20;

/** Unread messages are counted up to this number. */
export const unreadMax = 100;

/** How long a client waits for the changes before one that it was sent, in milliseconds: notices may overtake each other. */
export const gapWaitMs = 300;

/**
 * Notices that messages and changes of conversations cause: one for each present member. `account`: 50 messages at once into the largest
 * group, then 2 a second. `address`: a class of 300 in which each writes twice at once, then 20 messages a second; wider networks in
 * proportion.
 */
export const deliveryPaces = {
  account: { burst: 25_000, perSecond: 1000 },
  address: { burst: 180_000, perSecond: 6000 },
} as const;

/** Members of a meeting that come into its chat with one change. */
export const membershipsPerSeatingMax = 200;

/**
 * How long those who come into a meeting are gathered before they are put into its chat, in milliseconds: each such change is sent to
 * all who are in it. A meeting of 300 that fills within a minute has some ten of them.
 * @param peers in the meeting
 */
export const seatingPauseMs = (peers: number): number => Math.max(500, 20 * peers);

/** How long the chat of a meeting is kept after its end, in days, unless its host chooses otherwise. */
export const meetingKeepDays = 30;
