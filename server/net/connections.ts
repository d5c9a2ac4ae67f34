// The open sockets, any number per account, one for each of its windows. Kept by the socket transport, read by the outbox and by the code that ends sessions.
import { connectionsPerAccountMax } from '../../protocol/limits.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { SocketCaller } from '../dispatch/handler.ts';
import { AnswerLane, type Lane } from './answer-lane.ts';

/** The end of a socket that the server writes to. */
export interface NoticeSocket {
  readonly socketId: string;
  /** Whether so much waits to be read that what can be done without is better left out. */
  readonly behind: boolean;
  /** Writes a notice to this socket alone. */
  notify(notice: Notice): void;
  close(): void;
}

/** One signed-in window. The requests of a lane are answered one after the other, and an answer goes out before later notices of its lane. */
export class Connection {
  readonly caller: SocketCaller;
  readonly wire: NoticeSocket;
  /** True once it was ended or broken; nothing it still asks is done. */
  closed = false;
  /** Only while there is work: most sockets have none, and there are thousands. */
  readonly #lanes: Partial<Record<Lane, AnswerLane>> = {};
  #gathered: Notice[] = [];

  constructor(caller: SocketCaller, wire: NoticeSocket) {
    this.caller = caller;
    this.wire = wire;
  }

  /** Names it among all connections of this server. */
  get id(): string {
    return this.wire.socketId;
  }

  /** Whether notices of a lane have to wait for the answer of the request at work. */
  isBusy(lane: Lane): boolean {
    return this.#lanes[lane]?.busy ?? false;
  }

  /** Runs `work`, which answers one request, after those of its lane that came before it; false when too many wait already. */
  enqueue(lane: Lane, work: () => Promise<void>): boolean {
    const answers = (this.#lanes[lane] ??= new AnswerLane({
      onBegin: () => {
        if (lane === 'call' && !this.closed) this.#tellGathered();
      },
      notify: (notice) => this.wire.notify(notice),
    }));
    return answers.enqueue(
      async () => {
        if (!this.closed) await work();
      },
      () => delete this.#lanes[lane],
    );
  }

  /** Keeps a notice until the request at work is answered; too many break the connection off, and its window comes back. */
  hold(lane: Lane, notice: Notice): void {
    const answers = this.#lanes[lane];
    if (answers === undefined) return this.wire.notify(notice);
    if (answers.hold(notice)) return;
    this.closed = true;
    // Not at once: the caller is in the middle of a change of a room, which the end of a connection changes too.
    queueMicrotask(() => this.end());
  }

  /** Whether notices wait for others. */
  get gathers(): boolean {
    return this.#gathered.length > 0;
  }

  /** Keeps a notice for a moment, to be told with those that follow; at the latest when something is asked. */
  gather(notice: Notice): void {
    this.#gathered.push(notice);
  }

  /** What was gathered, in order, which is then the caller's to tell. */
  takeGathered(): Notice[] {
    const gathered = this.#gathered;
    this.#gathered = [];
    return gathered;
  }

  /** Says a last word, if any, and closes the socket. */
  end(finalNotice?: Notice): void {
    this.closed = true;
    if (finalNotice !== undefined) this.wire.notify(finalNotice);
    this.wire.close();
  }

  /** What happened before an answer is told before it: the room that is asked about may be another one. */
  #tellGathered(): void {
    for (const notice of this.takeGathered()) this.wire.notify(notice);
  }
}

const noConnections: readonly Connection[] = [];

/** A window of an account. */
type Client = Pick<SocketCaller, 'accountId' | 'clientId'>;

/** The open connections of all accounts: as many for each account as it has windows, up to a limit. */
export class Connections {
  /** Of each account, in the order in which they were opened. */
  readonly #byAccount = new Map<string, readonly Connection[]>();
  #count = 0;

  /** Connections of all accounts together. */
  get count(): number {
    return this.#count;
  }

  /** Whether another window of this account may open a connection; one that is there already always may. */
  hasRoomFor(client: Client): boolean {
    const connections = this.ofAccount(client.accountId);
    return connections.length < connectionsPerAccountMax || this.ofClient(client) !== undefined;
  }

  /** Makes this the connection of its window; returns the earlier one of the same window, if its break was not noticed yet. */
  add(connection: Connection): Connection | undefined {
    const { caller } = connection;
    const earlier = this.ofClient(caller);
    if (earlier !== undefined) this.remove(earlier);
    this.#byAccount.set(caller.accountId, [...this.ofAccount(caller.accountId), connection]);
    this.#count += 1;
    return earlier;
  }

  /** Forgets a connection; whether it was still the one of its window. */
  remove(connection: Connection): boolean {
    const { accountId } = connection.caller;
    const connections = this.ofAccount(accountId);
    if (!connections.includes(connection)) return false;
    const others = connections.filter((other) => other !== connection);
    if (others.length > 0) this.#byAccount.set(accountId, others);
    else this.#byAccount.delete(accountId);
    this.#count -= 1;
    return true;
  }

  /** The connections of an account: one for each of its windows, on all devices. */
  ofAccount(accountId: string): readonly Connection[] {
    return this.#byAccount.get(accountId) ?? noConnections;
  }

  /** The connection of one window of an account. */
  ofClient({ accountId, clientId }: Client): Connection | undefined {
    return this.ofAccount(accountId).find(({ caller }) => caller.clientId === clientId);
  }

  /** @returns a copy, which stays as it is while connections open and close */
  all(): Connection[] {
    return [...this.#byAccount.values()].flat();
  }
}
