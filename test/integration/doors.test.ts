// Walks every request of the table through every refusal it has to give; a request without a walk does not compile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rateLimits, refusalsMax } from '../../protocol/limits.ts';
import { type RequestName, type RequestNameOf, type RequestRule, requests } from '../../protocol/requests.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { type Account, askHttp, Member, registerAccount } from './member.ts';

/** For each request an input with one wrong field, and the field that the refusal has to name. */
const walks: Record<RequestName, { readonly wrong: unknown; readonly field: string | undefined }> = {
  'account:salt': { wrong: { login: '' }, field: 'login' },
  'account:registration': { wrong: 'text', field: undefined },
  'account:register': { wrong: { phone: '12345', nickname: 'x', salt: 'ff', digest: 'ff' }, field: 'salt' },
  'account:sign-in': { wrong: { login: 'x', digest: 'not hexadecimal' }, field: 'digest' },
  'account:describe': { wrong: 'text', field: undefined },
  'account:sign-out': { wrong: 'text', field: undefined },
  'account:sign-out-everywhere': { wrong: 'text', field: undefined },
  'account:devices': { wrong: 'text', field: undefined },
  'account:sign-out-device': { wrong: { sessionId: '../x' }, field: 'sessionId' },
  'account:sign-out-others': { wrong: 'text', field: undefined },
  'account:change-password': { wrong: { digest: 1 }, field: 'digest' },
  'account:ticket': { wrong: [], field: undefined },
  'connection:check': { wrong: 'text', field: undefined },
  'connection:report': { wrong: { trouble: { level: 'good', cause: 'loss' } }, field: 'trouble.level' },
  'room:create': { wrong: null, field: undefined },
  'room:join': { wrong: { number: 12_345 }, field: 'number' },
  'room:running': { wrong: { numbers: ['1234'] }, field: 'numbers.0' },
  'room:resume': { wrong: 7, field: undefined },
  'room:leave': { wrong: 'text', field: undefined },
  'room:lock': { wrong: { locked: 'yes' }, field: 'locked' },
  'room:require-pin': { wrong: { required: 'yes' }, field: 'required' },
  'room:choose-voice': { wrong: { codec: 'h264' }, field: 'codec' },
  'media:connect': {
    wrong: { transportId: 'x', dtlsParameters: { fingerprints: [] } },
    field: 'dtlsParameters.fingerprints',
  },
  'media:reopen': { wrong: { rtpCapabilities: { codecs: [{}] } }, field: 'rtpCapabilities.codecs.0.kind' },
  'media:restart-ice': { wrong: { transportId: '../x' }, field: 'transportId' },
  'media:produce': { wrong: { source: 'radio' }, field: 'source' },
  'media:produce-data': {
    wrong: { source: 'camera', sctpStreamParameters: {} },
    field: 'sctpStreamParameters.streamId',
  },
  'media:pause': { wrong: { producerId: 'x' }, field: 'paused' },
  'media:close': { wrong: {}, field: 'producerId' },
  'media:consume': { wrong: { producerIds: [] }, field: 'producerIds' },
  'media:resume': { wrong: { consumerIds: ['x', 3] }, field: 'consumerIds.1' },
  'media:suspend': { wrong: { consumerIds: 'x' }, field: 'consumerIds' },
  'media:prefer-layers': { wrong: { consumerId: 'x', spatialLayer: 8 }, field: 'spatialLayer' },
  'media:report-loss': {
    wrong: { reports: [{ producerId: 'x', lossRatio: 2 }] },
    field: 'reports.0.lossRatio',
  },
  'drawing:read': { wrong: { producerId: '' }, field: 'producerId' },
  'drawing:allow': { wrong: { producerId: 'x', drawers: { who: 'friends' } }, field: 'drawers.who' },
  'drawing:point': { wrong: { producerId: 'x', at: [5000, 15_000] }, field: 'at.1' },
  'drawing:draw': {
    wrong: { producerId: 'x', stroke: 1, colour: 'red', points: Array.from({ length: 129 }, () => [0, 0]) },
    field: 'points',
  },
  'drawing:erase': {
    wrong: { producerId: 'x', erasure: { what: 'stroke', stroke: -1 } },
    field: 'erasure.stroke',
  },
  'conversation:open-direct': { wrong: { accountId: '../x' }, field: 'accountId' },
  'ring:start': { wrong: { conversation: '' }, field: 'conversation' },
  'ring:cancel': { wrong: {}, field: 'ringId' },
  'ring:accept': { wrong: { ringId: 7 }, field: 'ringId' },
  'ring:decline': { wrong: { ringId: '../x' }, field: 'ringId' },
  'ring:read': { wrong: 'text', field: undefined },
  'conversation:open-room': { wrong: 'text', field: undefined },
  'conversation:keep-room': { wrong: { keepDays: 0 }, field: 'keepDays' },
  'conversation:open-aside': { wrong: { peerId: '' }, field: 'peerId' },
  'conversation:create-group': { wrong: { title: ' ', accountIds: ['x'] }, field: 'title' },
  'conversation:add-members': { wrong: { conversation: 'x', accountIds: ['x', ''] }, field: 'accountIds.1' },
  'conversation:remove-member': { wrong: { conversation: 'x', accountId: 7 }, field: 'accountId' },
  'conversation:leave': { wrong: { conversation: '' }, field: 'conversation' },
  'conversation:mark-read': { wrong: { conversation: 'x', seq: 0 }, field: 'seq' },
  'conversations:sync': { wrong: { cursor: 0, known: [['x', -1]] }, field: 'known.0.1' },
  'attachment:begin-upload': { wrong: { name: '../x', bytes: 1 }, field: 'name' },
  'attachment:finish': {
    wrong: { id: 'x', voice: { durationMs: -1, waveform: '' } },
    field: 'voice.durationMs',
  },
  'attachment:draw-tickets': { wrong: { parts: [{ id: 'x', part: 'source' }] }, field: 'parts.0.part' },
  'attachment:mark-heard': { wrong: { id: '' }, field: 'id' },
  'attachment:list-heard': { wrong: { ids: ['x', '../y'] }, field: 'ids.1' },
  'message:send': { wrong: { conversation: 'x', clientId: 'f'.repeat(32), text: '' }, field: 'text' },
  'message:edit': { wrong: { conversation: 'x', seq: 1, text: ' \n ' }, field: 'text' },
  'message:recall': { wrong: { conversation: 'x', seq: 1.5 }, field: 'seq' },
  'message:changes': { wrong: { conversation: 'x', after: -1 }, field: 'after' },
  'contacts:sync': { wrong: { cursor: -1 }, field: 'cursor' },
  'contacts:find-phone': { wrong: { phone: 7 }, field: 'phone' },
  'contacts:find-name': { wrong: { name: 'a\u202eb' }, field: 'name' },
  'contact:request': { wrong: { accountId: 'x', word: 'a\nb' }, field: 'word' },
  'contact:accept': { wrong: { accountId: '../x' }, field: 'accountId' },
  'contact:refuse': { wrong: {}, field: 'accountId' },
  'contact:withdraw': { wrong: { accountId: '' }, field: 'accountId' },
  'contact:remove': { wrong: { accountId: 7 }, field: 'accountId' },
  'contact:block': { wrong: { accountId: 'x', blocked: 'yes' }, field: 'blocked' },
  'contact:edit': { wrong: { accountId: 'x', labels: ['family', ' '] }, field: 'labels.1' },
  'profile:own': { wrong: 'text', field: undefined },
  'profile:edit': { wrong: { presence: 'away' }, field: 'presence' },
  'profile:change-nickname': { wrong: { nickname: 7 }, field: 'nickname' },
  'profile:set-picture': { wrong: { parts: ['<svg>'] }, field: 'parts.0' },
  'profile:remove-picture': { wrong: 'text', field: undefined },
  'profile:draw-ticket': { wrong: [], field: undefined },
  'presence:list': { wrong: 'text', field: undefined },
  'presence:report': { wrong: { away: 'yes' }, field: 'away' },
  'profile:read': { wrong: { accountIds: [] }, field: 'accountIds' },
  'message:search': { wrong: { text: ' ' }, field: 'text' },
  'group:describe': { wrong: { conversation: '' }, field: 'conversation' },
  'group:set-role': { wrong: { conversation: 'x', accountId: 'y', role: 'owner' }, field: 'role' },
  'group:hand-over': { wrong: { conversation: 'x', accountId: '' }, field: 'accountId' },
  'group:rename': { wrong: { conversation: 'x', title: ' ' }, field: 'title' },
  'group:configure': { wrong: { conversation: 'x', isPublic: 'yes' }, field: 'isPublic' },
  'group:mute-member': { wrong: { conversation: 'x', accountId: 'y', minutes: -1 }, field: 'minutes' },
  'group:announce': { wrong: { conversation: 'x', text: ' ' }, field: 'text' },
  'group:confirm-announcement': { wrong: { conversation: 'x', number: 0 }, field: 'number' },
  'group:confirmations': { wrong: { conversation: 'x', after: '' }, field: 'after' },
  'group:dissolve': { wrong: { conversation: 7 }, field: 'conversation' },
  'group:directory': { wrong: { words: 'x'.repeat(65) }, field: 'words' },
  'group:apply': { wrong: { conversation: 'x', word: 'x'.repeat(201) }, field: 'word' },
  'group:applications': { wrong: { conversation: 'x', after: '../' }, field: 'after' },
  'group:answer-application': {
    wrong: { conversation: 'x', accountId: 'y', accept: 'yes' },
    field: 'accept',
  },
  'group:make-link': { wrong: { conversation: 'x', days: 8 }, field: 'days' },
  'group:revoke-link': { wrong: { conversation: 'x', accountId: 1 }, field: 'accountId' },
  'group:open-link': { wrong: { secret: 'short' }, field: 'secret' },
  'group:join-by-link': { wrong: { secret: '' }, field: 'secret' },
  'group:pending': { wrong: 'text', field: undefined },
  'group:answer-invitation': { wrong: { conversation: 'x' }, field: 'accept' },
  'message:react': { wrong: { conversation: 'x', seq: 1, emoji: 'yes', chosen: true }, field: 'emoji' },
  'message:pin': { wrong: { conversation: 'x', seq: 1, pinned: 1 }, field: 'pinned' },
  'message:pins': { wrong: { conversation: '../x' }, field: 'conversation' },
  'message:edits': { wrong: { conversation: 'x', seq: 0 }, field: 'seq' },
  'message:forward': {
    wrong: { conversation: 'x', seqs: [0], to: 'y', clientId: 'f'.repeat(32) },
    field: 'seqs.0',
  },
  'conversation:receipts': { wrong: { conversation: 7 }, field: 'conversation' },
  'conversation:mark-delivered': { wrong: { delivered: [['x', 0]] }, field: 'delivered.0.1' },
  'conversation:keep-messages': { wrong: { conversation: 'x', days: 0 }, field: 'days' },
  'conversation:set-own': { wrong: { conversation: 'x', pinned: 'yes' }, field: 'pinned' },
  'message:export': { wrong: 'text', field: undefined },
  'message:history': { wrong: { conversation: 'x', before: 'last' }, field: 'before' },
};

