// How much the machine of the generator can do at most: packets that a process sends to itself, through DTLS and SRTP.
import { Audio, PeerConnection, type Track } from 'node-datachannel';
import { payloadMaxBytes } from '../media/h264-packets.ts';

const measuredMs = 1000;
const openTimeoutMs = 5000;
/** Packets under way at a time: fewer than a socket's buffer takes. */
const underWayMax = 100;

/** @returns packets a second that this process sends and receives, with nothing else to do; `undefined` when it could not be measured */
export async function measureEcho(): Promise<number | undefined> {
  const options = { iceServers: [], bindAddress: '127.0.0.1' };
  const [sender, receiver] = [new PeerConnection('sender', options), new PeerConnection('receiver', options)];
  let received = 0;
  sender.onLocalDescription((sdp, type) => receiver.setRemoteDescription(sdp, type));
  receiver.onLocalDescription((sdp, type) => sender.setRemoteDescription(sdp, type));
  sender.onLocalCandidate((candidate, mid) => receiver.addRemoteCandidate(candidate, mid));
  receiver.onLocalCandidate((candidate, mid) => sender.addRemoteCandidate(candidate, mid));
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
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error('The echo did not open.')), openTimeoutMs);
      track.onOpen(() => {
        clearTimeout(giveUp);
        resolve();
      });
    });
    // Held until the end: a track that nobody holds is collected as garbage, and hears nothing more.
    const kept = await incoming.promise;
    const packet = Buffer.alloc(payloadMaxBytes);
    packet[0] = 0x80;
    packet[1] = 111;
    const beganMs = performance.now();
    for (let sent = 0; kept.isOpen() && performance.now() - beganMs < measuredMs; ) {
      for (; sent - received < underWayMax; sent += 1) {
        packet.writeUInt16BE(sent & 0xffff, 2);
        track.sendMessageBinary(packet);
      }
      const before = received;
      await new Promise((resolve) => setImmediate(resolve));
      // What was lost is not waited for.
      if (received === before) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return Math.round((received * 1000) / (performance.now() - beganMs));
  } catch {
    return undefined;
  } finally {
    sender.close();
    receiver.close();
  }
}
