// Both WebRTC transports of a peer, opened from a join's reply: one sends, one receives. Used by call only.
import type { Device, RtpParameters, Transport, TransportOptions } from 'mediasoup-client/types';
import type { Codec, PictureSize, Source } from '../../protocol/room/roster.ts';
import type { OpenedMedia } from '../../protocol/media/media-parameters.ts';
import type { RequestInput } from '../../protocol/requests.ts';
import { type MediaDevice, mediaDevice } from './media-device.ts';
import type { Signalling } from '../link/signalling.ts';
import { connectTransport } from './connect-transport.ts';

/** What outgoing media says of itself when its producer is made. */
export interface ProducerFacts extends Record<string, unknown> {
  readonly source: Source;
  readonly codec: Codec;
  readonly paused: boolean;
  readonly size?: PictureSize;
  /** Of a screen: the producer that it goes on from, with its annotations. */
  readonly continues?: string;
}

export interface MediaTransports {
  readonly device: Device;
  readonly send: Transport;
  readonly receive: Transport;
  /** Whether packets find their way as far as the browser can tell; true as well before there are any. */
  readonly flowing: boolean;
  readonly closed: boolean;
  /** On the clock of `performance.now`; long ago when it was never. */
  readonly restartedAtMs: number;
  /** New ICE credentials, by which packets find another way; producers and consumers stay. */
  restartIce(): Promise<void>;
  close(): void;
}

/**
 * Creates both ends; packets flow once something is produced or consumed.
 * @param onFlow called when `flowing` changes
 * @param findDevice this browser's side of WebRTC
 * @throws UnsupportedError of mediasoup-client where the browser has no WebRTC
 */
export async function openMediaTransports(
  signalling: Signalling,
  reply: OpenedMedia,
  onFlow: (flowing: boolean) => void,
  findDevice: () => Promise<Pick<MediaDevice, 'device'>> = mediaDevice,
): Promise<MediaTransports> {
  const { device } = await findDevice();
  // The protocol leaves mediasoup's own parameter objects open; their types are asserted here and in media-device.
  const send = device.createSendTransport(reply.sendTransport as unknown as TransportOptions);
  const receive = device.createRecvTransport(reply.receiveTransport as unknown as TransportOptions);
  const told = new Map(
    [send, receive].map((transport) => [transport, connectTransport(signalling, transport)]),
  );
  produceOnDemand(signalling, send);

  const broken = new Set<Transport>();
  for (const transport of [send, receive]) {
    transport.on('connectionstatechange', (state) => {
      const wasFlowing = broken.size === 0;
      if (state === 'disconnected' || state === 'failed') broken.add(transport);
      // While another way is looked for, the old verdict stands.
      else if (state === 'connected') broken.delete(transport);
      const isFlowing = broken.size === 0;
      if (isFlowing !== wasFlowing) onFlow(isFlowing);
    });
  }

  let restartedAtMs = Number.NEGATIVE_INFINITY;
  const restartIce = async (): Promise<void> => {
    restartedAtMs = performance.now();
    for (const transport of [send, receive]) {
      if (transport.closed || transport.connectionState === 'new') continue;
      await told.get(transport)?.repeat();
      const { iceParameters } = await signalling.request('media:restart-ice', { transportId: transport.id });
      await transport.restartIce({
        iceParameters: {
          usernameFragment: iceParameters.usernameFragment,
          password: iceParameters.password,
          iceLite: iceParameters.iceLite ?? true,
        },
      });
    }
  };
  return {
    device,
    send,
    receive,
    get flowing() {
      return broken.size === 0;
    },
    get closed() {
      return send.closed;
    },
    get restartedAtMs() {
      return restartedAtMs;
    },
    restartIce,
    close: () => {
      send.close();
      receive.close();
    },
  };
}

function produceOnDemand(signalling: Signalling, transport: Transport): void {
  transport.on('produce', ({ rtpParameters, appData }, done, fail) => {
    const { source, codec, paused, size, continues } = appData as ProducerFacts;
    signalling
      .request('media:produce', {
        source,
        codec,
        paused,
        ...(size && { size }),
        ...(continues !== undefined && { continues }),
        rtpParameters: withoutUndefined(rtpParameters),
      })
      .then(({ producerId }) => done({ id: producerId }), fail);
  });
  transport.on('producedata', ({ sctpStreamParameters, appData }, done, fail) => {
    const { source, continues } = appData as ProducerFacts;
    signalling
      .request('media:produce-data', {
        source,
        ...(continues !== undefined && { continues }),
        sctpStreamParameters: {
          streamId: sctpStreamParameters.streamId ?? 0,
          ordered: sctpStreamParameters.ordered,
          maxPacketLifeTime: sctpStreamParameters.maxPacketLifeTime,
        },
      })
      .then(({ producerId }) => done({ id: producerId }), fail);
  });
}

/** The parameters in the protocol's type; what is `undefined` does not travel. */
function withoutUndefined(parameters: RtpParameters): RequestInput<'media:produce'>['rtpParameters'] {
  return JSON.parse(JSON.stringify(parameters));
}