const names = Object.keys(requests) as RequestName[];
const throughHttp = names.filter(
  (name): name is RequestNameOf<'http'> => requests[name].transport === 'http',
);
const throughSocket = names.filter(
  (name): name is RequestNameOf<'socket'> => requests[name].transport === 'socket',
);
const needing = (...needs: string[]): RequestName[] =>
  names.filter((name) => needs.includes(requests[name].auth));

let server: ServerProcess;
let account: Account;
let stranger: Member;
let guest: Member;
let host: Member;

beforeAll(async () => {
  // The walks ask more than people do; what is too often is tried on a server of its own.
  server = await startServer({ env: { REQUEST_ALLOWANCE: '100' } });
  account = await registerAccount(server.url);
  stranger = await Member.open(server.url, account);
  host = await Member.open(server.url, await registerAccount(server.url));
  guest = await Member.open(server.url, await registerAccount(server.url));
  const { number } = (await host.request('room:create')).room;
  await guest.request('room:join', { number });
});
afterAll(async () => {
  for (const member of [stranger, host, guest]) member.close();
  await server.stop();
});

test('every request of the table is walked', () => {
  expect(Object.keys(walks).sort()).toEqual(names.toSorted());
});

describe('not signed in', () => {
  const closed = throughHttp.filter((name) => requests[name].auth !== 'none');
  test.each(closed)('%s is refused without a token, and with one that is none', async (name) => {
    for (const token of [undefined, 'x'.repeat(43), '']) {
      const answer = await askHttp(server.url, name, {}, token);
      expect([answer.status, answer.body.error?.code]).toEqual([401, 'not-signed-in']);
    }
  });
});

