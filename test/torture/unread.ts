// Random histories on three devices of each account: in the end every badge is what the messages themselves say.
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../peers/random.ts';
import { befriend, calm, MessageDevice } from '../../peers/message-device.ts';
import { historyOf, stateOf } from '../helpers/message-truth.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { type Account, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { startTortured } from './torture-server.ts';
import { serverChecks, type TortureTest } from './torture-test.ts';

const stepCounts = { gate: 40, short: 400, long: 4000 };
const accountsCount = 3;
const devicesPerAccount = 3;
const settleMs = 60_000;

interface Person {
  readonly account: Account;
  readonly devices: readonly MessageDevice[];
}

export const unread: TortureTest = {
  id: 'unread',
  sentence:
    'People send, edit, recall, read and are cut off at random on three devices each, and look at their badges.',
  longMinutes: 5,
  run: async ({ form, seed }) => {
    const server = await startTortured({ REQUEST_ALLOWANCE: '1000', UNCOUNTED_ADDRESSES: '127.0.0.1,::1' });
    const people: Person[] = [];
    try {
      for (let index = 0; index < accountsCount; index += 1) people.push(await openPerson(server));
      const group = await openGroup(people);
      await live(people, group, stepCounts[form], createRandom(seed));
      return [...(await judge(server, people, group)), ...serverChecks(server)];
    } finally {
      for (const { devices } of people) for (const device of devices) device.kill();
      await server.stop();
    }
  },
};

async function openPerson({ url }: ServerProcess): Promise<Person> {
  const account = await registerAccount(url);
  const devices = Array.from({ length: devicesPerAccount }, () => new MessageDevice(url, account));
  for (const device of devices) await device.start();
  return { account, devices };
}

async function openGroup(people: readonly Person[]): Promise<string> {
  const [{ devices }] = people as [Person];
  await befriend(
    devices[0] as MessageDevice,
    people.flatMap((person) => person.devices),
  );
  const accountIds = people.map(({ account }) => account.accountId);
  const { state } = await (devices[0] as MessageDevice).ask('conversation:create-group', {
    title: 'Badges',
    accountIds,
  });
  await until(() => everyDevice(people, (device) => device.sync.log(state.conversation) !== undefined));
  return state.conversation;
}

async function live(
  people: readonly Person[],
  group: string,
  steps: number,
  random: () => number,
): Promise<void> {
  const below = (end: number): number => Math.floor(random() * end);
  for (const { devices } of people)
    for (const device of devices) device.chaos = { ...calm, drops: () => random() < 0.1 };
  for (let step = 0; step < steps; step += 1) {
    const device = people[below(accountsCount)]?.devices[below(devicesPerAccount)] as MessageDevice;
    const seq = 1 + below(Math.max(1, device.sync.log(group)?.state.lastSeq ?? 1));
    const kind = below(10);
    // What is refused, or asked while the line is cut, changes nothing.
    if (kind < 4) await device.sync.send(group, `words ${step}`);
    else if (kind < 6)
      await device.ask('conversation:mark-read', { conversation: group, seq }).catch(() => undefined);
    else if (kind < 7)
      await device
        .ask('message:edit', { conversation: group, seq, text: `edited ${step}` })
        .catch(() => undefined);
    else if (kind < 8)
      await device.ask('message:recall', { conversation: group, seq }).catch(() => undefined);
    else if (kind < 9) device.cut();
    else await sleep(below(20));
  }
}

async function judge({ url }: ServerProcess, people: readonly Person[], group: string): Promise<Check[]> {
  for (const { devices } of people)
    for (const device of devices) {
      device.chaos = calm;
      device.cut();
    }
  await until(() =>
    everyDevice(people, (device) => device.isOnline && device.sync.outgoing(group).length === 0),
  );
  let [unlikeServer, unlikeMessages] = [0, 0];
  for (const { account, devices } of people) {
    const state = await stateOf((devices[0] as MessageDevice).ask, group);
    const messages = await historyOf(url, account, group);
    const counted = messages.filter(
      ({ seq, senderId, recalled, event }) =>
        seq > state.readSeq && senderId !== account.accountId && recalled !== true && event === undefined,
    );
    if (state.unread !== Math.min(100, counted.length)) unlikeMessages += 1;
    await until(() => devices.every((device) => device.sync.unread(group) === state.unread));
    unlikeServer += devices.filter((device) => device.sync.unread(group) !== state.unread).length;
  }
  return [
    none("badges unlike the server's", unlikeServer),
    none('badges unlike the messages themselves', unlikeMessages),
  ];
}

function everyDevice(people: readonly Person[], isFine: (device: MessageDevice) => boolean): boolean {
  return people.every(({ devices }) => devices.every(isFine));
}

/** Waits for a state, and goes on without it in the end: what is missing is counted. */
async function until(isDone: () => boolean): Promise<void> {
  const untilMs = performance.now() + settleMs;
  while (!isDone() && performance.now() < untilMs) await sleep(50);
}
