// Where this device keeps conversations and what is still to be sent. Handed to message-sync.
import type { ErrorCode } from '../../protocol/error-codes.ts';
import type { RequestInput } from '../../protocol/requests.ts';
import type { ConversationLog } from './conversation-log.ts';

/** What a message is sent with besides its text: an answer to another one, mentions, attachments. */
export type MessageExtras = Omit<RequestInput<'message:send'>, 'conversation' | 'clientId' | 'text'>;

/** A message that the server has not confirmed. */
export interface OutgoingMessage {
  readonly conversation: string;
  /** 128 random bits in hexadecimal digits: by it the server knows the message again. */
  readonly clientId: string;
  readonly text: string;
  /** What it carries besides its text. */
  readonly extras?: MessageExtras;
  /** Why it was refused; it waits until it is sent again or dropped. */
  readonly failed?: ErrorCode | undefined;
}

/**
 * What is saved is there after a restart once the promise resolves. A log is saved whole: its messages and the change up to which they
 * are known belong together.
 */
export interface MessageStore {
  load(): Promise<{
    readonly cursor: number;
    readonly logs: readonly ConversationLog[];
    /** In the order in which they were written. */
    readonly outgoing: readonly OutgoingMessage[];
  }>;
  saveCursor(cursor: number): Promise<void>;
  saveLog(log: ConversationLog): Promise<void>;
  /** Adds a message to the end, or changes one that is there. */
  saveOutgoing(message: OutgoingMessage): Promise<void>;
  removeOutgoing(clientId: string): Promise<void>;
}

/** Keeps everything for as long as the page lives. */
export class MemoryMessageStore implements MessageStore {
  #cursor = 0;
  readonly #logs = new Map<string, ConversationLog>();
  readonly #outgoing = new Map<string, OutgoingMessage>();

  async load(): ReturnType<MessageStore['load']> {
    return { cursor: this.#cursor, logs: [...this.#logs.values()], outgoing: [...this.#outgoing.values()] };
  }

  async saveCursor(cursor: number): Promise<void> {
    this.#cursor = cursor;
  }

  async saveLog(log: ConversationLog): Promise<void> {
    this.#logs.set(log.id, log);
  }

  async saveOutgoing(message: OutgoingMessage): Promise<void> {
    this.#outgoing.set(message.clientId, message);
  }

  async removeOutgoing(clientId: string): Promise<void> {
    this.#outgoing.delete(clientId);
  }
}
