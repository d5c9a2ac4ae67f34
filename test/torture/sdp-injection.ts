// A member who tries to write lines into the SDP of all others: every string of every request, against a real client in Chromium.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isErrorCode } from '../../protocol/error-codes.ts';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import { type RequestName, type RequestNameOf, requests } from '../../protocol/requests.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { askHttp, Member, registerAccount } from '../integration/member.ts';
import { h264Parameters, opusParameters } from '../integration/rtp-samples.ts';
import { type Check, none } from './check.ts';
import { formOf, sample } from './fuzz/sample.ts';
import { hostileTexts, injectEverywhere } from './sdp/injections.ts';
import { Victim } from './sdp/victim.ts';
import { TalkingRoom } from './talking-room.ts';
import { startTortured } from './torture-server.ts';
import { type Form, serverChecks, type TortureTest } from './torture-test.ts';

/** Of the texts that are tried, one in so many. */
const everyText = { gate: 16, short: 2, long: 1 };

export const sdpInjection: TortureTest = {
  id: 'sdp-injection',
  sentence:
    'Puts line breaks, candidates, ICE passwords, marks of direction and 16 kB into every string of every request, beside a real client in Chromium.',
  longMinutes: 6,
  run: async ({ form }) => {
    const server = await startTortured({ REQUEST_ALLOWANCE: '1000' });
    try {
      return [...(await attack(server, form)), ...serverChecks(server)];
    } finally {
      await server.stop();
    }
  },
};

async function attack(server: ServerProcess, form: Form): Promise<Check[]> {
  const socket = createSocket('udp4');
  let datagrams = 0;
  socket.on('message', () => (datagrams += 1));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const room = await TalkingRoom.open(server.url, 2);
  const victim = await Victim.open(server.url);
  try {
    const texts = hostileTexts(socket.address().port).filter((_, index) => index % everyText[form] === 0);
    const honest = await openMember(server.url, room.number);
    const inside = await openMember(server.url, room.number);
    await victim.join(room.number, await produceHonestly(honest));
    const { accepted, strange } = await produceAll(victim, inside, texts);
    const unnamed = await askAll(server.url, inside, texts);
    const deaf = await victim.countUnheard();
    await victim.reload();
    const deafAfter = await victim.countUnheard();
    console.log(`${accepted} bent sources were taken`);
    for (const line of strange.slice(0, 20)) console.error(line);
    return [
      none('attacks that reached nobody', accepted === 0 ? 1 : 0),
      none('strange lines in the description', strange.length),
      none('answers without a name', unnamed),
      none('datagrams to the attacker', datagrams),
      none('voices that the victim does not hear', deaf),
      none('voices not heard after a reload', deafAfter),
      none('complaints of the page', victim.errors.length),
      none('lines of the log begun by others', forgedLines(server)),
    ];
  } finally {
    await victim.close();
    room.close();
    socket.close();
  }
}

async function openMember(url: string, number: string): Promise<Member> {
  const member = await Member.open(url, await registerAccount(url));
  await member.request('room:join', { number, rtpCapabilities: relayFormats });
  return member;
}

/** One source of each kind as the client sends it: what the victim's description has of others is to be like these. */
async function produceHonestly(member: Member): Promise<string[]> {
  const sources = [
    { source: 'screen', codec: 'h264', rtpParameters: h264Parameters() },
    { source: 'screen-sound', codec: 'opus', rtpParameters: opusParameters() },
  ];
  const produced = await Promise.all(sources.map((source) => member.request('media:produce', source)));
  return produced.map(({ producerId }) => producerId);
}

/** Everything that a browser says of its sources, and what one might say besides. */
function wordySources(): readonly Record<string, unknown>[] {
  const unasked = { msid: 'stream track', rtcp: { cname: 'name', reducedSize: true, mux: true } };
  const headerExtensions = [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4, encrypt: false, parameters: { odd: 'x' } },
  ];
  const wordy = (parameters: ReturnType<typeof opusParameters>, said: Record<string, unknown>) => ({
    ...parameters,
    ...unasked,
    headerExtensions,
    codecs: parameters.codecs.map((codec) => ({
      ...codec,
      parameters: { ...codec.parameters, ...said },
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    })),
  });
  return [
    {
      source: 'microphone',
      codec: 'opus',
      rtpParameters: wordy(opusParameters(), { usedtx: 1, useinbandfec: 1, odd: 'x' }),
    },
    { source: 'camera', codec: 'h264', rtpParameters: wordy(h264Parameters(), { odd: 'x' }) },
  ];
}

/**
 * Starts a source with each bent form, looks at what the victim has of those that were taken, and ends them. Each on a new
 * transport: the name that ties streams together is kept from a transport's first source on.
 */
async function produceAll(
  victim: Victim,
  member: Member,
  texts: readonly string[],
): Promise<{ readonly accepted: number; readonly strange: readonly string[] }> {
  const bent = texts.flatMap((text) => wordySources().flatMap((source) => injectEverywhere(source, text)));
  const strange: string[] = [];
  let accepted = 0;
  for (const input of bent) {
    const reply = await member.ask('media:produce', input);
    if (!reply.ok) continue;
    accepted += 1;
    const { producerId } = reply.value as { producerId: string };
    strange.push(...(await victim.strangeLines([producerId])));
    await member.request('media:close', { producerId });
    await member.request('media:reopen', { rtpCapabilities: relayFormats });
  }
  return { accepted, strange };
}

/** Every other request, its strings bent one by one. @returns how many answers were no named error of the caller */
async function askAll(url: string, inside: Member, texts: readonly string[]): Promise<number> {
  const outside = await Member.open(url, await registerAccount(url));
  const codes: string[] = [];
  for (const name of Object.keys(requests) as RequestName[]) {
    const whole = sample(formOf(requests[name].input), () => 0.4, [outside.account.accountId]);
    for (const input of texts.flatMap((text) => injectEverywhere(whole, text))) {
      if (requests[name].transport === 'http') {
        const { status, body } = await askHttp(
          url,
          name as RequestNameOf<'http'>,
          input,
          outside.account.token,
        );
        codes.push(status === 200 ? 'ok' : (body.error?.code ?? 'none'));
      } else {
        const member = name.startsWith('room:') ? outside : inside;
        codes.push(await member.refusal(name, input));
      }
    }
  }
  outside.close();
  return codes.filter((code) => code !== 'ok' && (!isErrorCode(code) || code === 'internal')).length;
}

/** Lines that begin as one of the texts would have them begin. */
function forgedLines({ output }: ServerProcess): number {
  return (output.stdout + output.stderr)
    .split(/[\r\n\u2028\u0085]/)
    .filter((line) => /^(a=|b=|m=)/.test(line)).length;
}
