// People write while lines are cut at every step, their programs and the server are killed, and the database is away: every log is the
// server's in the end.
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeChat, type Written } from '../../load/chat/judge-chat.ts';
import type { Message } from '../../protocol/messages/model.ts';
import { createRandom } from '../../peers/random.ts';
import { befriend, calm, type Chaos, type CutStep, MessageDevice } from '../../peers/message-device.ts';
import { type Mariadb, startMariadb } from '../helpers/mariadb.ts';
import { historyOf } from '../helpers/message-truth.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { type Account, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { startTortured } from './torture-server.ts';
import { serverChecks, type RunOptions, type TortureTest } from './torture-test.ts';

const clientCounts = { gate: 6, short: 24, long: 200 };
const roundCounts = { gate: 3, short: 12, long: 50 };
const awayMs = { gate: 1000, short: 5000, long: 10_000 };
const devicesPerAccount = 2;
const groupSize = 10;
const cutShare = 0.15;
const droppedShare = 0.2;
const killedShare = 0.05;
const settleMs = 180_000;
const steps: readonly CutStep[] = ['before', 'leaving', 'working', 'answered'];

export const messageLoss: TortureTest = {
  id: 'message-loss',
  sentence:
    'People write while lines are cut at every step, notices are dropped, their programs and the server are killed, and the database is away.',
  longMinutes: 15,
  run: async (options) => {
    const mariadb = await startMariadb();
    const attack = new MessageAttack(mariadb, options);
    try {
      return await attack.run();
    } finally {
      await attack.close();
      await mariadb.stop();
    }
  },
};

interface Client {
  readonly account: Account;
  readonly device: MessageDevice;
}

/** Messages in a form in which equal ones are the same text. */
function inWords(messages: readonly Message[]): string {
  return JSON.stringify(
    messages.map(({ seq, change, senderId, clientId, text, sentAtMs, editedAtMs, recalled = false }) => [
      seq,
      change,
      senderId,
      clientId,
      text,
      sentAtMs,
      editedAtMs,
      recalled,
    ]),
  );
}

class MessageAttack {
  readonly #mariadb: Mariadb;
  readonly #options: RunOptions;
  readonly #random: () => number;
  readonly #clients: Client[] = [];
  readonly #groups: { readonly id: string; readonly clients: readonly Client[] }[] = [];
  readonly #written: Written[] = [];
  #server: ServerProcess | undefined;

  constructor(mariadb: Mariadb, options: RunOptions) {
    this.#mariadb = mariadb;
    this.#options = options;
    this.#random = createRandom(options.seed);
  }

  async run(): Promise<Check[]> {
    await this.#startServer({});
    await this.#open();
    const chaos: Chaos = {
      cutAt: () => (this.#random() < cutShare ? this.#pick(steps) : undefined),
      drops: () => this.#random() < droppedShare,
    };
    for (const { device } of this.#clients) device.chaos = chaos;
    const rounds = roundCounts[this.#options.form];
    for (let round = 0; round < rounds; round += 1) {
      await this.#write(round);
      await this.#killClients();
      if (round === Math.floor(rounds / 3)) await this.#killServer();
      if (round === Math.floor((2 * rounds) / 3)) await this.#takeDatabaseAway();
    }
    return this.#judge();
  }

  async close(): Promise<void> {
    for (const { device } of this.#clients) device.kill();
    await this.#server?.stop();
  }

  async #startServer(kept: Readonly<Record<string, string>>): Promise<void> {
    this.#server = await startTortured({
      REQUEST_ALLOWANCE: '1000',
      UNCOUNTED_ADDRESSES: '127.0.0.1,::1',
      DATABASE_URL: this.#mariadb.url('torture'),
      ...kept,
    });
  }

  get #url(): string {
    return this.#server?.url ?? '';
  }

