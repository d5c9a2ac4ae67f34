// Gets a window into a room: a new one, one with a number, or the one that an earlier page of it was in. Used by call and by
// simulated people.
import { RequestError } from '../../protocol/error-codes.ts';
import type { RtpCapabilities } from '../../protocol/media/media-parameters.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import type { Signalling } from '../link/signalling.ts';

/**
 * How to get in: a new room, or an existing one by number and its secret, from an invitation link, or its PIN. `resume`: the
 * place that an earlier page of this window, which is no more, had in it, and nothing else.
 */
export type Entrance =
  | { readonly kind: 'create'; readonly moveHere?: boolean }
  | {
      readonly kind: 'join' | 'resume';
      readonly number: string;
      readonly secret?: string;
      readonly pin?: string;
      /** The window comes in again by itself: to the place that the server keeps for it, or not at all. */
      readonly returning?: boolean;
      /** The account's place in a meeting at another window is given up for the one here. */
      readonly moveHere?: boolean;
    };

/** What this side can play: Speex or not, and over RTP (`relayFormats`, as far as it goes). */
export interface Abilities {
  readonly playsSpeex: boolean;
  readonly rtpCapabilities: RtpCapabilities;
}

/**
 * A place left over from an entrance whose answer was lost on the way is given up for the new one.
 * @throws RequestError, CallError
 */
export async function enterRoom(
  signalling: Signalling,
  entrance: Entrance,
  abilities: Abilities,
): Promise<RequestOutput<'room:join'>> {
  const taken = entrance.kind === 'resume' ? await takeUp(signalling, entrance.number, abilities) : undefined;
  if (taken) return taken;
  try {
    return await ask(signalling, entrance, abilities);
  } catch (error) {
    if (!(error instanceof RequestError && error.code === 'already-in-room')) throw error;
    await signalling.request('room:leave', {});
    return ask(signalling, entrance, abilities);
  }
}

/** The place in a room that the server still keeps for this window, with new transports; `undefined` when there is none. */
async function takeUp(
  signalling: Signalling,
  number: string,
  { rtpCapabilities }: Abilities,
): Promise<RequestOutput<'room:join'> | undefined> {
  try {
    const media = await signalling.request('media:reopen', { rtpCapabilities });
    // After the reopening, which ends what the earlier page sent.
    const { room } = await signalling.request('room:resume', {});
    return room.number === number ? { ...media, room } : undefined;
  } catch (error) {
    if (error instanceof RequestError && error.code === 'not-in-room') return undefined;
    throw error;
  }
}

function ask(
  signalling: Signalling,
  entrance: Entrance,
  abilities: Abilities,
): Promise<RequestOutput<'room:join'>> {
  if (entrance.kind === 'create') {
    const { kind: _, ...wish } = entrance;
    return signalling.request('room:create', { ...wish, ...abilities });
  }
  const { kind, ...keys } = entrance;
  const returning = kind === 'resume' || keys.returning;
  return signalling.request('room:join', { ...keys, ...(returning && { returning }), ...abilities });
}
