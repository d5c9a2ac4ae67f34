// A server whose machine changes its addresses: in a namespace of its own, at the end of a cable from this one.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RoomPeer } from '../../peers/room-peer.ts';
import { quickLooks, type ServerProcess, startServer } from '../helpers/server.ts';
import { newName, removeInterface, removeNamespace, run } from '../netlab/namespaces.ts';
import { Member, registerAccount } from './member.ts';

/**
 * Set aside for benchmarks (RFC 2544), and for one site's own use (RFC 4193). The second one gets a mask of its own: of two in one
 * network the later goes with the earlier.
 */
const network = { first: '198.19.241.2', second: '198.19.241.3', own: '198.19.241.1', ipv6: 'fd00:706c::2' };

let namespace = '';
let near = '';
let server: ServerProcess | undefined;
const peers: RoomPeer<Member>[] = [];
const speaking: NodeJS.Timeout[] = [];

beforeEach(() => {
  [namespace, near] = [newName('plenum-own-'), newName('own')];
  run('ip', 'netns', 'add', namespace);
  run('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', 'far', 'netns', namespace);
  inside('link', 'set', 'lo', 'up');
  // Otherwise IPv6 addresses are looked for on the cable for a second before they may be used.
  run('ip', 'addr', 'add', `${network.own}/24`, 'dev', near);
  run('ip', 'addr', 'add', 'fd00:706c::1/64', 'dev', near, 'nodad');
  run('ip', 'link', 'set', near, 'up');
  inside('link', 'set', 'far', 'up');
});
afterEach(async () => {
  for (const timer of speaking.splice(0)) clearInterval(timer);
  for (const peer of peers.splice(0)) peer.close();
  await server?.stop();
  server = undefined;
  removeInterface(near);
  removeNamespace(namespace);
});

function inside(...args: readonly string[]): void {
  run('ip', '-n', namespace, ...args);
}

/** UDP sockets that are open on an address of the server's machine. */
function mediaSockets(address: string): number {
  const rows = run('ip', 'netns', 'exec', namespace, 'ss', '-Hlun').split('\n');
  return rows.filter((row) => row.includes(` ${address}:`)).length;
}

async function start(host: string): Promise<number> {
  server = await startServer({
    inside: ['ip', 'netns', 'exec', namespace],
    env: { HOST: host, ...quickLooks },
  });
  return Number(new URL(server.url).port);
}

async function enter(url: string, number?: string): Promise<RoomPeer<Member>> {
  const peer = await RoomPeer.enter(await Member.open(url, await registerAccount(url)), number);
  peers.push(peer);
  return peer;
}

/** Two people who come by this address: one speaks, and the other hears it. */
async function expectCall(url: string): Promise<void> {
  const talker = await enter(url);
  await speak(talker);
  await expectHeard(await listen(await enter(url, talker.roomNumber), talker));
}

/** Speaks until the test is over. */
async function speak(talker: RoomPeer<Member>): Promise<void> {
  await talker.startMicrophone();
  speaking.push(setInterval(() => talker.speak({ frames: [Uint8Array.of(1, 2, 3)], levelDb: -20 }), 20));
}

/** @returns how many packets of the talker have come, as often as it is asked */
async function listen(listener: RoomPeer<Member>, talker: RoomPeer<Member>): Promise<() => number> {
  let heard = 0;
  await listener.listenTo([talker.producerId], () => (heard += 1));
  return () => heard;
}

/** From now on packets come. */
async function expectHeard(heard: () => number): Promise<void> {
  const before = heard();
  await expect.poll(heard).toBeGreaterThan(before + 20);
}

test('X6: when its address changes, calls have media under the new one, and /healthz said so meanwhile', async () => {
  inside('addr', 'add', `${network.first}/24`, 'dev', 'far');
  const port = await start('0.0.0.0');
  await expectCall(`http://${network.first}:${port}`);
  inside('addr', 'add', `${network.second}/25`, 'dev', 'far');
  inside('addr', 'del', `${network.first}/24`, 'dev', 'far');
  const url = `http://${network.second}:${port}`;
  const health = async (): Promise<number> => (await fetch(`${url}/healthz`)).status;
  await expect.poll(health).toBe(503);
  await expect.poll(health).toBe(200);
  await expectCall(url);
});

test('X6: an address that comes in the middle of a call carries who comes in by it, and those inside notice nothing', async () => {
  inside('addr', 'add', `${network.first}/24`, 'dev', 'far');
  const port = await start('0.0.0.0');
  const [firstUrl, secondUrl] = [`http://${network.first}:${port}`, `http://${network.second}:${port}`];
  const talker = await enter(firstUrl);
  const listener = await enter(firstUrl, talker.roomNumber);
  await speak(talker);
  const heardInside = await listen(listener, talker);
  await expectHeard(heardInside);

  const listensAgain = async (times: number): Promise<void> => {
    inside('addr', 'add', `${network.second}/25`, 'dev', 'far');
    const told = () => server?.output.stderr.match(/listens on new addresses/g)?.length;
    await expect.poll(told).toBe(times);
  };
  for (const times of [1, 2]) {
    await listensAgain(times);
    const newcomer = await enter(secondUrl, talker.roomNumber);
    const offered = newcomer.sendTransport.iceCandidates.map(({ ip }) => ip);
    expect(new Set(offered)).toEqual(new Set([network.second]));
    await speak(newcomer);
    await expectHeard(await listen(newcomer, talker));
    await expectHeard(await listen(talker, newcomer));

    await newcomer.member.request('room:leave', {});
    newcomer.close();
    inside('addr', 'del', `${network.second}/25`, 'dev', 'far');
    await expect.poll(() => mediaSockets(network.second)).toBe(0);
  }

  await expectHeard(heardInside);
  const notices = [talker, listener].flatMap(({ member }) => member.notices.map(({ name }) => name));
  expect(notices).not.toContain('media:lost');
  expect(server?.output.stderr.match(/media worker runs/g)).toHaveLength(1);
});

test('X6: a worker that dies after an address has gone is started on those that are left', async () => {
  inside('addr', 'add', `${network.first}/24`, 'dev', 'far');
  inside('addr', 'add', `${network.second}/25`, 'dev', 'far');
  const port = await start('0.0.0.0');
  inside('addr', 'del', `${network.first}/24`, 'dev', 'far');
  // The log is written beside the server's other work, and may follow its first answers.
  const pid = () => Number(/"workerPid":(\d+)/.exec(server?.output.stderr ?? '')?.[1] ?? 0);
  await expect.poll(pid).toBeGreaterThan(0);
  process.kill(pid(), 'SIGKILL');
  await expect.poll(() => server?.output.stderr.match(/media worker runs/g)?.length).toBe(2);
  await expectCall(`http://${network.second}:${port}`);
});

test('X13: on a machine that has IPv6 alone, :: listens there, media too', async () => {
  inside('addr', 'add', `${network.ipv6}/64`, 'dev', 'far', 'nodad');
  const port = await start('::');
  await expectCall(`http://[${network.ipv6}]:${port}`);
});
