// Strangers who ask for every public page without waiting for answers, and members who ask the media worker for the dearest
// they may, all at once.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { h264Parameters, opusParameters } from '../integration/rtp-samples.ts';
import { openAnswerProbe } from './answer-probe.ts';
import { type Check, none, times } from './check.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const connections = 50;
const pipelined = 200;
const members = { gate: 8, short: 50, long: 50 };
/** How long each of the two floods lasts. */
const floodMs = { gate: 2000, short: 15_000, long: 60_000 };
/** Questions that a member has open at the server; each is about as many questions to the worker as there are members. */
const openPerMember = 4;
const answerMaxMs = 200;
const answerWorstMs = 1000;
const paths = [
  '/metrics',
  '/metrics?packets=1',
  '/metrics?packets=1&collected=1',
  '/healthz',
  '/',
  '/desktop/latest.yml',
  '/nowhere',
  '/socket.io/?EIO=4&transport=polling',
];

export const metricsFlood: TortureTest = {
  id: 'metrics-flood',
  sentence:
    'Asks for every public page 200 times at once on 50 connections, as a stranger and as a program of this machine, and lets 50 members ask the media worker for the dearest they may.',
  longMinutes: 3,
  run: ({ form }) =>
    besideCanary((server) => flood(server, members[form], floodMs[form]), {
      // One worker, so that the flood hits that of the canary.
      MEDIA_WORKERS: '1',
      // All of them are on this machine, and each asks as fast as an account may.
      UNCOUNTED_ADDRESSES: '127.0.0.1',
    }),
};

async function flood(server: ServerProcess, size: number, lastsMs: number): Promise<Check[]> {
  const attackers = await gather(server.url, size);
  const besidePages = await timeAnswers(server.url, () => floodPages(server.url, lastsMs));
  let asked = 0;
  const besideQuestions = await timeAnswers(server.url, async () => {
    asked = await floodWorker(attackers, lastsMs);
  });
  for (const { member } of attackers) member.close();
  console.error(`metrics-flood: ${asked} dear requests of ${size} members were answered`);
  return [
    times('answers beside floods of pages', besidePages, answerMaxMs, answerWorstMs),
    times('answers beside dear requests', besideQuestions, answerMaxMs, answerWorstMs),
    none('media workers that died', server.output.stderr.match(/media worker died/g)?.length ?? 0),
  ];
}

/** How long the server takes to answer a member who is not a part of the attack. */
async function timeAnswers(url: string, deed: () => Promise<void>): Promise<readonly number[]> {
  const probe = await openAnswerProbe(url);
  await deed();
  return probe.end();
}

/** Keeps all connections full of questions; one that the server ends is opened anew. */
async function floodPages(url: string, lastsMs: number): Promise<void> {
  const { port } = new URL(url);
  const untilMs = performance.now() + lastsMs;
  const ask = async (index: number): Promise<void> => {
    while (performance.now() < untilMs) {
      const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress: `127.0.1.${1 + index}` });
      socket.on('error', () => undefined).resume();
      // Every other one is a stranger behind a proxy, who may not read the metrics.
      const proxy = index % 2 === 0 ? '' : 'X-Forwarded-For: 192.0.2.1\r\n';
      const question = paths
        .map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${proxy}\r\n`)
        .join('');
      socket.write(question.repeat(Math.ceil(pipelined / paths.length)));
      await Promise.race([closed(socket), sleep(1000)]);
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => ask(index)));
}

function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

interface Attacker {
  readonly member: Member;
  readonly producerIds: readonly string[];
}

/** A room of people who announce voice and video and send neither. */
async function gather(url: string, size: number): Promise<Attacker[]> {
  const attackers: Attacker[] = [];
  let number: string | undefined;
  for (let count = 0; count < size; count += 1) {
    const member = await Member.open(url, await registerAccount(url));
    if (number === undefined)
      ({ number } = (await member.request('room:create', { rtpCapabilities: relayFormats })).room);
    else await member.request('room:join', { number, rtpCapabilities: relayFormats });
    const microphone = { source: 'microphone', codec: 'speex', rtpParameters: opusParameters() };
    const camera = { source: 'camera', codec: 'h264', rtpParameters: h264Parameters() };
    const opened = [
      await member.request('media:produce', microphone),
      await member.request('media:produce', camera),
    ];
    attackers.push({ member, producerIds: opened.map(({ producerId }) => producerId) });
  }
  return attackers;
}

/** @returns how many requests were answered, refusals not counted */
async function floodWorker(attackers: readonly Attacker[], lastsMs: number): Promise<number> {
  const untilMs = performance.now() + lastsMs;
  let answered = 0;
  const ask = async ({ member, producerIds: own }: Attacker): Promise<void> => {
    const others = attackers.flatMap(({ producerIds }) => producerIds).filter((id) => !own.includes(id));
    while (performance.now() < untilMs) {
      try {
        const { consumers } = await member.request('media:consume', { producerIds: others.slice(0, 128) });
        await member.request('media:resume', { consumerIds: consumers.map(({ consumerId }) => consumerId) });
        answered += 2;
      } catch {
        // A refusal is right; it is not to be asked again at once by a test that shares the machine.
        await sleep(100);
      }
    }
  };
  await Promise.all(
    attackers.flatMap((attacker) => Array.from({ length: openPerMember }, () => ask(attacker))),
  );
  return answered;
}
