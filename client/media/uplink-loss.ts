// Watches how much of what a sender sends is lost on the way to the relay, by the relay's own receiver reports; used by
// microphone.

/** The relay reports about once a second. */
const pollIntervalMs = 2000;
/** Weight of the latest report: a burst is noticed at once, and forgotten within some ten seconds. */
const smoothing = 0.3;

interface RemoteInbound {
  readonly type: string;
  readonly fractionLost?: number;
}

/**
 * Calls back with the share of lost packets, 0..1, after every look while the sender lives.
 * @returns the end of watching
 */
export function watchUplinkLoss(sender: RTCRtpSender, onLoss: (lossRatio: number) => void): () => void {
  let lossRatio = 0;
  const poll = async () => {
    const report: Iterable<RemoteInbound> = (await sender.getStats()).values();
    for (const { type, fractionLost = 0 } of report) {
      if (type === 'remote-inbound-rtp') lossRatio += smoothing * (fractionLost - lossRatio);
    }
    onLoss(lossRatio);
  };
  // A sender whose connection is closed has no reports any more.
  const timer = setInterval(() => void poll().catch(() => undefined), pollIntervalMs);
  return () => clearInterval(timer);
}
