// Accounts and their sessions: what is asked over HTTP before a socket can be opened. Combined in requests.ts.
import * as z from 'zod/mini';
import { emptyObject, perAccount, perAddress, type RequestTable } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';
import { newSignInSchema, newSignInsMax, signedInDeviceSchema } from './signed-in-devices.ts';
import { text } from '../text.ts';

const login = text(64).check(z.minLength(1));
/** 32 lower-case hexadecimal digits: an MD5 digest, or a salt of 16 random bytes. */
const hex16Bytes = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const salt = text(64).check(z.minLength(1));

/**
 * Of the password too, with a salt that the client drew: what the nickname signs in with. The phone number has another salt, so that
 * salts do not tell which nickname has which phone number.
 */
const nicknameDigest = z.object({ salt: hex16Bytes, digest: hex16Bytes });

const session = z.object({
  accountId: idSchema,
  nickname: text(64),
  phone: text(32),
  /** Opaque; kept by the client, exchanged for tickets, revoked by signing out. */
  token: text(128),
  /** Kept by the device, for its next sign-in to this account: what strangers tried meanwhile does not keep it out. */
  deviceKey: text(128),
});

export const accountRequests = {
  /** The salt to digest a password with: one for the phone number and another for the nickname; an unknown login gets an invented, stable one. */
  'account:salt': {
    transport: 'http',
    auth: 'none',
    rate: perAddress(300, 60),
    input: z.object({ login }),
    output: z.object({ salt }),
  },
  /** Who may register here: every person, those with an invitation, or no person. */
  'account:registration': {
    transport: 'http',
    auth: 'none',
    rate: perAddress(600, 60),
    input: emptyObject,
    output: z.object({ mode: z.enum(['open', 'invited', 'closed']) }),
  },
  /** `digest` is MD5(salt + password) with a salt that the client drew, for the phone number. Signs in at once. */
  'account:register': {
    transport: 'http',
    auth: 'none',
    rate: perAddress(1000, 3600),
    input: z.object({
      phone: text(64),
      nickname: text(128),
      salt: hex16Bytes,
      digest: hex16Bytes,
      nicknameDigest: z.optional(nicknameDigest),
      /** The code of an invitation to register. */
      invitation: z.optional(text(64)),
    }),
    output: session,
  },
  /**
   * `login` is a phone number or a nickname; `deviceKey` what an earlier sign-in on this device was answered with. The digest for the
   * nickname is kept where an account has none.
   */
  'account:sign-in': {
    transport: 'http',
    auth: 'none',
    rate: perAddress(600, 60),
    input: z.object({
      login,
      digest: hex16Bytes,
      deviceKey: z.optional(text(128)),
      nicknameDigest: z.optional(nicknameDigest),
    }),
    output: session,
  },
  /** Who the token belongs to; how a client that stayed signed in starts. */
  'account:describe': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 60),
    input: emptyObject,
    output: z.omit(session, { token: true, deviceKey: true }),
  },
  /** Revokes the token that asks. */
  'account:sign-out': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 60),
    input: emptyObject,
    output: emptyObject,
  },
  /** Revokes every token of the account and closes its sockets. */
  'account:sign-out-everywhere': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(20, 60),
    input: emptyObject,
    output: emptyObject,
  },
  /** Where the account is signed in, this session first, then the one used last; and its latest sign-ins on new devices, the latest first. */
  'account:devices': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 60),
    input: emptyObject,
    output: z.object({
      devices: z.array(signedInDeviceSchema),
      newSignIns: z.array(newSignInSchema).check(z.maxLength(newSignInsMax)),
    }),
  },
  /** Revokes one session of the account and closes its sockets. One that is over, unknown or of another account is answered alike. */
  'account:sign-out-device': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 60),
    input: z.object({ sessionId: idSchema }),
    output: emptyObject,
  },
  /** Revokes every session of the account but the one that asks, and closes their sockets. */
  'account:sign-out-others': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(20, 60),
    input: emptyObject,
    output: emptyObject,
  },
  /** Needs the old digest of the phone number; every other token of the account is revoked. */
  'account:change-password': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(10, 60),
    input: z.object({
      digest: hex16Bytes,
      newSalt: hex16Bytes,
      newDigest: hex16Bytes,
      nicknameDigest: z.optional(nicknameDigest),
    }),
    output: z.object({
      /** In place of the one that the old password had given this device; earlier servers send none. */
      deviceKey: z.optional(text(128)),
    }),
  },
  /** A short-lived, single-use word that opens the socket. */
  'account:ticket': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 60),
    input: emptyObject,
    output: z.object({ ticket: text(128) }),
  },
} as const satisfies RequestTable<'account'>;
