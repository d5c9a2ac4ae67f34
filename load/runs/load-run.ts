// A run from the first look at the server to the last tally: crew, people, measurement. Driven by run-scenario and find-limit.
import { setTimeout as sleep } from 'node:timers/promises';
import { Crew } from '../crew/crew.ts';
import type { CrewSettings } from '../crew/messages.ts';
import { DelayHistogram } from '../measure/delay-histogram.ts';
import { planFiles, requireFiles } from '../plan/file-limit.ts';
import type { LoadOptions } from '../plan/options.ts';
import { loudestVoices, planArrivalsPerSecond, type PlannedParticipant } from '../plan/plan-participants.ts';
import { planJpeg, planJpegPackets, planLayers, planWantedLayer } from '../plan/plan-pictures.ts';
import { type Scenario, scenarios } from '../plan/scenarios.ts';
import type { Progress } from '../report/progress.ts';
import { accountPassword } from '../server/account-password.ts';
import { requireOwnServer } from '../server/require-own-server.ts';
import type { ServerReading } from '../server/server-metrics.ts';
import { ServerWatch } from '../server/server-watch.ts';
import { payloadMaxBytes } from '../../peers/media/h264-packets.ts';
import { type HeldSeed, holdSeed } from './hold-seed.ts';
import { measure, type Measurement } from './measure.ts';
import type { RunFacts } from './result.ts';
import { readSessions, type Sessions, writeSessions } from './session-file.ts';
import { SignInProgress } from './sign-in-progress.ts';

/** After the last one was to come in, how long it is waited for. */
const joinPatienceMs = 30_000;
/** Between two looks at how far it has come. */
const progressMs = 500;
/** Numbers of so many rooms are told. */
const roomsTold = 3;

export class LoadRun {
  readonly options: LoadOptions;
  readonly scenario: Scenario;
  readonly watch: ServerWatch;
  readonly #progress: Progress;
  readonly #signal: AbortSignal;
  readonly #seed: HeldSeed;
  readonly #sessions: Sessions;
  readonly #joinTimes = new DelayHistogram();
  readonly #joined = new Set<number>();
  readonly #refusals = new Map<number, string>();
  #crew: Crew | undefined;
  /** Packets a second that the generator can handle; `undefined` when that could not be measured. */
  #capacity: number | undefined;
  #signIns: SignInProgress | undefined;
  #planned = 0;
  #atFirst: ServerReading | undefined;
  #onSettled: (() => void) | undefined;

