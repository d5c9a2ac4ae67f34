// Calls out of a conversation: those that ring here, and the one that was begun here. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { Notice } from '../../protocol/notices.ts';
import type { IncomingRing } from '../../protocol/ringing/model.ts';
import type { Request } from '../messages/ports.ts';
import type { MeetingState } from './meeting-model.ts';
import { noRings, type RingingActions, type RingingState } from './ringing-model.ts';
import type { RoomController } from './room-controller.ts';
import { showingProblems } from './to-problem.ts';

export interface RingingControllerParts {
  readonly store: StoreApi<MeetingState>;
  readonly room: Pick<RoomController, 'enter' | 'leave'>;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
}

export class RingingController {
  readonly #parts: RingingControllerParts;

  constructor(parts: RingingControllerParts) {
    this.#parts = parts;
  }

  /** Follows a notice of a call that rings; false for any other. */
  handleNotice(notice: Notice): boolean {
    switch (notice.name) {
      case 'ring:started':
        this.#setIncoming([...without(this.#rings.incoming, notice.body.ring.ringId), notice.body.ring]);
        return true;
      case 'ring:answered':
        if (notice.body.answer === 'accepted') this.#endOutgoing(notice.body.ringId, undefined);
        return true;
      case 'ring:ended': {
        const { ringId, reason } = notice.body;
        this.#setIncoming(without(this.#rings.incoming, ringId));
        this.#endOutgoing(ringId, reason === 'declined' || reason === 'missed' ? reason : undefined);
        return true;
      }
      default:
        return false;
    }
  }

  /** The socket stands, for the first time or again: what rings now is asked for, since notices may be lost. */
  connected(): void {
    this.#parts.request('ring:read', {}).then(
      ({ rings }) => this.#setIncoming(rings),
      // The next connect asks again.
      () => undefined,
    );
  }

  /** No account is signed in any more. */
  end(): void {
    this.#parts.store.setState({ ringing: noRings });
  }

  actions(): RingingActions {
    const { store, request } = this.#parts;
    return {
      ring: (conversation) => showingProblems(store, () => this.#ring(conversation)),
      acceptRing: (ringId) => showingProblems(store, () => this.#accept(ringId)),
      declineRing: (ringId) =>
        showingProblems(store, async () => {
          this.#setIncoming(without(this.#rings.incoming, ringId));
          await request('ring:decline', { ringId });
        }),
      cancelRing: () => showingProblems(store, () => this.#cancel()),
    };
  }

  async #ring(conversation: string): Promise<void> {
    const { store, room, request } = this.#parts;
    if (store.getState().phase !== 'call') {
      const entered = showingProblems(store, () => room.enter({ kind: 'create' }));
      await Promise.race([entered, whenInCall(store)]);
    }
    // Refused, or the account is in a meeting elsewhere: what is shown says so.
    if (store.getState().phase !== 'call') return;
    this.#set({ outgoing: { conversation, stage: 'ringing' } });
    try {
      const { ringId } = await request('ring:start', { conversation });
      if (this.#rings.outgoing?.conversation === conversation)
        this.#set({ outgoing: { ...this.#rings.outgoing, ringId } });
    } catch (error) {
      this.#set({ outgoing: undefined });
      throw error;
    }
  }

  async #accept(ringId: string): Promise<void> {
    const { store, room, request } = this.#parts;
    const ring = this.#rings.incoming.find((each) => each.ringId === ringId);
    if (ring === undefined) return;
    this.#setIncoming(without(this.#rings.incoming, ringId));
    const { number, secret } = ring;
    // Not waited for: who comes into the meeting has accepted.
    request('ring:accept', { ringId }).catch(() => undefined);
    if (store.getState().phase === 'call') await room.leave();
    await room.enter({ kind: 'join', number, ...(secret !== undefined && { secret }) });
  }

  async #cancel(): Promise<void> {
    const { outgoing } = this.#rings;
    this.#set({ outgoing: undefined });
    if (outgoing?.ringId === undefined || outgoing.stage !== 'ringing') return;
    await this.#parts.request('ring:cancel', { ringId: outgoing.ringId });
  }

  #endOutgoing(ringId: string, stage: 'declined' | 'missed' | undefined): void {
    const { outgoing } = this.#rings;
    if (outgoing?.ringId !== ringId) return;
    this.#set({ outgoing: stage && { ...outgoing, stage } });
  }

  get #rings(): RingingState {
    return this.#parts.store.getState().ringing;
  }

  #setIncoming(incoming: readonly IncomingRing[]): void {
    this.#set({ incoming });
  }

  #set(change: Partial<RingingState>): void {
    this.#parts.store.setState({ ringing: { ...this.#rings, ...change } });
  }
}

function without(rings: readonly IncomingRing[], ringId: string): IncomingRing[] {
  return rings.filter((ring) => ring.ringId !== ringId);
}

/** Resolves as soon as there is a call: devices that are still being switched on keep nobody from being rung. */
function whenInCall(store: StoreApi<MeetingState>): Promise<void> {
  return new Promise((resolve) => {
    const leave = store.subscribe(({ phase }) => {
      if (phase === 'joining') return;
      leave();
      resolve();
    });
  });
}
