// Conversations of the account that is signed in: begun with the session, synced whenever the socket stands, ended with it. What is kept
// is shown as the slice `conversations` of the meeting's state. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { ConversationState } from '../../protocol/messages/model.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { RequestInput, RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import type { AccountRequestName } from '../link/account-api.ts';
import { CallError } from '../link/call-error.ts';
import { planRetryDelayMs } from '../link/retry-delay.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { ConversationLog, Stretch } from '../messages/conversation-log.ts';
import { History } from '../messages/history.ts';
import type { MessageStore } from '../messages/message-store.ts';
import { MessageSync } from '../messages/message-sync.ts';
import type { Request } from '../messages/ports.ts';
import { DeliveredMarkers } from '../messages/delivered-markers.ts';
import { ReadMarkers } from '../messages/read-markers.ts';
import {
  type Answered,
  type Asked,
  type ConversationActions,
  type ConversationItem,
  type Draft,
  noConversations,
  type OpenConversation,
  type OwnSettings,
  type SearchInput,
  type SearchPage,
} from './conversations-model.ts';
import type { MeetingState, Problem } from './meeting-model.ts';
import { forgetDrafts, readDrafts, writeDraft } from './stored-drafts.ts';
import { toProblem } from './to-problem.ts';

/** Changes that come together are shown together; a picture of the screen takes as long. */
const showEveryMs = 16;
/** A draft is kept so long after its last key at the latest. */
const keepDraftMs = 300;

const noStretch: Stretch = { messages: [], older: false, newer: false };

export interface MessagesControllerParts {
  readonly store: StoreApi<MeetingState>;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
  /** Opens the socket, unless it stands. @throws RequestError, CallError */
  readonly open: () => Promise<unknown>;
  readonly session: Pick<SessionApi, 'ask'>;
  /** Where an account's messages are kept on this device. */
  readonly openStore: (accountId: string) => MessageStore;
  readonly later: (ms: number, work: () => void) => () => void;
  readonly random: () => number;
  readonly drawClientId: () => string;
}

/** What stands while an account is signed in. */
interface Running {
  readonly accountId: string;
  readonly sync: MessageSync;
  readonly history: History;
  readonly markers: ReadMarkers;
  readonly deliveries: DeliveredMarkers;
  readonly drafts: Map<string, Draft>;
}

export class MessagesController {
  readonly #parts: MessagesControllerParts;
  #running: Running | undefined;
  #online = false;
  /** Whose rows have to be made anew. */
  readonly #changed = new Set<string>();
  #showsSoon = false;
  readonly #keepsSoon = new Map<string, () => void>();

  constructor(parts: MessagesControllerParts) {
    this.#parts = parts;
  }

