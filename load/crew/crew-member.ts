// One process of the crew: does what the coordinating process orders, and reports. Started by start-members, ends with its line.
import { once } from 'node:events';
import { connect } from 'node:net';
import { CallError } from '../../client/link/call-error.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import { LoadError } from '../load-error.ts';
import { nowMs } from '../../peers/media/stamp.ts';
import type { PlannedParticipant } from '../plan/plan-participants.ts';
import { LoadAccounts } from './accounts.ts';
import { measureEcho } from './echo.ts';
import {
  createChannel,
  type CrewSettings,
  type Channel,
  type Order,
  refusedBeginning,
  type Report,
} from './messages.ts';
import { Meter } from './meter.ts';
import { cannotBeginCode } from './start-members.ts';
import { Participant, type ParticipantParts } from './participant.ts';
import { preparePublishedMedia } from './published-media.ts';

const tickMs = 4;
const exitDelayMs = 200;
/** Sockets that are opened at a time: each is a request for a ticket and a handshake. */
const socketsAtATime = 16;

class CrewMember {
  readonly #line: Channel<Report, Order>;
  readonly #meter = new Meter();
  readonly #participants = new Map<number, Participant>();
  /** Those of them who have something to send. */
  readonly #publishers = new Set<Participant>();
  readonly #rooms = new Map<number, PromiseWithResolvers<string>>();
  #parts: ParticipantParts | undefined;

  constructor(line: Channel<Report, Order>) {
    this.#line = line;
  }

  /** Takes orders from now on. */
  listen(): void {
    this.#line.listen((order) => void this.#obey(order).catch((error: unknown) => this.#fail(error)));
    setInterval(() => this.#tick(), tickMs);
  }

  async #obey(order: Order): Promise<void> {
    switch (order.kind) {
      case 'prepare':
        return this.#prepare(order.settings);
      case 'sign-in':
        return this.#signIn(order.participants, order.tokens);
      case 'enter':
        for (const participant of this.#chosen(order.accounts))
          if (participant.plan.wave === order.wave) participant.enter();
        return;
      case 'room':
        return this.#room(order.room).resolve(order.number);
      case 'collect':
        return this.#line.send({ kind: 'tally', tally: this.#meter.collect() });
      case 'leave':
        for (const participant of this.#chosen(order.accounts)) participant.leave();
        return;
      case 'ask-time':
        return this.#line.send({ kind: 'time', atMs: nowMs() });
      case 'set-time':
        this.#meter.offsetMs = order.offsetMs;
        return;
      case 'finish':
        return this.#finish();
    }
  }

  async #prepare(settings: CrewSettings): Promise<void> {
    const accounts = new LoadAccounts({
      ...settings,
      onWait: (ms) => this.#line.send({ kind: 'waiting', ms }),
    });
    const media = await preparePublishedMedia(settings);
    const onNotJoined = (account: number, error: unknown): void =>
      this.#line.send({ kind: 'not-joined', account, reason: sentenceOf(error) });
    this.#parts = {
      settings,
      accounts,
      media,
      meter: this.#meter,
      numberOf: (room) => this.#room(room).promise,
      onRoom: (room, number) => this.#line.send({ kind: 'room', room, number }),
      onJoined: (account, tookMs, again) => this.#line.send({ kind: 'joined', account, tookMs, again }),
      onNotJoined,
    };
    this.#line.send({ kind: 'ready', packetsPerSecond: await measureEcho() });
  }

  async #signIn(
    plans: readonly PlannedParticipant[],
    tokens: Readonly<Record<number, string>>,
  ): Promise<void> {
    const parts = this.#parts;
    if (parts === undefined) throw new Error('Sign-ins begin after the preparation.');
    // Rooms of a search are opened again under their old names.
    for (const { room } of plans) if (room !== undefined) this.#rooms.delete(room);
    const waiting = [...plans];
    let open = 0;
    const explainFull = (error: unknown): never => {
      throw error instanceof CallError && open > 0 ? fullAfter(open, error) : error;
    };
    const signInSome = async (): Promise<void> => {
      for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
        const participant = new Participant(plan, parts);
        this.#participants.set(plan.index, participant);
        if (plan.publishes) this.#publishers.add(participant);
        const token = await participant.signIn(tokens[plan.index]).catch(explainFull);
        open += 1;
        this.#line.send({ kind: 'signed-in', account: plan.index, token });
      }
    };
    await Promise.all(Array.from({ length: socketsAtATime }, signInSome));
  }

  #chosen(accounts: readonly number[]): Participant[] {
    return accounts.map((index) => this.#participants.get(index)).filter((found) => found !== undefined);
  }

  #room(room: number): PromiseWithResolvers<string> {
    const known = this.#rooms.get(room) ?? Promise.withResolvers<string>();
    this.#rooms.set(room, known);
    return known;
  }

  #tick(): void {
    const atMs = this.#meter.nowMs();
    this.#meter.sign(atMs);
    for (const participant of this.#publishers) participant.tick(atMs);
  }

  #finish(): void {
    for (const participant of this.#participants.values()) participant.leave();
    this.#line.close();
  }

  #fail(error: unknown): void {
    this.#line.send({ kind: 'failed', reason: sentenceOf(error) });
  }
}

/** One sentence, with the cause where a refusal alone would say too little. */
function sentenceOf(error: unknown): string {
  if (error instanceof RequestError) return `${refusedBeginning} ${error.message}`;
  if (error instanceof CallError) return `${error.message}${causeOf(error)}`;
  return error instanceof Error ? error.message : String(error);
}

/** A server that is full hangs up without a word. */
function fullAfter(open: number, error: CallError): LoadError {
  return new LoadError(
    `The server took ${open} connections of this process and then no more${causeOf(error)}: lower --rooms or --listeners, or raise ` +
      'SOCKETS_MAX or SOCKETS_PER_ADDRESS of the server.',
    { cause: error },
  );
}

function causeOf({ cause }: CallError): string {
  const deepest = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return deepest instanceof Error ? ` (${deepest.message})` : '';
}

const [host = '127.0.0.1', port = '0'] = process.argv.slice(2);
const socket = connect(Number(port), host);
try {
  await once(socket, 'connect');
} catch {
  console.error(`No coordinating machine answers at ${host}:${port}: start it first, or correct --join.`);
  process.exit(cannotBeginCode);
}
const line = createChannel<Report, Order>(socket);
// Native threads are still closing what was open.
line.onClose(() => setTimeout(() => process.exit(0), exitDelayMs));
line.send({ kind: 'hello', key: process.env['PLENUM_LOAD_KEY'] ?? '' });
// Ctrl-C reaches the whole group: the coordinating process decides what happens then.
process.on('SIGINT', () => undefined);
new CrewMember(line).listen();
