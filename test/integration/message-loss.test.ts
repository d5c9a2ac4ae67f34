// Nothing that was acknowledged is lost, doubled or out of order: headless clients on a real server whose lines are cut at every step, whose
// notices are dropped, and whose server and programs are killed and started again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../peers/random.ts';
import { befriend, calm, type Chaos, type CutStep, MessageDevice } from '../../peers/message-device.ts';
import { historyOf, sendsOf, stateOf } from '../helpers/message-truth.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { type Account, registerAccount } from './member.ts';

const timeoutMs = 240_000;
const peopleCount = 6;
const devicesPerAccount = 2;
const groupsCount = 3;
const rounds = 12;
/** Of the requests, whose line is cut at one of the steps. */
const cutShare = 0.15;
const droppedShare = 0.2;
const steps: readonly CutStep[] = ['before', 'leaving', 'working', 'answered'];

let server: ServerProcess;
let accounts: Account[] = [];
let devices: MessageDevice[] = [];
const random = createRandom(14);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const chaos: Chaos = {
  cutAt: () => (random() < cutShare ? pick(steps) : undefined),
  drops: () => random() < droppedShare,
};

beforeAll(async () => {
  server = await startServer({ env: { REQUEST_ALLOWANCE: '1000' } });
  accounts = await Promise.all(Array.from({ length: peopleCount }, () => registerAccount(server.url)));
  devices = accounts.flatMap((account) =>
    Array.from({ length: devicesPerAccount }, () => new MessageDevice(server.url, account)),
  );
  await Promise.all(devices.map((device) => device.start()));
  const [founder, ...others] = devices as [MessageDevice, ...MessageDevice[]];
  await befriend(founder, others);
});
afterAll(async () => {
  for (const device of devices) device.kill();
  await server.stop();
});

async function makeGroup(title: string): Promise<string> {
  const [founder, ...others] = devices as [MessageDevice, ...MessageDevice[]];
  const accountIds = [...new Set(others.map(({ accountId }) => accountId))];
  const { state } = await founder.ask('conversation:create-group', { title, accountIds });
  for (const device of devices) await expect.poll(() => device.sync.log(state.conversation)).toBeDefined();
  return state.conversation;
}

/** Every device has nothing left to send, and keeps what the server has, to the letter. */
async function expectEqual(groups: readonly string[]): Promise<void> {
  for (const group of groups) {
    for (const device of devices) await expect.poll(() => device.sync.outgoing(group)).toEqual([]);
    const truth = await historyOf(server.url, accounts[0] as Account, group);
    for (const device of devices) {
      await expect.poll(() => device.sync.log(group)?.messages()).toEqual(truth);
      await expect.poll(() => device.isOnline).toBe(true);
      const state = await stateOf(device.ask, group);
      expect(device.sync.unread(group)).toBe(state.unread);
    }
  }
}

test('row 1: row 5: M1: cut at every step, with the server and programs killed, each message stands once and in its sender’s order on every device', {
  timeout: timeoutMs,
}, async () => {
  const groups = await Promise.all(
    Array.from({ length: groupsCount }, (_, index) => makeGroup(`Group ${index}`)),
  );
  const written = new Map<string, string[]>();
  for (const device of devices) device.chaos = chaos;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, device] of devices.entries()) {
      const group = pick(groups);
      const text = `${index} ${round}`;
      await device.sync.send(group, text);
      const key = `${group} ${index}`;
      written.set(key, [...(written.get(key) ?? []), text]);
    }
    if (round === 4) server = await restart(server);
    if (round % 3 === 2) {
      const device = pick(devices);
      device.kill();
      await device.start();
    }
    for (const device of devices) if (random() < 0.3) device.cut();
    await editSomething(groups);
  }
  for (const device of devices) device.chaos = calm;
  for (const device of devices) device.cut();
  await expectEqual(groups);
  for (const group of groups) {
    const truth = await historyOf(server.url, accounts[0] as Account, group);
    expect(truth.map(({ seq }) => seq)).toEqual(truth.map((_, index) => index + 1));
    for (const index of devices.keys())
      expect(sendsOf(truth, index)).toEqual(written.get(`${group} ${index}`) ?? []);
  }
});

/** A member who is online edits or recalls an own message; it may fail without a connection. */
async function editSomething(groups: readonly string[]): Promise<void> {
  const device = pick(devices);
  const group = pick(groups);
  const own = device.sync
    .log(group)
    ?.messages()
    .filter(({ senderId, event }) => senderId === device.accountId && event === undefined);
  const message = own?.at(-1);
  if (message === undefined) return;
  const { seq } = message;
  // Edits begin with the words as they were written, so that these can be told afterwards.
  const text = `${message.text.split('|')[0]}|edited`;
  await device.ask('message:edit', { conversation: group, seq, text }).catch(() => undefined);
}

async function restart({ url, stopKeepingData }: ServerProcess): Promise<ServerProcess> {
  const dataDir = await stopKeepingData('SIGKILL');
  return startServer({
    env: { REQUEST_ALLOWANCE: '1000', DATA_DIR: dataDir, PORT: new URL(url).port },
  });
}

test('row 3: with a fifth of the notices dropped, every log is whole after the next one that comes', {
  timeout: timeoutMs,
}, async () => {
  const group = await makeGroup('Dropped');
  for (const device of devices) device.chaos = { ...calm, drops: chaos.drops };
  for (let round = 0; round < 10; round += 1)
    await Promise.all(devices.map((device) => device.sync.send(group, `round ${round}`)));
  for (const device of devices) await expect.poll(() => device.sync.outgoing(group)).toEqual([]);
  for (const device of devices) device.chaos = calm;
  // The last notice may have been dropped too; on a line that stands none is, and the next one shows what is missing.
  await (devices[0] as MessageDevice).sync.send(group, 'the last');
  await expectEqual([group]);
});

test('row 5: the answer killed after the commit, sent again twenty times: one message', {
  timeout: timeoutMs,
}, async () => {
  const group = await makeGroup('Answers');
  const device = devices[1] as MessageDevice;
  let lost = 0;
  device.chaos = {
    drops: () => true,
    cutAt: (name) => (name === 'message:send' && (lost += 1) <= 20 ? 'answered' : undefined),
  };
  await device.sync.send(group, 'only once');
  await expect.poll(() => device.sync.outgoing(group), { timeout: timeoutMs }).toEqual([]);
  device.chaos = calm;
  device.cut();
  await expectEqual([group]);
  expect(await historyOf(server.url, accounts[0] as Account, group)).toHaveLength(1);
});

test('row 6: clocks of the senders matter to nothing: the order is the server’s', async () => {
  const group = await makeGroup('Order');
  await Promise.all(devices.map((device, index) => device.sync.send(group, `at once ${index}`)));
  await expectEqual([group]);
});
