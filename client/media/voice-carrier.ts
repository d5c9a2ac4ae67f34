// Brings voice packets and the frames of the carrier together; used by voice-worker.

export interface VoiceCarrier<Envelope> {
  /** A carrier frame came; the one before it is given up. */
  offer(envelope: Envelope): void;
  /** A packet may be ready. */
  send(): void;
}

/**
 * The latest carrier frame is kept as an envelope until a packet is ready: a packet that waited for the next carrier frame
 * would lose up to 20 ms, by chance of when microphone and carrier began to count. Nothing is sent in an envelope twice.
 * @param take the next packet, if one is ready
 * @param post sends a packet in an envelope
 */
export function createVoiceCarrier<Envelope>(
  take: () => Uint8Array<ArrayBuffer> | undefined,
  post: (envelope: Envelope, packet: Uint8Array<ArrayBuffer>) => void,
): VoiceCarrier<Envelope> {
  let kept: Envelope | undefined;

  function send(): void {
    const packet = kept === undefined ? undefined : take();
    if (kept === undefined || packet === undefined) return;
    const envelope = kept;
    kept = undefined;
    post(envelope, packet);
  }

  return {
    offer(envelope) {
      kept = envelope;
      send();
    },
    send,
  };
}
