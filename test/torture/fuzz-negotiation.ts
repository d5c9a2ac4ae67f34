// Negotiation parameters bent at random, ids of others, and requests in an order that no client has, some at the same moment.
import { isErrorCode } from '../../protocol/error-codes.ts';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import { type RequestName, requests } from '../../protocol/requests.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { fingerprint, h264Parameters, opusParameters, soundOnly } from '../integration/rtp-samples.ts';
import { type Check, none } from './check.ts';
import { mutate } from './fuzz/mutate.ts';
import { createRandom, integer, pick, type Random } from './fuzz/random.ts';
import { formOf, sample } from './fuzz/sample.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const requestCount = { gate: 800, short: 3000, long: 100_000 };
const attackers = 8;
/** Requests of one attacker that are under way at a time: what races is only what is asked at once. */
const atOnce = 6;

const names = (Object.keys(requests) as RequestName[]).filter((name) => /^(media|room:)/.test(name));
const forms = new Map(names.map((name) => [name, formOf(requests[name].input)]));

export const fuzzNegotiation: TortureTest = {
  id: 'fuzz-negotiation',
  sentence:
    'Asks for media with bent parameters, ids of others, in the wrong order and all at once (3,000 requests; in the long form 100,000).',
  longMinutes: 3,
  run: ({ seed, form }) =>
    besideCanary((server) => attack(server, requestCount[form], seed), {
      REQUEST_ALLOWANCE: '1000',
    }),
};

async function attack(server: ServerProcess, count: number, seed: number): Promise<Check[]> {
  const members: Member[] = [];
  for (let index = 0; index < attackers; index += 1) {
    members.push(await Member.open(server.url, await registerAccount(server.url)));
  }
  const { number } = (await members[0]?.request('room:create'))?.room ?? {};
  const rounds = Math.ceil(count / attackers / atOnce);
  const unnamed = await Promise.all(
    members.map((member, index) =>
      attackFrom(member, number ?? '', rounds, createRandom(seed * 1000 + index)),
    ),
  );
  for (const member of members) member.close();
  const deaths = server.output.stderr.match(/media worker (died|does not answer)/g)?.length ?? 0;
  return [
    none('deaths of media workers', deaths),
    none(
      'answers without a name',
      unnamed.reduce((sum, each) => sum + each, 0),
    ),
  ];
}

/** @returns how many answers were no named error of the caller, or never came */
async function attackFrom(member: Member, number: string, rounds: number, random: Random): Promise<number> {
  let unnamed = 0;
  for (let round = 0; round < rounds; round += 1) {
    if ((await member.refusal('room:resume')) !== 'ok') await member.refusal('room:join', { number });
    const known = await learn(member, random);
    const answers = await Promise.all(
      Array.from({ length: atOnce }, () => {
        const [name, input] = makeRequest(known, number, random);
        return member.refusal(name, input).catch(() => 'no answer');
      }),
    );
    unnamed += answers.filter((code) => code !== 'ok' && (!isErrorCode(code) || code === 'internal')).length;
  }
  return unnamed;
}

interface Known {
  readonly transports: RequestOutput<'media:reopen'> | undefined;
  /** Of transports, producers and people, one's own and others'. */
  readonly ids: readonly string[];
}

/** New transports now and then, and the ids of everything in the room. */
async function learn(member: Member, random: Random): Promise<Known> {
  const reply = await member.ask('media:reopen', { rtpCapabilities: relayFormats });
  const transports = reply.ok ? (reply.value as RequestOutput<'media:reopen'>) : undefined;
  const looked = await member.ask('room:resume');
  const people = looked.ok ? (looked.value as RequestOutput<'room:resume'>).room.peers : [];
  const ids = people.flatMap(({ peerId, sources }) => [
    peerId,
    ...sources.map(({ producerId }) => producerId),
  ]);
  if (transports) ids.push(transports.sendTransport.id, transports.receiveTransport.id);
  return { transports: random() < 0.9 ? transports : undefined, ids: [...ids, 'x'] };
}

/** Half are right but for a few bent values, half are made from the schema alone. */
function makeRequest(known: Known, number: string, random: Random): [string, unknown] {
  const share = random() < 0.5 ? 0.03 : 0.2;
  if (random() < 0.5) {
    const name = pick(random, names);
    return [name, mutate(sample(forms.get(name) ?? {}, random, known.ids), random, share)];
  }
  const [name, input] = pick(random, rightRequests(known, number, random));
  return [name, random() < 0.3 ? input : mutate(input, random, share)];
}

function rightRequests({ transports, ids }: Known, number: string, random: Random): [RequestName, unknown][] {
  const transportId =
    pick(random, [transports?.sendTransport.id, transports?.receiveTransport.id, ...ids]) ?? 'x';
  const producerIds = Array.from({ length: 1 + integer(random, 4) }, () => pick(random, ids));
  const role = pick(random, ['auto', 'client', 'server']);
  const fingerprints = random() < 0.2 ? [] : [fingerprint];
  return [
    ['media:reopen', { rtpCapabilities: relayFormats }],
    ['media:reopen', { rtpCapabilities: soundOnly }],
    ['media:connect', { transportId, dtlsParameters: { role, fingerprints } }],
    ['media:produce', { source: 'camera', codec: 'h264', rtpParameters: h264Parameters() }],
    ['media:produce', { source: 'microphone', codec: 'speex', rtpParameters: opusParameters() }],
    ['media:produce-data', { source: 'screen', sctpStreamParameters: { streamId: integer(random, 70_000) } }],
    ['media:consume', { producerIds }],
    ['media:close', { producerId: pick(random, ids) }],
    ['media:pause', { producerId: pick(random, ids), paused: random() < 0.5 }],
    ['media:resume', { consumerIds: producerIds }],
    ['media:restart-ice', { transportId }],
    ['media:reopen', {}],
    ['room:leave', {}],
    ['room:join', { number, rtpCapabilities: relayFormats }],
  ];
}
