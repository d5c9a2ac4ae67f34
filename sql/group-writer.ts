// Puts the writes of many requests into one transaction of the file, so that one flush of the disk makes all of them durable. Runs
// in the writing database thread.
import { failureOf, type SqliteFailure } from './sqlite-failure.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import type { Answer, EndRequest, StatementRequest } from './sqlite-messages.ts';
import { type Alone, isOver, refusalOf, type Transaction, type Unit } from './write-units.ts';

/** How long a group takes in statements before it is committed; one in which nothing is left to do is committed at once. */
const groupMs = 5;
/** How long a statement waits for another process that writes: within the 2 s that a request may take. */
const busyMs = 1500;
/** The pause between two tries to get the file from another process. */
const busyPauseMs = 1;
/** How long groups may follow one upon the other, and how long another process then has to get the file. */
const turnMs = 20;
const breakMs = 4;
/** A transaction that does nothing for so long is rolled back: all other writes wait for it. */
const silentMs = 5000;

interface Parts {
  readonly connection: Pick<SqliteConnection, 'run' | 'exec' | 'isInTransaction'>;
  readonly answer: (answers: readonly Answer[]) => void;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Calls `work` after so many milliseconds; 0 once the messages that have arrived are taken. */
  readonly later: (ms: number, work: () => void) => void;
}

export class GroupWriter {
  readonly #parts: Parts;
  #waiting: Unit[] = [];
  /** Outcomes that no caller may learn before the group is on the disk; `unit` of those that can be repeated. */
  #held: { readonly answer: Answer; readonly unit?: Alone }[] = [];
  #openedAtMs: number | undefined;
  #turnBeganMs = 0;
  #freeSinceMs = Number.NEGATIVE_INFINITY;
  #active: { readonly id: number; heardAtMs: number } | undefined;
  #runsSoon = false;
  #onIdle: (() => void) | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Statements of one transaction are answered at once; everything else, a transaction's end too, once it is on the disk. */
  take(request: StatementRequest | EndRequest): void {
    if (request.kind === 'statement') this.#takeStatement(request);
    else this.#takeEnd(request);
  }

  /** Writes what waits, rolls back a transaction that is not over, and then calls `then`. */
  finish(then: () => void): void {
    this.#onIdle = then;
    if (this.#active !== undefined) this.#rollBackActive();
    this.#run();
  }

  #takeStatement(request: StatementRequest): void {
    const { transaction } = request;
    if (transaction === undefined || transaction.isFirst) {
      const common = { waitsUntilMs: this.#parts.now() + busyMs, isSecondTry: false } as const;
      this.#waiting.push(
        transaction === undefined
          ? { ...common, requests: [request] }
          : { ...common, requests: [request], transaction: transaction.id },
      );
      this.#runSoon(0);
    } else if (this.#active?.id === transaction.id) {
      this.#runInTransaction(request);
      // The disk may have failed, which ends the transaction.
      if (this.#active === undefined) this.#run();
    } else {
      this.#putOff(transaction.id, request);
    }
  }

  /** For a transaction whose turn has not come, or that was rolled back already. */
  #putOff(transaction: number, request: StatementRequest | EndRequest): void {
    const unit = this.#waiting.find((each) => each.transaction === transaction);
    if (unit?.transaction === undefined) this.#parts.answer([refusalOf(request, isOver)]);
    else unit.requests.push(request);
  }

  #takeEnd(request: EndRequest): void {
    const { kind, id, transaction } = request;
    if (this.#active?.id !== transaction) return this.#putOff(transaction, request);
    if (kind === 'rollback') this.#rollBackActive();
    else this.#leaveActive('release unit');
    this.#held.push({ answer: { id, result: { rows: [] } } });
    this.#run();
  }

