// The numbers of attachments that both sides keep to.

/** One attachment in bytes. */
export const attachmentMaxBytes = 20 * 1024 * 1024;

/** Name of a file in bytes of UTF-8, as most systems allow. */
export const fileNameMaxBytes = 255;

/** Attachments of one message. */
export const attachmentsPerMessageMax = 10;

/** A voice message in milliseconds, and in bytes: half an hour at 4 kB/s, with room for a browser's own Opus. */
export const voiceMaxMs = 30 * 60_000;
export const voiceMaxBytes = 16 * 1024 * 1024;

/** Levels of a waveform, each from 0 to 31. */
export const waveformMax = 64;

/** A picture's small placeholder in characters of base64. */
export const placeholderMax = 1000;

/** Longest side of a picture in pixels, as it is told; larger ones are files. */
export const pictureSideMax = 65_535;

/** Tickets that one question draws: twice what one page of messages shows. */
export const ticketsPerDrawMax = 100;

/** How long a ticket opens a file, in milliseconds. */
export const ticketLifetimeMs = 60_000;

/** How long an upload that is not finished, and one that no message holds, is kept, in milliseconds. */
export const unsentLifetimeMs = 24 * 3600_000;

/** Uploads of one account at a time that are not finished: two messages, and what a crash left behind. */
export const openUploadsMax = 30;

/**
 * Bytes that are uploaded: `account`: ten of the largest at once, then 1 MB a second. `address`: 300 people who send a picture of
 * 5 MB at the same moment, then 25 MB a second; wider networks in proportion.
 */
export const uploadPaces = {
  account: { burst: 200 * 1024 * 1024, perSecond: 1024 * 1024 },
  address: { burst: 1536 * 1024 * 1024, perSecond: 25 * 1024 * 1024 },
} as const;
