// On which devices an account is signed in, and on which it signed in for the first time. Named by account requests and notices.
import * as z from 'zod/mini';
import { idSchema } from '../room/roster.ts';
import { text } from '../text.ts';

/** The programs that are told apart. These are proper names: every language shows them as they stand here. */
export const programs = [
  'Plenum',
  'Edge',
  'Opera',
  'Samsung Internet',
  'Firefox',
  'Chrome',
  'Safari',
] as const;
export type Program = (typeof programs)[number];

/** The systems that are told apart; proper names too. */
export const systems = ['iPhone', 'iPad', 'Android', 'ChromeOS', 'Windows', 'macOS', 'Linux'] as const;
export type System = (typeof systems)[number];

/** What a device is, as far as it says so itself: "Chrome on Linux". */
export const deviceKindSchema = z.object({
  program: z.optional(z.enum(programs)),
  system: z.optional(z.enum(systems)),
});
export type DeviceKind = z.infer<typeof deviceKindSchema>;

const address = text(64);
/** Milliseconds since the epoch. */
const time = z.int().check(z.minimum(0));

/** One session of the account. */
export const signedInDeviceSchema = z.extend(deviceKindSchema, {
  /** Names the session without letting any client in. */
  sessionId: idSchema,
  /** Whether it is the session that asks. */
  isThis: z.boolean(),
  /** IP address of the last use; unknown of sessions of earlier versions. */
  address: z.optional(address),
  signedInAtMs: time,
  /** Up to an hour before the last use. */
  usedAtMs: time,
});
export type SignedInDevice = z.infer<typeof signedInDeviceSchema>;

/** A sign-in on a device that the account had not used before; listed for 30 days, also when it is signed out again. */
export const newSignInSchema = z.extend(deviceKindSchema, {
  sessionId: idSchema,
  address,
  signedInAtMs: time,
});
export type NewSignIn = z.infer<typeof newSignInSchema>;

/** Sign-ins on new devices that are listed, the latest ones. */
export const newSignInsMax = 10;
