// Gets a window into a room, a new one or one with a number. Used by call only.
import { RequestError } from '../../protocol/error-codes.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import type { Signalling } from './signalling.ts';

/** How to get in: a new room, or an existing one by number and its secret, from an invitation link, or its PIN. */
export type Entrance =
  | { readonly kind: 'create' }
  | { readonly kind: 'join'; readonly number: string; readonly secret?: string; readonly pin?: string };

/**
 * A place left over from an entrance whose answer was lost on the way is given up for the new one.
 * @throws RequestError, CallError
 */
export async function enterRoom(
  signalling: Signalling,
  entrance: Entrance,
  playsSpeex: boolean,
): Promise<RequestOutput<'room:join'>> {
  try {
    return await ask(signalling, entrance, playsSpeex);
  } catch (error) {
    if (!(error instanceof RequestError && error.code === 'already-in-room')) throw error;
    await signalling.request('room:leave', {});
    return ask(signalling, entrance, playsSpeex);
  }
}

function ask(
  signalling: Signalling,
  entrance: Entrance,
  playsSpeex: boolean,
): Promise<RequestOutput<'room:join'>> {
  if (entrance.kind === 'create') return signalling.request('room:create', { playsSpeex });
  const { kind: _, ...keys } = entrance;
  return signalling.request('room:join', { ...keys, playsSpeex });
}
