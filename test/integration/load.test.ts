// The load tester as operators run it, against a real server: who takes part, what it refuses, and how it ends.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeJpegClip } from '../../peers/media/clips.ts';
import { nowMs } from '../../peers/media/stamp.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import type { LoadResult } from '../../load/runs/result.ts';
import { writePicturePacket } from '../../protocol/media/picture-packet.ts';
import { patient, runToEnd, start, startWith, waitFor } from '../helpers/load-program.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

/** Each run starts several processes, which takes its time where others use the machine as well. */
vi.setConfig({ testTimeout: 180_000 });

let server: ServerProcess;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'plenum-load-test-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a run in which people take part', () => {
  test('U11: comes into the meeting that is named, and goes on when a member there sends JPEG', async () => {
    const member = await Member.open(server.url, await registerAccount(server.url));
    const person = await RoomPeer.enter(member, undefined, { carriesPictures: true });
    await person.startPictures('screen');
    const run = start('talk', '--url', server.url, '--into', person.roomNumber, '--seconds', '3', ...patient);
    const pictures = await makeJpegClip({ width: 320, height: 180, framesPerSecond: 10 });
    let sequence = 0;
    const sending = setInterval(() => {
      const jpeg = pictures[(sequence += 1) % pictures.length] ?? Buffer.alloc(0);
      const place = { width: 320, height: 180, x: 0, y: 0, tileIndex: 0, tileCount: 1 };
      const capturedAtMs = nowMs();
      person.sendPicture(
        writePicturePacket({ source: 'screen', whole: true, sequence, capturedAtMs, ...place, jpeg }),
      );
    }, 100);
    expect({ code: await run.code, out: run.said.out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('verdict: pass'),
    });
    clearInterval(sending);
    expect(member.told('peer:joined').length).toBeGreaterThan(0);
    person.close();
  });

  test('U11: tells the number of its room, and needs no program besides its own packages', async () => {
    const bare = { ...process.env, PATH: folder, TMPDIR: mkdtempSync(join(folder, 'tmp-')) };
    const run = startWith(bare, 'talk', '--url', server.url, '--seconds', '2', ...patient);
    expect(await run.code).toBe(0);
    expect(run.said.err).toMatch(/Room \d{5} is open: come in and look\./);
  });
});

describe('a run', () => {
  test('in which people storm in while it is measured counts all of them', async () => {
    const args = [
      'join-storm',
      '--url',
      server.url,
      '--seconds',
      '5',
      '--publishers',
      '2',
      '--listeners',
      '6',
      '--ramp',
      '2',
    ];
    const { result } = await runToEnd(folder, 'storm', ...args, '--video', 'none', ...patient);
    expect(result).toMatchObject({ joined: 8, notJoined: 0 });
  });

  test('shared by two processes is one run', async () => {
    const args = [
      'talk',
      '--url',
      server.url,
      '--seconds',
      '2',
      '--rooms',
      '2',
      '--video',
      'none',
      ...patient,
    ];
    const run = start(...args, '--coordinate', '127.0.0.1:0');
    await waitFor('--key', run.said);
    const [, address = '', key = ''] = /--join (\S+) --key (\S+)/.exec(run.said.err) ?? [];
    const helper = start('--join', address, '--key', key);
    expect(await helper.code, helper.said.err).toBe(0);
    expect(await run.code).toBe(0);
    expect(run.said.out).toContain('2 processes');
    expect(run.said.out).toContain('8 of 8');
  });

  test('is ended by Ctrl-C long before its time, with the report', async () => {
    const run = start('talk', '--url', server.url, '--seconds', '60', '--video', 'none', ...patient);
    await waitFor('s left', run.said);
    run.child.kill('SIGINT');
    // The whole run would end with another code.
    expect(await run.code).toBe(130);
    expect(run.said.out).toContain('verdict: interrupted');
  });

  test('against a server that dies midway fails, and reports what was measured until then', async () => {
    const mortal = await startServer();
    const json = join(folder, 'dead.json');
    const run = start(
      'talk',
      '--url',
      mortal.url,
      '--seconds',
      '60',
      '--video',
      'none',
      '--json',
      json,
      ...patient,
    );
    await waitFor('s left', run.said);
    await mortal.stop('SIGKILL');
    expect(await run.code).toBe(1);
    const result = JSON.parse(readFileSync(json, 'utf8')) as LoadResult;
    expect(result.reasons[0]).toContain('The server stopped answering');
    expect(result.voice.received).toBeGreaterThan(0);
    expect(result.seconds).toBeLessThan(50);
  });
});

describe('refused with one sentence, and nothing sent', () => {
  test.each([
    ['a server of another operator', ['--url', 'http://192.0.2.7:3000'], '--i-own-this-server'],
    [
      'an own server elsewhere without a password',
      ['--url', 'http://192.0.2.7:3000', '--i-own-this-server'],
      '--password',
    ],
    ['a server that is down', ['--url', 'http://127.0.0.1:4'], 'No server listens'],
    ['a scenario that is unknown', ['dance'], 'There is no scenario "dance"'],
  ])('is %s', async (_what, args, sentence) => {
    const { said, code } = start(...args);
    expect(await code).toBe(2);
    expect(said.err).toContain(sentence);
    expect(said.err.trim().split('\n')).toHaveLength(1);
    expect(said.out).toBe('');
  });

  test('is a server whose certificate no authority signed', async () => {
    const secret = await startServer({ env: { TLS: 'self-signed', HOST: '127.0.0.1' } });
    const { said, code } = start('--url', secret.url);
    expect(await code).toBe(2);
    expect(said.err).toContain('NODE_EXTRA_CA_CERTS');
    await secret.stop();
  });
});

test('M1: people who write in groups over lines that are cut lose nothing, and the result says so', async () => {
  const writable = await startServer({ env: { REQUEST_ALLOWANCE: '100' } });
  const file = join(folder, 'chat.json');
  const people = ['--people', '4', '--groups', '2', '--size', '3', '--rate', '10', '--seconds', '2', '--cut'];
  const run = start('chat', '--url', writable.url, '--json', file, '--searches', '1', ...people);
  expect({ code: await run.code, err: run.said.err }).toMatchObject({ code: 0 });
  const result: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(result).toMatchObject({
    sent: 20,
    delivered: 60,
    lost: 0,
    doubled: 0,
    outOfOrder: 0,
    verdict: 'pass',
  });
  expect(Object.keys(result as object)).toEqual(expect.arrayContaining(['ackMs', 'deliveryMs', 'searches']));
  await writable.stop();
});
