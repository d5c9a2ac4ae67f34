// Two peer connections in one page that find each other without a server; used by the pages here.

export interface Loopback {
  readonly near: RTCPeerConnection;
  readonly far: RTCPeerConnection;
  /** Call it when `near` has all its tracks and channels. */
  connect(): Promise<void>;
}

/** @param changeAnswer what the sender takes the receiver's answer for, as a signalling may change it */
export function openLoopback(changeAnswer = (sdp: string): string => sdp): Loopback {
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  near.addEventListener('icecandidate', ({ candidate }) => void far.addIceCandidate(candidate ?? undefined));
  far.addEventListener('icecandidate', ({ candidate }) => void near.addIceCandidate(candidate ?? undefined));
  return {
    near,
    far,
    async connect() {
      await near.setLocalDescription();
      if (near.localDescription) await far.setRemoteDescription(near.localDescription);
      await far.setLocalDescription();
      if (far.localDescription)
        await near.setRemoteDescription({ type: 'answer', sdp: changeAnswer(far.localDescription.sdp) });
    },
  };
}
