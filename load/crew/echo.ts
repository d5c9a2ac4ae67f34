// How much the machine of the generator can do at most: packets that a process sends to itself, through DTLS and SRTP.
import { Audio, PeerConnection, type Track } from 'node-datachannel';
import { payloadMaxBytes } from '../../peers/media/h264-packets.ts';
import { opened } from '../../peers/native-link.ts';

const measuredMs = 1000;
/** Packets under way at a time: fewer than a socket's buffer takes. */
const underWayMax = 100;
const stallMs = 2;

/** @returns packets a second that this process sends and receives, with nothing else to do; `undefined` when it could not be measured */
export async function measureEcho(): Promise<number | undefined> {
  const options = { iceServers: [], bindAddress: '127.0.0.1' };
  const [sender, receiver] = [new PeerConnection('sender', options), new PeerConnection('receiver', options)];
  let received = 0;
  tell(sender, receiver);
  tell(receiver, sender);
  const incoming = Promise.withResolvers<Track>();
  receiver.onTrack((track) => {
    track.onMessage(() => (received += 1));
    incoming.resolve(track);
  });
  const audio = new Audio('0', 'SendOnly');
  audio.addOpusCodec(111);
  const track = sender.addTrack(audio);
  sender.setLocalDescription();
  try {
    await opened(track);
    // Held until the end: a track without a reference is collected as garbage and receives nothing more.
    const kept = await incoming.promise;
    await opened(kept);
    const packet = Buffer.alloc(payloadMaxBytes);
    packet[0] = 0x80;
    packet[1] = 111;
    const beganMs = performance.now();
    let [sent, given] = [0, 0];
    while (kept.isOpen() && performance.now() - beganMs < measuredMs) {
      for (; sent - given < underWayMax; sent += 1) {
        packet.writeUInt16BE(sent & 0xffff, 2);
        track.sendMessageBinary(packet);
      }
      const before = received;
      await new Promise((resolve) => setImmediate(resolve));
      given += received - before;
      if (received > before) continue;
      await new Promise((resolve) => setTimeout(resolve, stallMs));
      // What has not come by now is lost; the first ones are, while the other end still sets its keys.
      given = received === before ? sent : given + received - before;
    }
    if (received === 0) return undefined;
    return Math.round((received * 1000) / (performance.now() - beganMs));
  } catch {
    return undefined;
  } finally {
    sender.close();
    receiver.close();
  }
}

/** Tells one end of the other. Its ways may be told before it is described; taken then, they would end the process. */
function tell(from: PeerConnection, to: PeerConnection): void {
  const early: (readonly [candidate: string, mid: string])[] = [];
  let isDescribed = false;
  from.onLocalDescription((sdp, type) => {
    to.setRemoteDescription(sdp, type);
    isDescribed = true;
    for (const [candidate, mid] of early.splice(0)) to.addRemoteCandidate(candidate, mid);
  });
  from.onLocalCandidate((candidate, mid) => {
    if (isDescribed) to.addRemoteCandidate(candidate, mid);
    else early.push([candidate, mid]);
  });
}
