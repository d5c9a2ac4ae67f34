// Who hosts a room, and that its members are sent who does. Used by the room manager.
import { type Outbox, tellRoom } from './outbox.ts';
import type { Peer, Room } from './room.ts';

/** Makes a peer that has just joined the host; the previous host still knows the secret. */
export function takeHosting(outbox: Outbox, peer: Peer): void {
  const { room, peerId: hostPeerId } = peer;
  const before = room.peers.get(room.hostPeerId);
  if (before !== undefined) before.invited = true;
  room.hostPeerId = hostPeerId;
  tellRoom(outbox, room, peer, { name: 'room:host-changed', body: { hostPeerId } });
}

/** Makes a peer the host of its room after another one; it alone is sent the secret with it. */
export function passHosting(outbox: Outbox, host: Peer): void {
  const { room, peerId: hostPeerId } = host;
  room.hostPeerId = hostPeerId;
  tellRoom(outbox, room, host, { name: 'room:host-changed', body: { hostPeerId } });
  if (host.lostAtMs !== undefined) return;
  outbox.send([hostPeerId], { name: 'room:host-changed', body: { hostPeerId, secret: room.secret } });
}

/** Gives a room a new secret, which the host alone holds from now on. */
export function renewSecret(room: Room, secret: string): void {
  room.secret = secret;
  for (const peer of room.peers.values()) peer.invited = false;
}
