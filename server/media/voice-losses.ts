// Gathers what listeners say of the loss on their way and tells a voice's sender when it should answer with more or fewer
// copies. Fed by the media handlers and by departures; made by the meeting feature.
import {
  isSameRedundancy,
  noRedundancy,
  planRedundancy,
  type Redundancy,
} from '../../codecs/plan-redundancy.ts';
import { noVoiceLoss, type VoiceLoss } from '../../protocol/media/voice-loss.ts';

/** A voice that a listener receives badly. */
interface LossyVoice {
  readonly senderId: string;
  /** How many could report: all in the room but the sender. */
  readonly listenerCount: () => number;
  /** By listener; those that lose nothing have no entry. */
  readonly reports: Map<string, VoiceLoss>;
  /** What was told last calls for this. */
  redundancy: Redundancy;
}

/** Of many listeners the worst tenth is left aside: one bad line in a hundred shall not cost the others bandwidth. */
const leftAside = 0.1;

export class VoiceLosses {
  readonly #tell: (senderId: string, producerId: string, loss: VoiceLoss) => void;
  readonly #voices = new Map<string, LossyVoice>();

  constructor(tell: (senderId: string, producerId: string, loss: VoiceLoss) => void) {
    this.#tell = tell;
  }

  /** A listener says how much of a voice it loses. */
  report(
    voice: { readonly producerId: string; readonly senderId: string; readonly listenerCount: () => number },
    listenerId: string,
    loss: VoiceLoss,
  ): void {
    const { producerId, senderId, listenerCount } = voice;
    const known = this.#voices.get(producerId) ?? {
      senderId,
      listenerCount,
      reports: new Map(),
      redundancy: noRedundancy,
    };
    const before = known.reports.get(listenerId) ?? noVoiceLoss;
    if (isSameLoss(before, loss)) return;
    if (loss.lossRatio > 0) known.reports.set(listenerId, loss);
    else known.reports.delete(listenerId);
    this.#voices.set(producerId, known);
    this.#evaluate(producerId, known);
  }

  /** The voice is off. */
  forgetVoice(producerId: string): void {
    this.#voices.delete(producerId);
  }

  /** Forgets a peer that has left, as speaker and as listener. */
  forgetPeer(peerId: string): void {
    for (const [producerId, voice] of this.#voices) {
      if (voice.senderId === peerId) this.#voices.delete(producerId);
      else if (voice.reports.delete(peerId)) this.#evaluate(producerId, voice);
    }
  }

  /** Tells a sender again what it may have missed while its connection was broken. */
  repeatTo(senderId: string): void {
    for (const [producerId, voice] of this.#voices) {
      if (voice.senderId === senderId) this.#tell(senderId, producerId, representativeLoss(voice));
    }
  }

  #evaluate(producerId: string, voice: LossyVoice): void {
    const loss = representativeLoss(voice);
    const redundancy = planRedundancy(loss, voice.redundancy);
    if (!isSameRedundancy(redundancy, voice.redundancy)) this.#tell(voice.senderId, producerId, loss);
    voice.redundancy = redundancy;
    if (voice.reports.size === 0) this.#voices.delete(producerId);
  }
}

/** Without loss it does not matter how long its bursts are. */
function isSameLoss(left: VoiceLoss, right: VoiceLoss): boolean {
  const isSameBurst = left.burstPackets === right.burstPackets || left.lossRatio === 0;
  return left.lossRatio === right.lossRatio && isSameBurst;
}

/** The loss of the worst listener that counts. */
function representativeLoss({ reports, listenerCount }: LossyVoice): VoiceLoss {
  const worstFirst = [...reports.values()].toSorted((left, right) => right.lossRatio - left.lossRatio);
  return worstFirst[Math.floor(listenerCount() * leftAside)] ?? noVoiceLoss;
}
