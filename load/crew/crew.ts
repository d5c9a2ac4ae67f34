// All processes that simulate people, of this machine and of others, as one. Held by the runs.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { LoadError } from '../load-error.ts';
import { emptyTally, sumTallies, type Tally } from '../measure/tally.ts';
import type { HostPort } from '../plan/options.ts';
import { type PlannedParticipant, planCrew } from '../plan/plan-participants.ts';
import { estimateClock } from './estimate-clock.ts';
import { openMeetingPoint } from './meeting-point.ts';
import { createChannel, type CrewSettings, type Channel, type Order, type Report } from './messages.ts';
import { endMembers, startMembers } from './start-members.ts';

const arrivalTimeoutMs = 20_000;
/** Other machines are started by hand. */
const helperTimeoutMs = 10 * 60_000;
const collectTimeoutMs = 5000;
const finishTimeoutMs = 700;
const askTime: Order = { kind: 'ask-time' };

export interface CrewHooks {
  readonly onSignedIn: (account: number, token: string) => void;
  readonly onJoined: (account: number, tookMs: number, again: boolean) => void;
  readonly onNotJoined: (account: number, reason: string) => void;
  readonly onWaiting: (ms: number) => void;
  readonly onRoom: (room: number, number: string) => void;
}

export interface CrewOptions extends CrewHooks {
  /** Processes of this machine. */
  readonly workers: number;
  readonly coordinate: HostPort | undefined;
  /** Processes of other machines, when others are let in. */
  readonly helpers: number;
  /** Ends the start early. */
  readonly signal: AbortSignal;
  /** Told how others get here, once they can. */
  readonly onOpen: (address: HostPort, key: string) => void;
}

interface Member {
  readonly line: Channel<Order, Report>;
  readonly isLocal: boolean;
  /** Waits for the next report of a kind. */
  readonly waiting: Map<Report['kind'], (report: Report) => void>;
}

export class Crew {
  readonly #hooks: CrewHooks;
  readonly #server: Server;
  readonly #children: readonly ChildProcess[];
  readonly #members: Member[] = [];
  readonly #failure = Promise.withResolvers<never>();
  readonly #signedIn = new Map<number, () => void>();
  #isEnding = false;
  /** Clocks of other machines are this far off at most, in milliseconds; 0 when there are none. */
  clockErrorMs = 0;

  private constructor(hooks: CrewHooks, server: Server, children: readonly ChildProcess[]) {
    this.#hooks = hooks;
    this.#server = server;
    this.#children = children;
    // Callers that wait get the failure; without one it is no unhandled rejection.
    this.#failure.promise.catch(() => undefined);
  }

  /** Starts the processes and waits until all are there. @throws LoadError */
  static async start(options: CrewOptions): Promise<Crew> {
    const { workers, coordinate, helpers } = options;
    const key = randomBytes(9).toString('base64url');
    const { server, address } = await openMeetingPoint(coordinate);
    const crew = new Crew(options, server, startMembers(workers, address, key));
    const arrivals = Promise.withResolvers<void>();
    const expected = workers + (coordinate === undefined ? 0 : helpers);
    server.on('connection', (socket) =>
      crew.#greet(socket, key, () => {
        if (crew.#members.length === expected) arrivals.resolve();
      }),
    );
    // A process that connects after that finds no coordinator.
    const end = (): void => endMembers(crew.#children);
    options.signal.addEventListener('abort', end);
    if (coordinate !== undefined) options.onOpen(address, key);
    const timeoutMs = coordinate === undefined ? arrivalTimeoutMs : helperTimeoutMs;
    const giveUp = setTimeout(
      () =>
        arrivals.reject(
          new LoadError(`Only ${crew.#members.length} of ${expected} generator processes came.`),
        ),
      timeoutMs,
    );
    try {
      await crew.#unlessFailed(arrivals.promise);
      await crew.#setClocks();
      return crew;
    } catch (error) {
      await crew.finish();
      throw error;
    } finally {
      clearTimeout(giveUp);
      options.signal.removeEventListener('abort', end);
    }
  }

  get size(): number {
    return this.#members.length;
  }

  /** Rejects with a LoadError when a process cannot go on; never resolves. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  /** Makes ready what will be sent. @returns packets a second that the processes can handle together, where it could be measured */
  async prepare(settings: CrewSettings): Promise<number | undefined> {
    const reports = await this.#unlessFailed(this.#askAll({ kind: 'prepare', settings }, 'ready'));
    const capacities = reports.map((report) =>
      report.kind === 'ready' ? report.packetsPerSecond : undefined,
    );
    return capacities.reduce(
      (sum, capacity) => (sum === undefined || capacity === undefined ? undefined : sum + capacity),
      0,
    );
  }

