// What happens to meetings when a media worker dies, and when the server is told to stop.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';
import { h264Parameters, opusParameters } from './rtp-samples.ts';

/** Processes of the media workers that the server has started so far, in order. */
function workerPids({ output }: ServerProcess): number[] {
  return [...output.stderr.matchAll(/"workerPid":(\d+),"port":\d+,"msg":"media worker runs"/g)].map(
    ([, pid]) => Number(pid),
  );
}

/** Process of the worker that carries this many peers. */
async function findCarrier({ url, output }: ServerProcess, peers: number): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const port = new RegExp(`plenum_media_worker_peers\\{port="(\\d+)"\\} ${peers}\\b`).exec(page)?.[1];
  const pid = new RegExp(`"workerPid":(\\d+),"port":${port},`).exec(output.stderr)?.[1];
  if (pid === undefined) throw new Error(`no worker carries ${peers} peers: ${page}`);
  return Number(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function openMember(server: ServerProcess): Promise<Member> {
  return Member.open(server.url, await registerAccount(server.url));
}

const camera = { source: 'camera', codec: 'h264' };

describe('a media worker that is killed', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ env: { MEDIA_WORKERS: '2' } });
  });
  afterAll(() => server.stop());

  test('is replaced; its rooms are told and reopen their media, other rooms notice nothing', async () => {
    const [ann, bob, other] = [await openMember(server), await openMember(server), await openMember(server)];
    const created = await ann.request('room:create');
    await bob.request('room:join', { number: created.room.number });
    await other.request('room:create');
    for (const member of [ann, other]) {
      await member.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    }
    const carrier = await findCarrier(server, 2);
    process.kill(carrier, 'SIGKILL');
    for (const member of [ann, bob]) await member.nextNotice('media:lost');
    expect((await ann.request('room:resume')).room.peers.map((peer) => peer.sources)).toEqual([[], []]);
    expect((await ann.request('room:resume')).mediaOpen).toBe(false);
    expect(await ann.refusal('media:consume', { producerIds: ['x'] })).toBe('media-unavailable');

    const reopened = await ann.request('media:reopen');
    expect(reopened.sendTransport.id).not.toBe(created.sendTransport.id);
    await bob.request('media:reopen', { rtpCapabilities: relayFormats });
    const { producerId } = await ann.request('media:produce', {
      source: 'microphone',
      codec: 'speex',
      rtpParameters: opusParameters(),
    });
    expect((await bob.request('media:consume', { producerIds: [producerId] })).consumers).toHaveLength(1);

    expect(other.told('media:lost')).toEqual([]);
    expect((await other.request('room:resume')).mediaOpen).toBe(true);
    await expect.poll(() => workerPids(server).length).toBe(3);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    for (const member of [ann, bob, other]) member.close();
  });
});

describe('the only media worker', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** Process of the worker that was started last. */
  const worker = (): number => workerPids(server).at(-1) ?? 0;

  test('when killed, is waited for by peers that reopen or join meanwhile', async () => {
    const [ann, bob] = [await openMember(server), await openMember(server)];
    const { number } = (await ann.request('room:create')).room;
    process.kill(worker(), 'SIGKILL');
    const joining = bob.request('room:join', { number });
    expect(await ann.nextNotice('media:lost')).toEqual({ reason: 'worker-died' });
    await ann.request('media:reopen');
    await joining;
    for (const member of [ann, bob]) member.close();
  });

  test('when stopped, is found out and replaced', async () => {
    const ann = await openMember(server);
    await ann.request('room:create');
    const stopped = worker();
    process.kill(stopped, 'SIGSTOP');
    expect(await ann.nextNotice('media:lost')).toEqual({ reason: 'worker-died' });
    await ann.request('media:reopen');
    expect(isRunning(stopped)).toBe(false);
    expect(server.output.stderr).toContain('media worker does not answer, ending it');
    ann.close();
  });

  test('when it dies again and again, is given up, and its room is told why', async () => {
    const ann = await openMember(server);
    await ann.request('room:create');
    const died = () => ann.told('media:lost').length;
    // Two died in the tests before.
    for (let death = 3; death <= 5; death += 1) {
      const before = died();
      process.kill(worker(), 'SIGKILL');
      await ann.nextNotice('media:lost', before);
      if (death < 5) await ann.request('media:reopen');
    }
    expect(ann.told('media:lost').at(-1)).toEqual({ reason: 'worker-given-up' });
    expect(await ann.refusal('media:reopen')).toBe('media-given-up');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
    ann.close();
  });
});

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('notifies all peers, closes everything and ends with exit code 0', async () => {
    const server = await startServer();
    const members = [await openMember(server), await openMember(server)];
    await members[0]?.request('room:create');
    const pids = workerPids(server);
    expect(pids.every(isRunning)).toBe(true);
    const { code, tookMs } = await server.stop(signal);
    console.log(`${signal}: closed after ${Math.round(tookMs)} ms`);
    expect(code).toBe(0);
    for (const member of members) {
      await member.closed();
      expect(member.notices.at(-1)).toEqual({ name: 'server:closing', body: {} });
    }
    await expect.poll(() => pids.some(isRunning)).toBe(false);
    expect(server.output.stderr).not.toMatch(/lost its media worker/);
  });
});
