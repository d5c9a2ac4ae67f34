import { expect, test, vi } from 'vitest';
import { relayEvents } from './create-relay.ts';

function open() {
  const surroundings = {
    sources: { stop: vi.fn(), loseAll: vi.fn() },
    outbox: { send: vi.fn() },
    metrics: { countSwitchedOffSource: vi.fn() },
    log: { warn: vi.fn() },
  };
  return { ...surroundings, events: relayEvents(surroundings) };
}

test('the members of a room are sent that its worker is gone, by their sources', () => {
  const { events, sources, log } = open();
  events.onRoomLost('43839', 'worker-died');
  expect(sources.loseAll).toHaveBeenCalledExactlyOnceWith('43839', 'worker-died');
  expect(log.warn).toHaveBeenCalledOnce();
});

test('a source that sent too much is counted, off for all members, and its sender is sent so too', () => {
  const { events, sources, outbox, metrics } = open();
  events.onSourceExceeded('peer', 'producer');
  expect(metrics.countSwitchedOffSource).toHaveBeenCalledOnce();
  expect(sources.stop).toHaveBeenCalledExactlyOnceWith('peer', 'producer');
  const notice = { name: 'source:stopped', body: { peerId: 'peer', producerId: 'producer' } };
  expect(outbox.send).toHaveBeenCalledExactlyOnceWith(['peer'], notice);
});

test('a sender alone is sent what the relay wants of its source', () => {
  const { events, outbox } = open();
  events.onPictureWanted('peer', 'producer');
  events.onPictureWanted('peer', 'producer', 5000);
  events.onPictureLimited('peer', 'producer', 7000);
  events.onVoiceHeld('peer', 'producer', true);
  events.onLayersWanted('peer', 'producer', [0, 1]);
  const producerId = 'producer';
  expect(outbox.send.mock.calls).toEqual([
    [['peer'], { name: 'video:key-frame-requested', body: { producerId } }],
    [['peer'], { name: 'video:key-frame-requested', body: { producerId, bytesPerSecond: 5000 } }],
    [['peer'], { name: 'picture:pace-limited', body: { producerId, bytesPerSecond: 7000 } }],
    [['peer'], { name: 'voice:held', body: { producerId, held: true } }],
    [['peer'], { name: 'picture:layers-wanted', body: { producerId, layers: [0, 1] } }],
  ]);
});