  /** Signs all accounts in and opens their sockets. @param tokens kept from earlier runs, by account */
  async signIn(
    plans: readonly PlannedParticipant[],
    tokens: Readonly<Record<number, string>>,
  ): Promise<void> {
    const all = plans.map(
      ({ index }) => new Promise<void>((resolve) => void this.#signedIn.set(index, resolve)),
    );
    for (const [position, participants] of planCrew(plans, this.size).entries()) {
      const kept = participants.flatMap(({ index }) => {
        const token = tokens[index];
        return token === undefined ? [] : [[index, token] as const];
      });
      this.#members[position]?.line.send({ kind: 'sign-in', participants, tokens: Object.fromEntries(kept) });
    }
    await this.#unlessFailed(Promise.all(all));
  }

  /** Lets those of a wave come in. */
  enter(wave: PlannedParticipant['wave'], plans: readonly PlannedParticipant[]): void {
    this.#tellAll({ kind: 'enter', wave, accounts: plans.map(({ index }) => index) });
  }

  /** This room exists already. @param number its five digits */
  nameRoom(room: number, number: string): void {
    this.#tellAll({ kind: 'room', room, number });
  }

  leave(plans: readonly PlannedParticipant[]): void {
    this.#tellAll({ kind: 'leave', accounts: plans.map(({ index }) => index) });
  }

  /** What happened since the last time, of all processes; nothing of those that do not answer. */
  async collect(): Promise<Tally> {
    const giveUp = new Promise<Report[]>((resolve) =>
      setTimeout(() => resolve([]), collectTimeoutMs).unref(),
    );
    const reports = await Promise.race([this.#askAll({ kind: 'collect' }, 'tally'), giveUp]);
    const tallies = reports.map((report) => (report.kind === 'tally' ? report.tally : emptyTally()));
    return sumTallies(tallies, true);
  }

  /** Ends everything within a second. */
  async finish(): Promise<void> {
    this.#isEnding = true;
    this.#tellAll({ kind: 'finish' });
    const running = this.#children.filter(({ exitCode }) => exitCode === null);
    const ends = running.map((child) => once(child, 'exit'));
    await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, finishTimeoutMs))]);
    endMembers(this.#children);
    this.#server.close();
  }

  #greet(socket: Socket, key: string, onMember: () => void): void {
    const line = createChannel<Order, Report>(socket);
    const waiting: Member['waiting'] = new Map();
    let isKnown = false;
    line.listen((report) => {
      if (isKnown) return this.#take(waiting, report);
      if (report.kind !== 'hello' || report.key !== key) return void socket.destroy();
      isKnown = true;
      this.#members.push({ line, isLocal: socket.remoteAddress === socket.localAddress, waiting });
      onMember();
    });
    line.onClose(() => {
      if (isKnown && !this.#isEnding) this.#fail('A process of the generator ended before the run did.');
    });
  }

  #take(waiting: Member['waiting'], report: Report): void {
    const waiter = waiting.get(report.kind);
    waiting.delete(report.kind);
    waiter?.(report);
    if (report.kind === 'room') {
      this.#tellAll(report);
      this.#hooks.onRoom(report.room, report.number);
    }
    if (report.kind === 'failed') this.#fail(report.reason);
    if (report.kind === 'waiting') this.#hooks.onWaiting(report.ms);
    if (report.kind === 'joined') this.#hooks.onJoined(report.account, report.tookMs, report.again);
    if (report.kind === 'not-joined') this.#hooks.onNotJoined(report.account, report.reason);
    if (report.kind === 'signed-in') {
      this.#hooks.onSignedIn(report.account, report.token);
      this.#signedIn.get(report.account)?.();
    }
  }

  /** Processes of this machine share its clock. */
  async #setClocks(): Promise<void> {
    for (const member of this.#members) {
      if (member.isLocal) continue;
      const clock = await this.#unlessFailed(
        estimateClock(async () => readTime(await this.#ask(member, askTime, 'time'))),
      );
      member.line.send({ kind: 'set-time', offsetMs: clock.offsetMs });
      this.clockErrorMs = Math.max(this.clockErrorMs, clock.errorMs);
    }
  }

  #ask(member: Member, order: Order, answer: Report['kind']): Promise<Report> {
    const answered = new Promise<Report>((resolve) => void member.waiting.set(answer, resolve));
    member.line.send(order);
    return answered;
  }

  #askAll(order: Order, answer: Report['kind']): Promise<Report[]> {
    return Promise.all(this.#members.map((member) => this.#ask(member, order, answer)));
  }

  #tellAll(order: Order): void {
    for (const { line } of this.#members) line.send(order);
  }

  #fail(reason: string): void {
    this.#failure.reject(new LoadError(reason));
  }

  #unlessFailed<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#failure.promise]);
  }
}

function readTime(report: Report): number {
  return report.kind === 'time' ? report.atMs : Number.NaN;
}