describe('the other transport', () => {
  test.each(throughHttp)('%s is unknown to the socket', async (name) => {
    expect(await stranger.refusal(name, walks[name].wrong)).toBe('unknown-request');
  });

  test.each(throughSocket)('%s is unknown to HTTP', async (name) => {
    const answer = await askHttp(server.url, name as unknown as RequestNameOf<'http'>, {}, account.token);
    expect([answer.status, answer.body.error?.code]).toEqual([404, 'unknown-request']);
  });
});

describe('a wrong payload', () => {
  test.each(throughHttp)('%s is refused over HTTP, naming the field', async (name) => {
    const answer = await askHttp(server.url, name, walks[name].wrong, account.token);
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'bad-request']);
    expect(answer.body.error?.field).toBe(walks[name].field);
  });

  test.each(throughSocket)('%s is refused on the socket, naming the field', async (name) => {
    const reply = await host.ask(name, walks[name].wrong);
    const { field } = walks[name];
    expect(reply).toEqual({
      ok: false,
      error: { code: 'bad-request', ...(field === undefined ? {} : { field }) },
    });
  });

  test.each(throughSocket)('%s is refused for every type that is no object', async (name) => {
    for (const input of [null, 1, 'text', true, []]) {
      expect(await host.refusal(name, input), JSON.stringify(input)).toBe('bad-request');
    }
  });
});

