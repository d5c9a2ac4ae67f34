// What the screens see of conversations and what they may ask of them. Implemented by messages-controller; a part of the meeting's state.
import type { ConversationState, Member, Message } from '../../protocol/messages/model.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import type { Stretch } from '../messages/conversation-log.ts';
import type { MessageExtras, OutgoingMessage } from '../messages/message-store.ts';
import type { Problem } from './meeting-model.ts';

/** A conversation as the list shows it. */
export interface ConversationItem {
  readonly id: string;
  readonly state: ConversationState;
  /** Present and former ones, as far as they are known here. */
  readonly members: readonly Member[];
  /** The last one that is kept here. */
  readonly last: Message | undefined;
  readonly unread: number;
  /** Words that were begun and not sent. */
  readonly draft: Draft | undefined;
  /** Messages that the server has not confirmed. */
  readonly outgoing: readonly OutgoingMessage[];
}

/** What stands in the input of a conversation. */
export interface Draft {
  readonly text: string;
  /** The message that it answers. */
  readonly replyTo?: number | undefined;
}

/** Where something is being loaded, or why it could not be. */
export type Loading = 'no' | 'running' | Problem;

/** A conversation whose messages are shown. */
export interface OpenConversation {
  /** The messages around the place that is shown; a jump leads to others. */
  readonly stretch: Stretch;
  /** The message that was jumped to; `undefined` at the end of the conversation. */
  readonly around: number | undefined;
  readonly older: Loading;
  readonly newer: Loading;
}

export interface ConversationsState {
  /** The server has answered at least once which conversations there are. */
  readonly isKnown: boolean;
  /** Everything that this device was notified of is here. */
  readonly isCurrent: boolean;
  /** The most recently active one first. */
  readonly items: readonly ConversationItem[];
  /** Those whose messages are shown, by id. */
  readonly open: Readonly<Record<string, OpenConversation>>;
}

export const noConversations: ConversationsState = { isKnown: false, isCurrent: false, items: [], open: {} };

export type SearchInput = RequestInput<'message:search'>;
/** From new to old; `before` where it goes on. */
export type SearchPage = RequestOutput<'message:search'>;
export type MessageHit = SearchPage['hits'][number];

/** What is refused is returned, to be shown where it was asked for. */
export type Asked = Promise<Problem | undefined>;

/** An answer of the server, or why there is none. */
export type Answered<T> = Promise<{ readonly value: T } | { readonly problem: Problem }>;

export type OwnSettings = Omit<RequestInput<'conversation:set-own'>, 'conversation'>;

export interface ConversationActions {
  /** Shows the messages of a conversation from now on; returns the end. */
  show(conversation: string): () => void;
  loadOlder(conversation: string): Promise<void>;
  loadNewer(conversation: string): Promise<void>;
  /** Shows the messages around one. */
  jumpTo(conversation: string, seq: number): Asked;
  /** Shows the end of the conversation again. */
  jumpToEnd(conversation: string): void;
  /** Resolves when the message is saved on this device; it is sent as soon as it can be. */
  send(conversation: string, text: string, extras?: MessageExtras): Promise<void>;
  sendAgain(clientId: string): Promise<void>;
  /** Forgets a message that was refused. */
  drop(clientId: string): Promise<void>;
  /** A message that is kept on this device. */
  messageAt(conversation: string, seq: number): Message | undefined;
  edit(conversation: string, seq: number, text: string): Asked;
  recall(conversation: string, seq: number): Asked;
  react(conversation: string, seq: number, emoji: string, chosen: boolean): Asked;
  pin(conversation: string, seq: number, pinned: boolean): Asked;
  forward(conversation: string, seqs: readonly number[], to: string): Asked;
  /** What an edited message said before, the first text first. */
  readEdits(conversation: string, seq: number): Answered<RequestOutput<'message:edits'>['versions']>;
  readPins(conversation: string): Answered<readonly Message[]>;
  /** How far each member has received and read. */
  readReceipts(conversation: string): Answered<RequestOutput<'conversation:receipts'>['receipts']>;
  /** What the account sets for itself. */
  setOwn(conversation: string, settings: OwnSettings): Asked;
  /** What was on the screen up to a message is read. */
  markRead(conversation: string, seq: number): void;
  setDraft(conversation: string, draft: Draft | undefined): void;
  /** Searches the messages that the account may see, here or not. */
  search(input: SearchInput): Promise<SearchPage | Problem>;
  /** Opens the chat of the meeting that one is in. @returns its id and how long it is kept, or why there is none */
  openRoom(): Promise<{ readonly conversation: string; readonly keepDays: number } | Problem>;
  /** Sets how long what is written in the meeting is kept after its end; for the host. */
  keepRoom(keepDays: number): Asked;
  /** Opens the private line to another person of the meeting that one is in. @returns its id, or why there is none */
  openAside(peerId: string): Promise<string | Problem>;
  /** Opens the conversation with another account, or with oneself. @returns its id, or why there is none */
  openDirect(accountId: string): Promise<string | Problem>;
}