  /** An account is signed in. */
  async begin(accountId: string): Promise<void> {
    if (this.#running !== undefined) this.end();
    const { openStore, request, later, random, drawClientId, session } = this.#parts;
    const sync = new MessageSync({
      accountId,
      store: openStore(accountId),
      request,
      later,
      random,
      drawClientId,
      onChanged: (conversation) => this.#showSoon(conversation),
      onCurrent: () => this.#showSoon(),
    });
    const running: Running = {
      accountId,
      sync,
      history: new History(sync, (input) => session.ask('message:history', input)),
      markers: new ReadMarkers({ request, later, random }),
      deliveries: new DeliveredMarkers({ request, later, random }),
      drafts: readDrafts(accountId),
    };
    this.#running = running;
    await sync.start();
    if (this.#running !== running) return;
    for (const log of sync.logs()) this.#showSoon(log.id);
    if (this.#online) this.connected();
    else this.#open(running, 0);
  }

  /** Opens the socket where it does not stand yet: the first try is the only one that does not come back by itself. */
  #open(running: Running, attempt: number): void {
    const { open, later, random } = this.#parts;
    open().catch((error: unknown) => {
      if (this.#running !== running || !(error instanceof CallError)) return;
      later(planRetryDelayMs(attempt, random()), () => {
        if (this.#running === running && !this.#online) this.#open(running, attempt + 1);
      });
    });
  }

  /** The socket stands, for the first time or again. */
  connected(): void {
    this.#online = true;
    this.#running?.sync.connected();
    this.#running?.markers.setOnline(true);
    this.#running?.deliveries.setOnline(true);
  }

  disconnected(): void {
    this.#online = false;
    this.#running?.sync.disconnected();
    this.#running?.markers.setOnline(false);
    this.#running?.deliveries.setOnline(false);
  }

  /** No account is signed in any more. */
  end(): void {
    const { accountId } = this.#running ?? {};
    this.disconnected();
    this.#running = undefined;
    this.#changed.clear();
    for (const callOff of this.#keepsSoon.values()) callOff();
    this.#keepsSoon.clear();
    if (accountId !== undefined) forgetDrafts(accountId);
    this.#parts.store.setState({ conversations: noConversations });
  }

  /** Shows a conversation that was opened here by another way than `openDirect`. */
  async takeState(state: ConversationState): Promise<void> {
    await this.#running?.sync.takeState(state);
  }

  handleNotice(notice: Notice): void {
    this.#running?.sync.handleNotice(notice);
  }

  actions(): ConversationActions {
    return {
      show: (conversation) => this.#show(conversation),
      loadOlder: (conversation) => this.#load(conversation, 'older'),
      loadNewer: (conversation) => this.#load(conversation, 'newer'),
      jumpTo: (conversation, seq) => this.#jumpTo(conversation, seq),
      jumpToEnd: (conversation) => this.#setOpen(conversation, { around: undefined }),
      send: async (conversation, text, extras) => {
        await this.#running?.sync.send(conversation, text, extras);
      },
      sendAgain: async (clientId) => this.#running?.sync.sendAgain(clientId),
      drop: async (clientId) => this.#running?.sync.drop(clientId),
      edit: (conversation, seq, text) => this.#ask('message:edit', { conversation, seq, text }),
      recall: (conversation, seq) => this.#ask('message:recall', { conversation, seq }),
      messageAt: (conversation, seq) => this.#running?.sync.log(conversation)?.message(seq),
      react: (conversation, seq, emoji, chosen) =>
        this.#ask('message:react', { conversation, seq, emoji, chosen }),
      pin: (conversation, seq, pinned) => this.#ask('message:pin', { conversation, seq, pinned }),
      forward: (conversation, seqs, to) =>
        this.#ask('message:forward', {
          conversation,
          seqs: [...seqs],
          to,
          clientId: this.#parts.drawClientId(),
        }),
      readEdits: (conversation, seq) =>
        this.#read('message:edits', { conversation, seq }, ({ versions }) => versions),
      readPins: (conversation) => this.#read('message:pins', { conversation }, ({ messages }) => messages),
      readReceipts: (conversation) =>
        this.#read('conversation:receipts', { conversation }, ({ receipts }) => receipts),
      setOwn: (conversation, settings) => this.#setOwn(conversation, settings),
      markRead: (conversation, seq) => this.#markRead(conversation, seq),
      setDraft: (conversation, draft) => this.#setDraft(conversation, draft),
      search: (input) => this.#search(input),
      openRoom: () => this.#openRoom(),
      keepRoom: (keepDays) => this.#ask('conversation:keep-room', { keepDays }),
      openAside: (peerId) => this.#openBy('conversation:open-aside', { peerId }),
      openDirect: (accountId) => this.#openBy('conversation:open-direct', { accountId }),
    };
  }

  #show(conversation: string): () => void {
    this.#setOpen(conversation, { around: undefined, older: 'no', newer: 'no' });
    // What was left for later is looked at now.
    if (this.#running?.sync.log(conversation)?.state.markedUnread === true)
      void this.#setOwn(conversation, { markedUnread: false });
    return () => {
      const { [conversation]: _, ...open } = this.#slice.open;
      this.#parts.store.setState({ conversations: { ...this.#slice, open } });
    };
  }

  async #load(conversation: string, side: 'older' | 'newer'): Promise<void> {
    const { history } = this.#running ?? {};
    const open = this.#slice.open[conversation];
    if (history === undefined || open === undefined || open[side] === 'running') return;
    this.#setOpen(conversation, { [side]: 'running' });
    try {
      await history[side](conversation, open.around ?? open.stretch.messages.at(-1)?.seq);
      this.#setOpen(conversation, { [side]: 'no' });
    } catch (error) {
      this.#setOpen(conversation, { [side]: toProblem(error) });
    }
  }

  async #jumpTo(conversation: string, seq: number): Asked {
    try {
      await this.#running?.history.around(conversation, seq);
    } catch (error) {
      return toProblem(error);
    }
    if (this.#running?.sync.log(conversation)?.message(seq) === undefined) return { code: 'no-such-message' };
    this.#setOpen(conversation, { around: seq });
    return undefined;
  }

  async #search(input: SearchInput): Promise<SearchPage | Problem> {
    try {
      return await this.#parts.session.ask('message:search', input);
    } catch (error) {
      return toProblem(error);
    }
  }

  #markRead(conversation: string, seq: number): void {
    const running = this.#running;
    if (running === undefined || seq <= (running.sync.log(conversation)?.state.readSeq ?? seq)) return;
    void running.sync.markRead(conversation, seq);
    running.markers.mark(conversation, seq);
  }

