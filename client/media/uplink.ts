// Watches the way of what a sender sends into the network: how much of it the relay misses, and how much more would fit; used
// by microphone.
import type { Uplink } from '../../codecs/plan-packing.ts';

/** The relay reports about once a second. */
const pollIntervalMs = 1000;
/** Weight of the latest report: losses are noticed within two reports, and forgotten within some twenty seconds. */
const smoothing = { rising: 0.5, falling: 0.1 } as const;
/** A connection that carries so many times the voice's bytes carries pictures too. */
const sharedFrom = 2;

/** What browsers report of a sender and of its way, as far as it is used here. */
interface ReportEntry {
  readonly type: string;
  readonly fractionLost?: number;
  readonly bytesSent?: number;
  readonly headerBytesSent?: number;
  readonly nominated?: boolean;
  readonly availableOutgoingBitrate?: number;
}

export interface UplinkLook extends Uplink {
  /** Share of packets that the relay misses, 0..1. */
  readonly lossRatio: number;
}

/** Takes in one report of a sender after the other. */
export function createUplinkReader(): (report: Iterable<ReportEntry>) => UplinkLook {
  let lossRatio = 0;
  let before: { readonly own: number; readonly all: number } | undefined;
  return (report) => {
    const entries = [...report];
    const reported = entries.find(({ type }) => type === 'remote-inbound-rtp')?.fractionLost ?? 0;
    lossRatio += (reported > lossRatio ? smoothing.rising : smoothing.falling) * (reported - lossRatio);
    const way = entries.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true);
    const own = entries.find(({ type }) => type === 'outbound-rtp');
    const bytes = { own: (own?.bytesSent ?? 0) + (own?.headerBytesSent ?? 0), all: way?.bytesSent ?? 0 };
    const isShared = before !== undefined && bytes.all - before.all > sharedFrom * (bytes.own - before.own);
    before = bytes;
    return { lossRatio, availableBps: way?.availableOutgoingBitrate, isShared };
  };
}

/**
 * Calls back after every look while the sender lives.
 * @returns the end of watching
 */
export function watchUplink(sender: RTCRtpSender, onLook: (look: UplinkLook) => void): () => void {
  const read = createUplinkReader();
  const look = async () => {
    const report: Iterable<ReportEntry> = (await sender.getStats()).values();
    onLook(read(report));
  };
  // A sender whose connection is closed has no reports any more.
  const timer = setInterval(() => void look().catch(() => undefined), pollIntervalMs);
  return () => clearInterval(timer);
}
