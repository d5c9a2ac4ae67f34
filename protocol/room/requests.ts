// Coming into a room, staying, leaving, and what its host decides. Combined in requests.ts.
import * as z from 'zod/mini';
import { openedMediaSchema, receivableSchema } from '../media/media-parameters.ts';
import { recentRoomsMax } from '../limits.ts';
import { emptyObject, perAccount, perAccountScarce, type RequestTable, setOf } from '../request-rule.ts';
import {
  roomNumberSchema,
  roomPinSchema,
  roomSecretSchema,
  roomSnapshotSchema,
  roomVoiceSchema,
  runningRoomSchema,
  voiceCodecSchema,
} from './roster.ts';
import { text } from '../text.ts';

/** False: this side cannot play Speex, so the voices of its room are sent as Opus while it is there. */
const playsSpeex = z.optional(z.boolean());
/**
 * The person moves the call here: the place that the account has in a meeting at another window is given up. Without it the answer is
 * `in-meeting-elsewhere`, as long as that window is connected.
 */
const moveHere = z.optional(z.boolean());
/** Everything that media begins with comes in the one answer: each further question would cost a newcomer a way there and back. */
const joined = z.extend(openedMediaSchema, { room: roomSnapshotSchema });

export const roomRequests = {
  /**
   * Opens a room under a random unused number; the caller becomes its host. Budgeted by the day: every number that was
   * used rests for as long, and no address must be able to use all of them up. A school of 300 that opens three rooms each is let
   * through; of 100,000 numbers one address has a hundredth. An account of today opens ten. Two are
   * an account's whatever its neighbours opened, who could otherwise keep a school from meeting.
   */
  'room:create': {
    transport: 'socket',
    auth: 'account',
    rate: perAccountScarce(100, { young: 10, address: 1000, always: 2 }, 24 * 3600),
    input: z.object({ moveHere, playsSpeex, rtpCapabilities: receivableSchema }),
    output: joined,
  },
  /**
   * Joins by number, and by its PIN where the room has one; malformed, unknown and locked are refused alike. The secret comes
   * from an invitation link, whose holder is asked for no PIN.
   */
  'room:join': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 60),
    input: z.object({
      number: text(64),
      secret: z.optional(text(64)),
      pin: z.optional(roomPinSchema),
      /** The window lost its place and comes back by itself: to the place that is kept for it, or not at all (`not-in-room`). */
      returning: z.optional(z.boolean()),
      moveHere,
      playsSpeex,
      rtpCapabilities: receivableSchema,
    }),
    output: joined,
  },
  /**
   * Which meetings of the account's own list run now, and who is in them. Of a meeting that the account was never let into, or could not
   * come into again, the answer is the same as of none: it costs a guess nothing less than joining, and says less.
   */
  'room:running': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 60),
    costsPer: 'numbers',
    input: z.object({ numbers: setOf(roomNumberSchema, recentRoomsMax, (number) => number) }),
    output: z.object({ rooms: z.array(runningRoomSchema) }),
  },
  /** After a broken connection: the room as it is now, same peer, same transports. */
  'room:resume': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(60, 60),
    input: emptyObject,
    /** `mediaOpen` is false when the transports were lost meanwhile: `media:reopen` gets new ones. */
    output: z.object({ room: roomSnapshotSchema, mediaOpen: z.boolean() }),
  },
  'room:leave': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(60, 60),
    input: emptyObject,
    output: emptyObject,
  },
  /** A locked room lets in only holders of its secret, which is a new one from then on, and who lost their connection in it. */
  'room:lock': {
    transport: 'socket',
    auth: 'host',
    rate: perAccount(30, 60, 'announced'),
    input: z.object({ locked: z.boolean() }),
    output: z.object({ secret: roomSecretSchema }),
  },
  /** Sets whether joining by number needs a PIN; each time it is switched on there is a new PIN. */
  'room:require-pin': {
    transport: 'socket',
    auth: 'host',
    rate: perAccount(30, 60, 'announced'),
    input: z.object({ required: z.boolean() }),
    output: z.object({ pin: z.optional(roomPinSchema) }),
  },
  /** What the voices of the room are sent as; answered with what they are sent as from now on. */
  'room:choose-voice': {
    transport: 'socket',
    auth: 'host',
    rate: perAccount(30, 60, 'announced'),
    input: z.object({ codec: voiceCodecSchema }),
    output: z.object({ voice: roomVoiceSchema }),
  },
} as const satisfies RequestTable<'room'>;