  async #open(): Promise<void> {
    const count = clientCounts[this.#options.form];
    for (let index = 0; index < count; index += devicesPerAccount) {
      const account = await registerAccount(this.#url);
      for (let each = 0; each < devicesPerAccount; each += 1) {
        const device = new MessageDevice(this.#url, account);
        await device.start();
        this.#clients.push({ account, device });
      }
    }
    for (let start = 0; start < count; start += groupSize) {
      const clients = this.#clients.slice(start, start + groupSize);
      const [founder] = clients as [Client];
      await befriend(
        founder.device,
        clients.map(({ device }) => device),
      );
      const accountIds = [...new Set(clients.map(({ account }) => account.accountId))];
      const { state } = await founder.device.ask('conversation:create-group', {
        title: `Group ${start}`,
        accountIds,
      });
      this.#groups.push({ id: state.conversation, clients });
    }
    await this.#until(() => this.#everyLog((log) => log !== undefined));
  }

  async #write(round: number): Promise<void> {
    for (const { id: group, clients } of this.#groups)
      for (const [index, { device, account }] of clients.entries()) {
        const text = `${group} ${index} ${round}`;
        this.#written.push({ group, text, senderId: `${account.accountId} ${index}` });
        await device.sync.send(group, text);
        if (this.#random() < cutShare) device.cut();
      }
  }

  async #killClients(): Promise<void> {
    for (const { device } of this.#clients) {
      if (this.#random() >= killedShare) continue;
      device.kill();
      await device.start();
    }
  }

  async #killServer(): Promise<void> {
    const { port } = new URL(this.#url);
    const dataDir = await this.#server?.stopKeepingData('SIGKILL');
    await this.#startServer({ DATA_DIR: dataDir ?? '', PORT: port });
  }

  async #takeDatabaseAway(): Promise<void> {
    await this.#mariadb.kill();
    await sleep(awayMs[this.#options.form]);
    await this.#mariadb.restart();
  }

  async #judge(): Promise<Check[]> {
    for (const { device } of this.#clients) {
      device.chaos = calm;
      device.cut();
    }
    // The last notice before a quiet hour may have been dropped; the next one shows what is missing.
    await this.#until(() => this.#clients.every(({ device }) => device.isOnline));
    for (const { id: group, clients } of this.#groups)
      await clients[0]?.device.sync.send(group, 'the last one');
    const truths = new Map<string, string>();
    await this.#until(() =>
      this.#groups.every(({ id, clients }) =>
        clients.every(({ device }) => device.isOnline && device.sync.outgoing(id).length === 0),
      ),
    );
    for (const { id, clients } of this.#groups)
      truths.set(id, inWords(await historyOf(this.#url, (clients[0] as Client).account, id)));
    const isEqual = ({ device }: Client, id: string): boolean =>
      inWords(device.sync.log(id)?.messages() ?? []) === truths.get(id);
    await this.#until(() =>
      this.#groups.every(({ id, clients }) => clients.every((client) => isEqual(client, id))),
    );
    const kept = this.#groups.flatMap(({ id: group, clients }) =>
      clients.map(({ device }) => ({
        group,
        accountId: device.accountId,
        texts: (device.sync.log(group)?.messages() ?? []).map(({ text }) => text),
      })),
    );
    const unlike = this.#groups.flatMap(({ id, clients }) =>
      clients.filter((client) => !isEqual(client, id)),
    );
    const { lost, doubled, outOfOrder } = judgeChat(this.#written, kept);
    return [
      none('messages lost', lost),
      none('messages doubled', doubled),
      none('messages out of order', outOfOrder),
      none("logs unlike the server's", unlike.length),
      ...(this.#server === undefined ? [] : serverChecks(this.#server)),
    ];
  }

  #everyLog(isFine: (log: ReturnType<MessageDevice['sync']['log']>) => boolean): boolean {
    return this.#groups.every(({ id, clients }) =>
      clients.every(({ device }) => isFine(device.sync.log(id))),
    );
  }

  /** Waits for a state, and goes on without it in the end: what is missing is counted. */
  async #until(isDone: () => boolean): Promise<void> {
    const untilMs = performance.now() + settleMs;
    while (!isDone() && performance.now() < untilMs) await sleep(100);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}
