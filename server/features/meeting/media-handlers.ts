// Answers what is asked about sources: the relay carries them, the rooms tell of them. A part of the meeting feature.
import type { types } from 'mediasoup';
import { RequestError } from '../../../protocol/error-codes.ts';
import { playsH264 } from '../../../protocol/media/media-parameters.ts';
import type { RequestInput, RequestNameOf } from '../../../protocol/requests.ts';
import { type Codec, codecsOfSource, type SourceInfo } from '../../../protocol/room/roster.ts';
import type { PeerReports } from '../../../rooms/peer-reports.ts';
import { producersOfOthers } from '../../../rooms/room.ts';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { RoomSources } from '../../../rooms/room-sources.ts';
import type { Handlers } from '../../dispatch/handler.ts';
import type { Relay } from '../../media/relay.ts';
import type { VoiceLosses } from '../../media/voice-losses.ts';

export type MediaRequestName = Extract<RequestNameOf<'socket'>, `media:${string}`>;

export interface MediaHandlerParts {
  readonly rooms: RoomManager;
  readonly sources: RoomSources;
  readonly reports: PeerReports;
  readonly relay: Pick<Relay, 'openPeer' | 'requirePeer'>;
  readonly losses: VoiceLosses;
}

/** The RTP format that carries each codec; Speex rides in Opus packets. */
const carrierOfCodec: Readonly<Record<Codec, string | undefined>> = {
  speex: 'audio/opus',
  opus: 'audio/opus',
  h264: 'video/h264',
  jpeg: undefined,
};

export function createMediaHandlers({
  rooms,
  sources,
  reports,
  relay,
  losses,
}: MediaHandlerParts): Handlers<MediaRequestName> {
  return {
    'media:connect': async ({ transportId, dtlsParameters }, { peerId }) => {
      await relay.requirePeer(peerId).connect(transportId, dtlsParameters as types.DtlsParameters);
      return {};
    },

    'media:reopen': async ({ rtpCapabilities }, { peerId, arrivedAt }) => {
      const peer = rooms.requirePeer(peerId);
      // Another browser may have taken the place over, and a server that started anew knows nothing of it.
      reports.changeFormats(peerId, { playsH264: playsH264(rtpCapabilities) });
      for (const producerId of peer.sources.keys()) {
        sources.stop(peerId, producerId);
        losses.forgetVoice(producerId);
      }
      return relay.openPeer({
        roomNumber: peer.room.number,
        peerId,
        accountId: peer.accountId,
        arrivedAt,
        stillIn: () => rooms.hasPeer(peerId),
        rtpCapabilities,
        producerIds: producersOfOthers(peer),
      });
    },

    'media:restart-ice': async ({ transportId }, { peerId }) => ({
      iceParameters: await relay.requirePeer(peerId).restartIce(transportId),
    }),

    'media:produce': async (input, { peerId }) => {
      requireCarriable(input);
      sources.requireOff(peerId, input.source);
      const producer = await relay.requirePeer(peerId).producers.produce(input);
      const { source, codec, paused = false, size } = input;
      return startSource(peerId, producer, { source, codec, paused, ...(size && { size }) }, input.continues);
    },

    'media:produce-data': async (input, { peerId }) => {
      if (!codecsOfSource[input.source].includes('jpeg'))
        throw new RequestError('bad-request', { field: 'source' });
      sources.requireOff(peerId, input.source);
      const producer = await relay.requirePeer(peerId).producers.produceData(input);
      const { source, continues } = input;
      return startSource(peerId, producer, { source, codec: 'jpeg', paused: false }, continues);
    },

    'media:pause': async ({ producerId, paused }, { peerId }) => {
      await relay.requirePeer(peerId).producers.pause(producerId, paused);
      sources.pause(peerId, producerId, paused);
      return {};
    },

    'media:close': async ({ producerId }, { peerId }) => {
      relay.requirePeer(peerId).producers.close(producerId);
      sources.stop(peerId, producerId);
      losses.forgetVoice(producerId);
      return {};
    },

    'media:consume': async ({ producerIds }, { peerId }) => ({
      consumers: await relay.requirePeer(peerId).consumers.consume(producerIds),
    }),

    'media:resume': async ({ consumerIds }, { peerId }) =>
      toGone(await relay.requirePeer(peerId).consumers.setFlowing(consumerIds, true)),

    'media:suspend': async ({ consumerIds }, { peerId }) =>
      toGone(await relay.requirePeer(peerId).consumers.setFlowing(consumerIds, false)),

    'media:prefer-layers': async ({ consumerId, spatialLayer, temporalLayer }, { peerId }) => {
      const layers = temporalLayer === undefined ? { spatialLayer } : { spatialLayer, temporalLayer };
      await relay.requirePeer(peerId).consumers.preferLayers(consumerId, layers);
      return {};
    },

    'media:report-loss': async ({ reports }, { peerId }) => {
      const { peers } = rooms.requirePeer(peerId).room;
      const listenerCount = () => peers.size - 1;
      for (const { producerId, ...loss } of reports) {
        const sender = [...peers.values()].find(({ sources }) => sources.has(producerId));
        // The voice may just have gone off.
        if (sender === undefined || sender.peerId === peerId) continue;
        losses.report({ producerId, senderId: sender.peerId, listenerCount }, peerId, loss);
      }
      return {};
    },
  };

  /** Tells the room of a new source; one whose peer has gone meanwhile is closed again. */
  function startSource(
    peerId: string,
    producer: { readonly id: string; close(): void },
    source: Omit<SourceInfo, 'producerId'>,
    continues: string | undefined,
  ): { producerId: string } {
    try {
      sources.start(peerId, { producerId: producer.id, ...source }, continues);
    } catch (error) {
      producer.close();
      throw error;
    }
    return { producerId: producer.id };
  }
}

/** The usual answer is empty: nothing has gone. */
function toGone(gone: string[]): { gone?: string[] } {
  return gone.length === 0 ? {} : { gone };
}

/** @throws RequestError `bad-request` when source, codec and RTP parameters do not belong together */
function requireCarriable({ source, codec, size, rtpParameters }: RequestInput<'media:produce'>): void {
  const carrier = carrierOfCodec[codec];
  if (carrier === undefined || !codecsOfSource[source].includes(codec)) {
    throw new RequestError('bad-request', { field: 'codec' });
  }
  if (size !== undefined && codec !== 'h264') throw new RequestError('bad-request', { field: 'size' });
  if (rtpParameters.codecs[0]?.mimeType.toLowerCase() !== carrier) {
    throw new RequestError('bad-request', { field: 'rtpParameters.codecs' });
  }
}