  #runSoon(ms: number): void {
    if (this.#runsSoon) return;
    this.#runsSoon = true;
    this.#parts.later(ms, () => {
      this.#runsSoon = false;
      this.#run();
    });
  }

  /** Does what waits, group by group, until nothing is left, a transaction is open, or another process has the file. */
  #run(): void {
    while (this.#active === undefined) {
      const [next] = this.#waiting;
      if (this.#openedAtMs !== undefined && this.#isFull(next)) this.#commit();
      else if (next === undefined) break;
      else if (this.#openedAtMs === undefined && !this.#begin()) return;
      else this.#runUnit();
    }
    if (this.#active === undefined) this.#tellIdle();
  }

  #tellIdle(): void {
    const then = this.#onIdle;
    this.#onIdle = undefined;
    then?.();
  }

  #isFull(next: Unit | undefined): boolean {
    if (next === undefined || next.isSecondTry) return true;
    return this.#parts.now() - (this.#openedAtMs ?? 0) >= groupMs;
  }

  /** How long the file has to be left to others before the next group, in milliseconds. */
  #breakLeftMs(): number {
    const nowMs = this.#parts.now();
    const freeMs = nowMs - this.#freeSinceMs;
    if (freeMs >= breakMs) this.#turnBeganMs = nowMs;
    return nowMs - this.#turnBeganMs >= turnMs ? breakMs - freeMs : 0;
  }

  /** @returns whether a group is open now */
  #begin(): boolean {
    const breakLeftMs = this.#breakLeftMs();
    if (breakLeftMs > 0) {
      this.#runSoon(breakLeftMs);
      return false;
    }
    try {
      this.#parts.connection.exec('begin immediate');
      this.#openedAtMs = this.#parts.now();
      return true;
    } catch (error) {
      const failure = failureOf(error);
      const nowMs = this.#parts.now();
      const isRefused = (unit: Unit) => failure.kind !== 'busy' || unit.waitsUntilMs <= nowMs;
      const refused = this.#waiting.filter(isRefused);
      this.#waiting = this.#waiting.filter((unit) => !isRefused(unit));
      this.#parts.answer(refused.flatMap(({ requests }) => requests.map((each) => refusalOf(each, failure))));
      if (this.#waiting.length > 0) this.#runSoon(busyPauseMs);
      else this.#tellIdle();
      return false;
    }
  }

  #runUnit(): void {
    const unit = this.#waiting.shift();
    if (unit === undefined) return;
    if (unit.transaction !== undefined) return this.#beginTransaction(unit);
    const answer = this.#attempt(unit.requests[0]);
    if ('failure' in answer && !this.#parts.connection.isInTransaction) this.#lose(answer.failure, answer);
    else this.#held.push({ answer, unit });
    if (unit.isSecondTry && this.#openedAtMs !== undefined) this.#commit();
  }

  #beginTransaction({ transaction, requests }: Transaction): void {
    this.#parts.connection.exec('savepoint unit');
    this.#active = { id: transaction, heardAtMs: this.#parts.now() };
    this.#watchActive();
    for (const request of requests) {
      if (request.kind === 'statement') this.#runInTransaction(request);
      else this.#takeEnd(request);
    }
  }

  /** A statement that fails alone takes nothing else with it; one that finds the disk full may end the whole group. */
  #runInTransaction(request: StatementRequest): void {
    if (this.#active === undefined) return this.#parts.answer([{ id: request.id, failure: isOver }]);
    this.#active.heardAtMs = this.#parts.now();
    const answer = this.#attempt(request);
    if ('failure' in answer && !this.#parts.connection.isInTransaction) this.#lose(answer.failure, answer);
    else this.#parts.answer([answer]);
  }

  #attempt({ id, text, values }: StatementRequest): Answer {
    try {
      return { id, result: this.#parts.connection.run(text, values) };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  }

  #rollBackActive(): void {
    this.#leaveActive('rollback to unit; release unit');
  }

  #leaveActive(statements: string): void {
    this.#parts.connection.exec(statements);
    this.#active = undefined;
  }

  #watchActive(): void {
    const { now, later } = this.#parts;
    const watched = this.#active;
    if (watched === undefined) return;
    later(silentMs, () => {
      if (this.#active !== watched) return;
      if (now() - watched.heardAtMs < silentMs) return this.#watchActive();
      this.#rollBackActive();
      this.#run();
    });
  }

  #commit(): void {
    try {
      this.#parts.connection.exec('commit');
    } catch (error) {
      if (this.#parts.connection.isInTransaction) this.#parts.connection.exec('rollback');
      return this.#lose(failureOf(error));
    }
    this.#openedAtMs = undefined;
    this.#freeSinceMs = this.#parts.now();
    const answers = this.#held.map(({ answer }) => answer);
    this.#held = [];
    this.#parts.answer(answers);
  }

  /**
   * Nothing of the group is stored. Statements by themselves are tried once more, each in a group of its own; transactions
   * cannot, since their answers were used already.
   * @param culprit the answer to what ended the group, if it was a statement
   */
  #lose(failure: SqliteFailure, culprit?: Answer): void {
    const again: Alone[] = [];
    const answers: Answer[] = culprit === undefined ? [] : [culprit];
    for (const { answer, unit } of this.#held) {
      if (unit === undefined || unit.isSecondTry) answers.push({ id: answer.id, failure });
      else again.push({ ...unit, isSecondTry: true });
    }
    this.#held = [];
    this.#openedAtMs = undefined;
    this.#active = undefined;
    this.#waiting = [...again, ...this.#waiting];
    this.#parts.answer(answers);
  }
}
