// Answers what is asked about rooms, and opens a newcomer's media. A part of the meeting feature.
import { RequestError } from '../../../protocol/error-codes.ts';
import {
  type OpenedMedia,
  playsH264,
  type RtpCapabilities,
} from '../../../protocol/media/media-parameters.ts';
import type { RequestNameOf } from '../../../protocol/requests.ts';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { type JoiningPeer, producersOfOthers } from '../../../rooms/room.ts';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import { runningRoomFor } from '../../../rooms/running-room.ts';
import type { RoomSettings } from '../../../rooms/room-settings.ts';
import type { Admission } from './admission.ts';
import type { BoundedLog } from '../../observe/bounded-log.ts';
import type { Drain } from '../../net/drain.ts';
import type { Handlers, SocketCaller } from '../../dispatch/handler.ts';
import type { Relay } from '../../media/relay.ts';
import type { VoiceLosses } from '../../media/voice-losses.ts';
import type { RoomGuesses } from './room-guesses.ts';

export type RoomRequestName = Extract<RequestNameOf<'socket'>, `room:${string}`>;

export interface RoomHandlerParts {
  readonly rooms: RoomManager;
  readonly settings: RoomSettings;
  readonly relay: Pick<Relay, 'openPeer' | 'hasPeer' | 'repeatLayerRequests'>;
  readonly guesses: RoomGuesses;
  readonly losses: VoiceLosses;
  readonly drain: Drain;
  readonly admission: Admission;
  readonly log: Pick<BoundedLog, 'info'>;
}

export function createRoomHandlers({
  rooms,
  settings,
  relay,
  guesses,
  losses,
  drain,
  admission,
  log,
}: RoomHandlerParts): Handlers<RoomRequestName> {
  /** Opens the media of who has just come in; who cannot have media does not stay. */
  async function withMedia(
    room: RoomSnapshot,
    rtpCapabilities: RtpCapabilities | undefined,
    { arrivedAt }: SocketCaller,
  ): Promise<OpenedMedia & { room: RoomSnapshot }> {
    const { number: roomNumber, selfPeerId: peerId } = room;
    const stillIn = (): boolean => rooms.hasPeer(peerId);
    const peer = rooms.requirePeer(peerId);
    const { accountId } = peer;
    const producerIds = producersOfOthers(peer);
    try {
      const opening = { roomNumber, peerId, accountId, arrivedAt, stillIn, rtpCapabilities, producerIds };
      const media = await relay.openPeer(opening);
      log.info({ room: roomNumber, peer: peerId, peers: room.peers.length }, 'peer joined');
      return { room, ...media };
    } catch (error) {
      if (stillIn()) rooms.turnBack(peerId);
      throw error;
    }
  }

  return {
    'room:create': async ({ playsSpeex, rtpCapabilities, moveHere }, caller) => {
      drain.requireNotBegun();
      admission.require('room');
      const room = rooms.create(entrantOf(caller, playsSpeex, rtpCapabilities), { moveHere });
      return withMedia(room, rtpCapabilities, caller);
    },

    'room:join': async ({ number, playsSpeex, rtpCapabilities, ...keys }, caller) => {
      // A right invitation cannot be guessed, and passes whatever was tried before; a window that comes back by itself is told nothing.
      const earlier = rooms.peerOfAccount(caller.accountId);
      const isMember = earlier?.room.number === number;
      if (keys.returning !== true && !isMember && !rooms.isInvitation(number, keys.secret))
        await guesses.requireFewFailures(caller, keys.pin !== undefined, number);
      // A call that moves takes no place more.
      if (earlier === undefined) admission.require('place');
      try {
        const room = rooms.join(entrantOf(caller, playsSpeex, rtpCapabilities), number, keys);
        return await withMedia(room, rtpCapabilities, caller);
      } catch (error) {
        if (error instanceof RequestError) await guesses.countRefusal(caller, error.code, number);
        throw error;
      }
    },

    'room:running': async ({ numbers }, { accountId }) => ({
      rooms: numbers.flatMap((number) => runningRoomFor(rooms.roomOf(number), accountId) ?? []),
    }),

    'room:resume': async (_input, { peerId }) => {
      losses.repeatTo(peerId);
      relay.repeatLayerRequests(peerId);
      return { room: rooms.snapshot(peerId), mediaOpen: relay.hasPeer(peerId) };
    },

    'room:leave': async (_input, { peerId }) => {
      rooms.leave(peerId, 'left');
      return {};
    },

    'room:lock': async ({ locked }, { peerId }) => ({ secret: settings.lock(peerId, locked) }),

    'room:require-pin': async ({ required }, { peerId }) => {
      const pin = settings.requirePin(peerId, required);
      return pin === undefined ? {} : { pin };
    },

    'room:choose-voice': async ({ codec }, { peerId }) => ({ voice: settings.chooseVoice(peerId, codec) }),
  };
}

function entrantOf(
  { accountId, clientId, sessionId, nickname, looksLikeOlder }: SocketCaller,
  playsSpeex = true,
  rtpCapabilities?: RtpCapabilities,
): JoiningPeer {
  const abilities = { playsSpeex, playsH264: playsH264(rtpCapabilities) };
  return { accountId, clientId, sessionId, nickname, looksLikeOlder, ...abilities };
}
