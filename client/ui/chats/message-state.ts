// How far a message has come. Pure.
import type { ConversationState, Message } from '../../../protocol/messages/model.ts';
import type { OutgoingMessage } from '../../messages/message-store.ts';

export type MessageProgress = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** Of a message that the server has: of one's own, how far it came with others; of others, how far with oneself. */
export function progressOf(
  { seq, senderId }: Message,
  state: Pick<ConversationState, 'readSeq'> & {
    readonly others?: { readonly deliveredSeq: number; readonly readSeq: number };
  },
  ownId: string,
): MessageProgress {
  if (senderId !== ownId) return seq <= state.readSeq ? 'read' : 'delivered';
  const { deliveredSeq = 0, readSeq = 0 } = state.others ?? {};
  if (seq <= readSeq) return 'read';
  return seq <= deliveredSeq ? 'delivered' : 'sent';
}

export function outgoingProgress({ failed }: OutgoingMessage): MessageProgress {
  return failed === undefined ? 'sending' : 'failed';
}