  #setDraft(conversation: string, draft: Draft | undefined): void {
    const running = this.#running;
    if (running === undefined) return;
    const isEmpty = draft === undefined || (draft.text === '' && draft.replyTo === undefined);
    if (isEmpty) running.drafts.delete(conversation);
    else running.drafts.set(conversation, draft);
    this.#keepsSoon.get(conversation)?.();
    const keep = (): void => {
      this.#keepsSoon.delete(conversation);
      writeDraft(running.accountId, conversation, running.drafts.get(conversation));
      this.#showSoon(conversation);
    };
    // What was sent must not come back after a kill.
    if (isEmpty) keep();
    else this.#keepsSoon.set(conversation, this.#parts.later(keepDraftMs, keep));
  }

  async #openRoom(): ReturnType<ConversationActions['openRoom']> {
    try {
      const { state, keepDays } = await this.#parts.request('conversation:open-room', {});
      await this.#running?.sync.takeState(state);
      return { conversation: state.conversation, keepDays };
    } catch (error) {
      return toProblem(error);
    }
  }

  async #openBy<N extends `conversation:open-${'aside' | 'direct'}`>(
    name: N,
    input: RequestInput<N>,
  ): Promise<string | Problem> {
    try {
      const { state } = await this.#parts.request(name, input);
      await this.#running?.sync.takeState(state);
      return state.conversation;
    } catch (error) {
      return toProblem(error);
    }
  }

  async #ask<N extends RequestNameOf<'socket'>>(name: N, input: RequestInput<N>): Asked {
    try {
      await this.#parts.request(name, input);
      return undefined;
    } catch (error) {
      return toProblem(error);
    }
  }

  async #setOwn(conversation: string, settings: OwnSettings): Asked {
    try {
      const { state } = await this.#parts.request('conversation:set-own', { conversation, ...settings });
      await this.#running?.sync.takeState(state);
      return undefined;
    } catch (error) {
      return toProblem(error);
    }
  }

  /** Asks over HTTP. */
  async #read<N extends AccountRequestName, T>(
    name: N,
    input: RequestInput<N>,
    pick: (output: RequestOutput<N>) => T,
  ): Answered<T> {
    try {
      return { value: pick(await this.#parts.session.ask(name, input)) };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  get #slice() {
    return this.#parts.store.getState().conversations;
  }

  #setOpen(conversation: string, change: Partial<Omit<OpenConversation, 'stretch'>>): void {
    const known = this.#slice.open[conversation];
    // A page may come after the conversation was closed.
    if (known === undefined && !('older' in change && 'newer' in change)) return;
    const { around, older, newer } = {
      around: undefined,
      older: 'no' as const,
      newer: 'no' as const,
      ...known,
      ...change,
    };
    const stretch = this.#running?.sync.log(conversation)?.stretch(around) ?? noStretch;
    const open = { ...this.#slice.open, [conversation]: { stretch, around, older, newer } };
    this.#parts.store.setState({ conversations: { ...this.#slice, open } });
  }

  #showSoon(conversation?: string): void {
    if (conversation !== undefined) this.#changed.add(conversation);
    if (this.#showsSoon) return;
    this.#showsSoon = true;
    this.#parts.later(showEveryMs, () => {
      this.#showsSoon = false;
      this.#showAll();
    });
  }

  #showAll(): void {
    const running = this.#running;
    if (running === undefined) return;
    const { sync } = running;
    const before = new Map(this.#slice.items.map((item) => [item.id, item]));
    const items = sync.logs().map((log): ConversationItem => {
      const known = before.get(log.id);
      return known !== undefined && !this.#changed.has(log.id) ? known : itemOf(log, running);
    });
    const open = { ...this.#slice.open };
    for (const [id, each] of Object.entries(open)) {
      const log = this.#changed.has(id) ? sync.log(id) : undefined;
      if (log !== undefined) open[id] = { ...each, stretch: log.stretch(each.around) };
    }
    for (const id of this.#changed) noteDelivered(running, id);
    this.#changed.clear();
    const isKnown = this.#slice.isKnown || sync.isCurrent || items.length > 0;
    this.#parts.store.setState({ conversations: { isKnown, isCurrent: sync.isCurrent, items, open } });
  }
}

/** How the list shows what is kept of a conversation. */
function itemOf(log: ConversationLog, { sync, drafts }: Running): ConversationItem {
  return {
    id: log.id,
    state: log.state,
    members: log.members(),
    last: log.stretch().messages.at(-1),
    unread: sync.unread(log.id),
    draft: drafts.get(log.id),
    outgoing: sync.outgoing(log.id),
  };
}

/** What is kept here has been received. */
function noteDelivered({ sync, deliveries }: Running, conversation: string): void {
  const log = sync.log(conversation);
  const seq = log?.stretch().messages.at(-1)?.seq;
  if (log?.state.present === true && seq !== undefined && seq > log.state.deliveredSeq)
    deliveries.mark(conversation, seq);
}