/** Inputs of the right form, for requests that are refused by what the caller is. */
const wellFormed: Partial<Record<RequestName, unknown>> = {
  'room:lock': { locked: true },
  'room:require-pin': { required: true },
  'room:choose-voice': { codec: 'opus' },
  'media:connect': {
    transportId: 'x',
    dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }] },
  },
  'media:restart-ice': { transportId: 'x' },
  'media:produce': { source: 'camera', codec: 'h264', rtpParameters: { codecs: [], encodings: [] } },
  'media:produce-data': { source: 'camera', sctpStreamParameters: { streamId: 1 } },
  'media:pause': { producerId: 'x', paused: true },
  'media:close': { producerId: 'x' },
  'media:consume': { producerIds: ['x'] },
  'media:resume': { consumerIds: ['x'] },
  'media:suspend': { consumerIds: ['x'] },
  'media:prefer-layers': { consumerId: 'x', spatialLayer: 0 },
  'media:report-loss': { reports: [{ producerId: 'x', lossRatio: 0.5, burstPackets: 1 }] },
  'conversation:open-aside': { peerId: 'x' },
  'conversation:keep-room': { keepDays: 7 },
  'ring:start': { conversation: 'x' },
  'drawing:read': { producerId: 'x' },
  'drawing:allow': { producerId: 'x', drawers: { who: 'everybody' } },
  'drawing:point': { producerId: 'x', at: [5000, 5000] },
  'drawing:draw': { producerId: 'x', stroke: 1, colour: 'red', points: [[0, 0]] },
  'drawing:erase': { producerId: 'x', erasure: { what: 'own' } },
};

