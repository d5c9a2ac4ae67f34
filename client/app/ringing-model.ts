// What the screens see of calls that ring, and what they may ask. Implemented by ringing-controller; a part of the meeting's state.
import type { IncomingRing } from '../../protocol/ringing/model.ts';

/** A call that one has begun out of a conversation, until it is accepted or put away. */
export interface OutgoingRing {
  readonly conversation: string;
  /** Known once the server rings. */
  readonly ringId?: string;
  readonly stage: 'ringing' | 'declined' | 'missed';
}

export interface RingingState {
  /** The calls that ring here, the first one first. */
  readonly incoming: readonly IncomingRing[];
  readonly outgoing: OutgoingRing | undefined;
}

export const noRings: RingingState = { incoming: [], outgoing: undefined };

export interface RingingActions {
  /** Rings the other members of a conversation into the call that runs, or into a new one. */
  ring(conversation: string): Promise<void>;
  /** Goes into the meeting of a call that rings; a call that runs here is left for it. */
  acceptRing(ringId: string): Promise<void>;
  declineRing(ringId: string): Promise<void>;
  /** Rings no more; the call that was opened for it goes on. */
  cancelRing(): Promise<void>;
}
