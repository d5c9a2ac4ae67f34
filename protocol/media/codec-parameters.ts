// Which parameters of a codec cross the wire, and in which form. They end up in the SDP of each receiver, so that
// nothing but these is let through.
import * as z from 'zod/mini';

const flag = z.optional(z.int().check(z.minimum(0), z.maximum(1)));
const uint = (max: number) => z.optional(z.int().check(z.minimum(0), z.maximum(max)));
/** Milliseconds of sound in one packet; RFC 7587 has 120 as the most. */
const packetTimeMs = z.optional(z.number().check(z.minimum(1), z.maximum(120)));

/** Every parameter that may be said of any codec; others are left out. Opus: RFC 7587; H.264: RFC 6184; rtx: RFC 4588. */
export const codecParametersSchema = z.object({
  useinbandfec: flag,
  usedtx: flag,
  stereo: flag,
  'sprop-stereo': flag,
  cbr: flag,
  minptime: packetTimeMs,
  ptime: packetTimeMs,
  maxptime: packetTimeMs,
  maxplaybackrate: uint(48_000),
  maxaveragebitrate: uint(510_000),
  'packetization-mode': uint(2),
  'level-asymmetry-allowed': flag,
  /** Six hexadecimal digits; a reader of SDP takes those that are all decimal for a number. */
  'profile-level-id': z.optional(
    z.union([z.string().check(z.regex(/^[0-9A-Fa-f]{6}$/)), z.int().check(z.minimum(0), z.maximum(999_999))]),
  ),
  apt: uint(127),
});
export type CodecParameters = z.infer<typeof codecParametersSchema>;

const namesOf: Readonly<Record<string, readonly (keyof CodecParameters)[]>> = {
  'audio/opus': [
    'useinbandfec',
    'usedtx',
    'stereo',
    'sprop-stereo',
    'cbr',
    'minptime',
    'ptime',
    'maxptime',
    'maxplaybackrate',
    'maxaveragebitrate',
  ],
  'video/h264': ['packetization-mode', 'profile-level-id', 'level-asymmetry-allowed'],
  'video/rtx': ['apt'],
};

/** The parameters that belong to a codec; none for a codec that the relay does not carry. */
export function parametersOfCodec(mimeType: string, parameters: CodecParameters = {}): CodecParameters {
  const names = namesOf[mimeType.toLowerCase()] ?? [];
  return Object.fromEntries(
    names.filter((name) => parameters[name] !== undefined).map((name) => [name, parameters[name]]),
  );
}