describe('not in a room', () => {
  test.each(needing('room', 'host'))('%s is refused', async (name) => {
    expect(await stranger.refusal(name, wellFormed[name])).toBe('not-in-room');
  });
});

describe('not the host', () => {
  test.each(needing('host'))('%s is refused', async (name) => {
    expect(await guest.refusal(name, wellFormed[name])).toBe('not-permitted');
  });
});

describe('too often', () => {
  const accounts: Account[] = [];
  let busy: ServerProcess;
  beforeAll(async () => {
    busy = await startServer();
    for (let count = 0; count < names.length + 2; count += 1) accounts.push(await registerAccount(busy.url));
  });
  afterAll(() => busy.stop());

  /** One that has asked nothing yet; the walk that is tried again gets another. */
  const nextAccount = (): Account => accounts.shift() ?? account;
  const burstOf = (name: RequestName): number => {
    const { rate } = requests[name] as RequestRule;
    return rate.per === 'account' ? Math.min(rateLimits[rate.pace].burst, rate.points) : rate.points;
  };

  /** So many refusals do not end a socket yet. */
  const borne = refusalsMax.count - 10;

  // Malformed ones cost their budget too, and nothing else.
  test.each(throughSocket.filter((name) => burstOf(name) < borne))(
    '%s is refused beyond its pace, with the time to wait',
    async (name) => {
      const member = await Member.open(busy.url, nextAccount());
      const asked = Array.from({ length: Math.min(borne, 3 * burstOf(name)) });
      const replies = await Promise.all(asked.map(() => member.ask(name, walks[name].wrong)));
      member.close();
      const refusals = replies.map((reply) => (reply.ok ? undefined : reply.error));
      expect(new Set(refusals.map((error) => error?.code))).toEqual(new Set(['bad-request', 'too-often']));
      const refused = refusals.filter((error) => error?.code === 'too-often');
      // The ticket was the account's first request.
      expect(replies.length - refused.length).toBeGreaterThanOrEqual(burstOf(name) - 1);
      expect(refused.every((error) => (error?.retryAfterMs ?? 0) > 0)).toBe(true);
    },
  );

  test.each(throughSocket.filter((name) => burstOf(name) >= borne))(
    'S9: %s asked wrongly on and on ends the socket before its pace does',
    async (name) => {
      const member = await Member.open(busy.url, nextAccount());
      for (let asked = 0; asked < refusalsMax.count; asked += 1)
        member.socket.emit(name, walks[name].wrong, () => undefined);
      await member.closed();
    },
  );

  test.each(throughHttp)('%s is refused beyond its budget, with the time to wait', async (name) => {
    const { token } = nextAccount();
    let answered = 0;
    let answer = await askHttp(busy.url, name, walks[name].wrong, token);
    while (answer.status === 400 && answered <= requests[name].rate.points) {
      answered += 1;
      answer = await askHttp(busy.url, name, walks[name].wrong, token);
    }
    expect([answer.status, answer.body.error?.code]).toEqual([429, 'too-often']);
    expect(answer.body.error?.retryAfterMs).toBeGreaterThan(0);
    // Of an address, what registering has spent before is missing.
    expect(answered).toBeGreaterThanOrEqual(burstOf(name) - names.length - 2);
    expect(answered).toBeLessThanOrEqual(requests[name].rate.points);
  });

  test('another account is not refused for it', async () => {
    const asking = await Member.open(busy.url, nextAccount());
    const other = await Member.open(busy.url, nextAccount());
    const codes = await Promise.all(Array.from({ length: 30 }, () => asking.refusal('room:leave')));
    expect(codes).toContain('too-often');
    expect(await other.refusal('room:leave')).toBe('not-in-room');
    for (const member of [asking, other]) member.close();
  });
});
