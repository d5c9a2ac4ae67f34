// Groups of the account that is signed in: what waits for its answer, and details of those that a screen watches. Both are read anew at
// each connect and whenever the server says that they changed. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { GroupDetails } from '../../protocol/messages/group-model.ts';
import type { ConversationState } from '../../protocol/messages/model.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { Request } from '../messages/ports.ts';
import { type Answer, type GroupActions, type GroupsState, noGroups } from './groups-model.ts';
import type { MeetingState } from './meeting-model.ts';
import { toProblem } from './to-problem.ts';

/** Changes that come together are read together. */
const readAfterMs = 200;

export interface GroupsControllerParts {
  readonly store: StoreApi<MeetingState>;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
  readonly session: Pick<SessionApi, 'ask'>;
  /** Shows a conversation that was opened here. */
  readonly takeState: (state: ConversationState) => Promise<void>;
  readonly later: (ms: number, work: () => void) => () => void;
}

export class GroupsController {
  readonly #parts: GroupsControllerParts;
  /** Counted up at each sign-in and sign-out: what was asked before is not shown after. */
  #turn = 0;
  #isSignedIn = false;
  /** How many screens watch a group. */
  readonly #watchers = new Map<string, number>();
  /** What is to be read anew: groups, and `pending`. */
  readonly #stale = new Set<string>();
  #readsSoon = false;

  constructor(parts: GroupsControllerParts) {
    this.#parts = parts;
  }

  /** An account is signed in. */
  begin(): void {
    this.end();
    this.#isSignedIn = true;
    this.connected();
  }

  /** The socket stands, for the first time or again: what was not heard of meanwhile is asked for. */
  connected(): void {
    for (const conversation of this.#watchers.keys()) this.#stale.add(conversation);
    this.#readSoon('pending');
  }

  /** No account is signed in any more. */
  end(): void {
    this.#turn += 1;
    this.#isSignedIn = false;
    this.#stale.clear();
    this.#parts.store.setState({ groups: noGroups });
  }

  handleNotice(notice: Notice): void {
    if (notice.name === 'groups:pending-changed') {
      // Details say how many applications wait.
      for (const watched of this.#watchers.keys()) this.#stale.add(watched);
      this.#readSoon('pending');
    }
    if (notice.name !== 'groups:changed') return;
    const { conversation } = notice.body;
    if (this.#watchers.has(conversation)) this.#readSoon(conversation);
  }

  actions(): GroupActions {
    return {
      watch: (conversation) => this.#watch(conversation),
      ask: async (name, input) => {
        const answer = await answered<typeof name>(() => this.#parts.request(name, input));
        const { value } = answer;
        if (value !== undefined && 'state' in value) await this.#parts.takeState(value.state);
        if (value !== undefined && 'details' in value) this.#take(value.details);
        return answer;
      },
      read: (name, input) => answered<typeof name>(() => this.#parts.session.ask(name, input)),
    };
  }

  #watch(conversation: string): () => void {
    this.#watchers.set(conversation, (this.#watchers.get(conversation) ?? 0) + 1);
    void this.#readDetails(conversation);
    return () => {
      const left = (this.#watchers.get(conversation) ?? 1) - 1;
      if (left > 0) return void this.#watchers.set(conversation, left);
      this.#watchers.delete(conversation);
      const { [conversation]: _, ...details } = this.#slice.details;
      this.#set({ details });
    };
  }

  #readSoon(what: string): void {
    this.#stale.add(what);
    if (!this.#isSignedIn || this.#readsSoon) return;
    this.#readsSoon = true;
    this.#parts.later(readAfterMs, () => {
      this.#readsSoon = false;
      const stale = [...this.#stale];
      this.#stale.clear();
      for (const each of stale) void (each === 'pending' ? this.#readPending() : this.#readDetails(each));
    });
  }

  async #readPending(): Promise<void> {
    const turn = this.#turn;
    const { value } = await answered<'group:pending'>(() => this.#parts.session.ask('group:pending', {}));
    // Without an answer what was known stands; the next connect asks again.
    if (value !== undefined && this.#turn === turn && this.#isSignedIn) this.#set({ pending: value });
  }

  async #readDetails(conversation: string): Promise<void> {
    const turn = this.#turn;
    const answer = await answered<'group:describe'>(() =>
      this.#parts.session.ask('group:describe', { conversation }),
    );
    if (this.#turn !== turn || !this.#watchers.has(conversation)) return;
    const shown = answer.value?.details ?? answer.problem ?? this.#slice.details[conversation];
    if (shown !== undefined) this.#set({ details: { ...this.#slice.details, [conversation]: shown } });
  }

  #take(details: GroupDetails): void {
    const { conversation } = details;
    if (this.#watchers.has(conversation))
      this.#set({ details: { ...this.#slice.details, [conversation]: details } });
  }

  get #slice(): GroupsState {
    return this.#parts.store.getState().groups;
  }

  #set(change: Partial<GroupsState>): void {
    this.#parts.store.setState({ groups: { ...this.#slice, ...change } });
  }
}

async function answered<N extends Parameters<GroupActions['ask']>[0] | Parameters<GroupActions['read']>[0]>(
  work: () => Promise<NonNullable<Answer<N>['value']>>,
): Promise<Answer<N>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { problem: toProblem(error) };
  }
}
