// The relay of one server: what it says about sources and voices goes to the peers concerned. Called by createApp.
import type { Logger } from 'pino';
import type { Outbox } from '../rooms/outbox.ts';
import type { RoomSources } from '../rooms/room-sources.ts';
import { Relay, type RelayParts } from './media/relay.ts';
import type { Metrics } from './observe/metrics.ts';

export interface RelaySurroundings
  extends Pick<RelayParts, 'workers' | 'ownAddresses' | 'announcedAddresses' | 'loudestVoices'> {
  readonly sources: Pick<RoomSources, 'stop' | 'loseAll'>;
  readonly outbox: Outbox;
  readonly metrics: Pick<Metrics, 'countSwitchedOffSource'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** @returns a relay that carries nothing yet */
export function createRelay(surroundings: RelaySurroundings): Relay {
  return new Relay({ ...surroundings, ...relayEvents(surroundings) });
}

type RelayEvents = Pick<RelayParts, Extract<keyof RelayParts, `on${string}`>>;

/** What is done about each thing that a relay notices. */
export function relayEvents({
  sources,
  outbox,
  metrics,
  log,
}: Pick<RelaySurroundings, 'sources' | 'outbox' | 'metrics' | 'log'>): RelayEvents {
  return {
    onRoomLost: (roomNumber, reason) => {
      log.warn({ room: roomNumber, reason }, 'room lost its media worker');
      sources.loseAll(roomNumber, reason);
    },
    onSourceExceeded: (peerId, producerId) => {
      log.warn(
        { peer: peerId, producer: producerId },
        'a source sent more than its kind may and was switched off',
      );
      metrics.countSwitchedOffSource();
      sources.stop(peerId, producerId);
      outbox.send([peerId], { name: 'source:stopped', body: { peerId, producerId } });
    },
    onPictureWanted: (peerId, producerId, bytesPerSecond) =>
      outbox.send([peerId], {
        name: 'video:key-frame-requested',
        body: { producerId, ...(bytesPerSecond !== undefined && { bytesPerSecond }) },
      }),
    onPictureLimited: (peerId, producerId, bytesPerSecond) =>
      outbox.send([peerId], { name: 'picture:pace-limited', body: { producerId, bytesPerSecond } }),
    onVoiceHeld: (peerId, producerId, held) =>
      outbox.send([peerId], { name: 'voice:held', body: { producerId, held } }),
    onLayersWanted: (peerId, producerId, layers) =>
      outbox.send([peerId], { name: 'picture:layers-wanted', body: { producerId, layers: [...layers] } }),
  };
}