  constructor(options: LoadOptions, progress: Progress, signal: AbortSignal) {
    this.#seed = holdSeed(options.url, options.seed, options.seedIsChosen);
    this.options = { ...options, seed: this.#seed.seed };
    this.scenario = scenarios[options.scenario];
    this.watch = new ServerWatch(options.url, options.metricsToken);
    this.#progress = progress;
    this.#signal = signal;
    this.#sessions = readSessions(options.sessions, options.url, this.options.seed);
  }

  /** Everything that can be found wrong before anything is sent, and the crew. @throws LoadError */
  async open(): Promise<void> {
    const { options } = this;
    const { hostname } = new URL(options.url);
    await requireOwnServer(hostname, options.iOwnThisServer);
    if (options.coordinate !== undefined)
      await requireOwnServer(options.coordinate.host, options.iOwnThisServer);
    accountPassword(options.url, options.password, options.seed);
    const helpers = options.coordinate === undefined ? 0 : options.helpers;
    requireFiles(planFiles(options, options.workers + helpers));
    await this.watch.requireReady();
    this.#atFirst = await this.watch.read({ collected: !this.scenario.meets });
    this.#progress.say('starting the generator and measuring its own head-room');
    this.#crew = await Crew.start({
      ...options,
      signal: this.#signal,
      onSignedIn: (account, token) => {
        this.#sessions[account] = token;
        this.#signIns?.note(performance.now());
      },
      onJoined: (account, tookMs, again) => this.#noteJoined(account, tookMs, again),
      onNotJoined: (account, reason) => this.#noteRefusal(account, reason),
      onWaiting: (ms) =>
        this.#progress.say(`waiting ${(ms / 1000).toFixed(0)} s for the server's budget of sign-ins`),
      onRoom: (room, number) => {
        if (room < roomsTold) this.#progress.note(`Room ${number} is open: come in and look.`);
      },
      onOpen: ({ host, port }, key) =>
        this.#progress.note(
          `Other machines join with: npm run load -- --join ${host}:${port} --key ${key} --i-own-this-server`,
        ),
    });
    this.#capacity = await this.crew.prepare(this.#settings());
    this.#progress.note(this.#describeHeadRoom());
  }

  get crew(): Crew {
    if (this.#crew === undefined) throw new Error('The run is not open.');
    return this.#crew;
  }

  get isInterrupted(): boolean {
    return this.#signal.aborted;
  }

  /** Waits, unless the run is interrupted. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#signal }).catch(() => undefined);
  }

  /** Signs people in. */
  async signIn(plans: readonly PlannedParticipant[]): Promise<void> {
    this.#planned += plans.length;
    this.#signIns = new SignInProgress(plans.length, performance.now());
    const timer = setInterval(() => this.#progress.say(this.#signIns?.describe() ?? ''), progressMs);
    try {
      await this.#unlessInterrupted(this.crew.signIn(plans, this.#sessions));
    } finally {
      clearInterval(timer);
      // What came so far need not come again, however this ended.
      writeSessions(this.options.sessions, this.options.url, this.options.seed, this.#sessions);
    }
  }

  /** Starts a wave of participants, and waits until each has joined or is refused. */
  async enter(plans: readonly PlannedParticipant[], wave: PlannedParticipant['wave']): Promise<void> {
    if (this.isInterrupted) return;
    const own = plans.filter((plan) => plan.wave === wave);
    if (this.options.into !== undefined) this.crew.nameRoom(0, this.options.into);
    this.crew.enter(wave, own);
    const patienceMs = this.options.ramp * 1000 + joinPatienceMs;
    const settled = new Promise<void>((resolve) => {
      // Checks only up to the first missing participant: with twenty thousand, each event would otherwise check them all.
      let next = 0;
      const look = (): void => {
        this.#progress.say(`joined ${this.#joined.size}/${this.#planned}`);
        const closed = this.#closedRooms(own);
        for (let plan = own[next]; plan && this.#isSettled(plan, closed); plan = own[next]) next += 1;
        if (next === own.length) resolve();
      };
      this.#onSettled = look;
      setTimeout(resolve, patienceMs).unref();
      look();
    });
    await this.#unlessInterrupted(Promise.race([settled, this.crew.failed]));
  }

  /** These leave for good and count no longer. */
  leave(plans: readonly PlannedParticipant[]): void {
    this.crew.leave(plans);
    this.#planned -= plans.length;
    for (const { index } of plans) {
      this.#joined.delete(index);
      this.#refusals.delete(index);
    }
  }

  /** Whether this account is where it was to be. */
  isIn(account: number): boolean {
    return this.#joined.has(account);
  }

  measure(seconds: number): Promise<Measurement> {
    return measure({
      crew: this.crew,
      watch: this.watch,
      seconds,
      // What a socket costs can only be told from garbage that way.
      asked: { packets: true, collected: !this.scenario.meets },
      signal: this.#signal,
      onMoment: (moment, remainingSeconds) =>
        this.#progress.show({ moment, remainingSeconds, joined: this.#joined.size, planned: this.#planned }),
    });
  }

  /** What is known besides the measurement. @param rooms that are open */
  facts(rooms: number): RunFacts {
    const arrivals = this.#arrivalsPerSecond(rooms);
    return {
      options: this.options,
      rooms,
      planned: this.#planned,
      joined: this.#joined.size,
      refusals: [...this.#refusals.values()],
      joinTimes: this.#joinTimes.parts(),
      processes: this.crew.size,
      headRoom: arrivals === 0 || this.#capacity === undefined ? undefined : this.#capacity / arrivals,
      clockErrorMs: this.crew.clockErrorMs,
      atFirst: this.#atFirst,
    };
  }

  async close(): Promise<void> {
    await this.#crew?.finish();
    this.#seed.release();
  }

  #settings(): CrewSettings {
    const { options, scenario } = this;
    const { picture, speaking } = scenario;
    return {
      url: options.url,
      seed: options.seed,
      password: accountPassword(options.url, options.password, options.seed),
      voice: options.voice,
      speaking,
      allVoicesFlow: options.publishers <= loudestVoices,
      picture,
      layers: options.video === 'h264' ? planLayers(picture, options.layers) : [],
      jpeg: options.video === 'jpeg' ? planJpeg(picture) : undefined,
      takesJpeg: options.video === 'jpeg' || options.into !== undefined,
      paceMs: options.pace,
    };
  }

  #arrivalsPerSecond(rooms: number): number {
    const { layers, jpeg } = this.#settings();
    const layer = layers[planWantedLayer(this.options.publishers, layers.length)];
    const video = layer === undefined ? 0 : layer.framesPerSecond + layer.bitsPerSecond / 8 / payloadMaxBytes;
    const jpegs = jpeg === undefined ? 0 : jpeg.framesPerSecond * planJpegPackets(jpeg);
    return planArrivalsPerSecond({ ...this.options, rooms }, video + jpegs);
  }

  #describeHeadRoom(): string {
    if (this.#capacity === undefined) return 'The head-room of the generator could not be measured.';
    const planned = this.#arrivalsPerSecond(this.options.rooms);
    const can = `The generator (${this.crew.size} process${this.crew.size === 1 ? '' : 'es'}) echoes ${Math.round(this.#capacity)} packets/s`;
    if (planned === 0 || this.options.scenario === 'find-limit') return `${can}.`;
    const headRoom = this.#capacity / planned;
    const advice = headRoom < 1 ? ': the generator is the limit, raise --workers or use more machines' : '';
    return `${can}, ${headRoom.toFixed(1)} times the ${Math.round(planned)} that are planned${advice}.`;
  }

  #noteJoined(account: number, tookMs: number, again: boolean): void {
    // Those who only open a socket join nothing.
    if (tookMs > 0) this.#joinTimes.add(tookMs);
    if (!again) this.#joined.add(account);
    this.#onSettled?.();
  }

  /** Whether a participant has joined or never will: no participant can join a room that could not be opened. */
  #isSettled({ index, room }: PlannedParticipant, closedRooms: ReadonlySet<number | undefined>): boolean {
    return this.isIn(index) || this.#refusals.has(index) || closedRooms.has(room);
  }

  #closedRooms(plans: readonly PlannedParticipant[]): ReadonlySet<number | undefined> {
    if (this.#refusals.size === 0) return new Set();
    const unopened = plans.filter(({ opensRoom, index }) => opensRoom && this.#refusals.has(index));
    return new Set(unopened.map(({ room }) => room));
  }

  #noteRefusal(account: number, reason: string): void {
    this.#refusals.set(account, reason);
    this.#onSettled?.();
  }

  #unlessInterrupted(work: Promise<void>): Promise<void> {
    const signal = this.#signal;
    return Promise.race([
      work,
      new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    ]);
  }
}
