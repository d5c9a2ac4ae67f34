// A signed-in window without a screen, for integration tests: requests out, notices kept in order of arrival.
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { ErrorAnswer } from '../../protocol/error-codes.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import type { Notice, NoticeBody, NoticeName } from '../../protocol/notices.ts';
import { httpPathOf, type RequestNameOf, type RequestOutput } from '../../protocol/requests.ts';
import { type Handshake, type Reply, noticeBatch } from '../../protocol/connection/signalling.ts';

const answerTimeoutMs = 10_000;
const noticeTimeoutMs = 10_000;

/** What the HTTP door answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly error?: ErrorAnswer };
}

/** What a proxy, which the server has to trust, says of who asks; nothing for an address of this machine. */
const comingFrom = (address: string | undefined): Record<string, string> =>
  address === undefined ? {} : { 'x-forwarded-for': address };

/** Asks the HTTP door, with any body. @param address of the client, where the server trusts this machine as a proxy */
export async function askHttp(
  url: string,
  name: RequestNameOf<'http'>,
  input: unknown,
  token?: string,
  address?: string,
): Promise<HttpAnswer> {
  const headers: Record<string, string> = { 'content-type': 'application/json', ...comingFrom(address) };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const response = await fetch(url + httpPathOf(name), {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as HttpAnswer['body'] };
}

export interface Account {
  readonly accountId: string;
  readonly nickname: string;
  readonly phone: string;
  readonly token: string;
}

let registered = 0;

/** Registers an account that no other test has. */
export async function registerAccount(
  url: string,
  nickname = `member ${process.pid} ${(registered += 1)}`,
  address?: string,
): Promise<Account> {
  const salt = randomBytes(16).toString('hex');
  const digest = createHash('md5').update(`${salt}a password`).digest('hex');
  const phone = `+49${String(randomBytes(5).readUIntBE(0, 5) % 1e10).padStart(10, '0')}`;
  const answer = await askHttp(
    url,
    'account:register',
    { phone, nickname, salt, digest },
    undefined,
    address,
  );
  if (answer.status !== 200) throw new Error(`registering answered ${JSON.stringify(answer.body)}`);
  return answer.body as unknown as Account;
}

/** What lies beneath socket.io. */
interface RawWebSocket {
  pause(): void;
  terminate(): void;
  close(code: number): void;
}

/** One window of an account. */
export class Member {
  readonly account: Account;
  readonly clientId: string;
  readonly socket: Socket;
  readonly notices: Notice[] = [];
  /** Why the socket was closed, once it was. */
  closedBecause: string | undefined;

  private constructor(account: Account, clientId: string, socket: Socket) {
    this.account = account;
    this.clientId = clientId;
    this.socket = socket;
    socket.onAny((name: NoticeName | typeof noticeBatch, body: unknown) => {
      if (name === noticeBatch) this.notices.push(...(body as Notice[]));
      else this.notices.push({ name, body } as Notice);
    });
    socket.on('disconnect', (reason) => (this.closedBecause = reason));
  }

  /** Opens a window of an account; the same `clientId` is the same window come back. `said`: what else its handshake says. */
  static async open(
    url: string,
    account: Account,
    clientId = randomBytes(8).toString('hex'),
    address?: string,
    said: Pick<Handshake, 'survivesReload'> = {},
  ): Promise<Member> {
    const { ticket } = (await askHttp(url, 'account:ticket', {}, account.token, address)).body;
    const socket = connect(url, { protocolVersion, ticket, clientId, ...said }, comingFrom(address));
    const member = new Member(account, clientId, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
      socket.connect();
    });
    return member;
  }

  /** Sends any event with any payload. */
  async ask(name: string, input: unknown = {}): Promise<Reply<unknown>> {
    return (await this.socket.timeout(answerTimeoutMs).emitWithAck(name, input)) as Reply<unknown>;
  }

  /** Sends a request that has to succeed. */
  async request<N extends RequestNameOf<'socket'>>(name: N, input: unknown = {}): Promise<RequestOutput<N>> {
    const reply = (await this.ask(name, input)) as Reply<RequestOutput<N>>;
    if (!reply.ok) throw new Error(`${name} answered ${JSON.stringify(reply.error)}`);
    return reply.value;
  }

  /** The same for a member that polls: when refused as too frequent it waits as long as the server says. */
  async requestPatiently<N extends RequestNameOf<'socket'>>(name: N): Promise<RequestOutput<N>> {
    const reply = (await this.ask(name)) as Reply<RequestOutput<N>>;
    if (reply.ok) return reply.value;
    if (reply.error.retryAfterMs === undefined) throw new Error(`${name} answered ${reply.error.code}`);
    await sleep(reply.error.retryAfterMs);
    return this.requestPatiently(name);
  }

  /** Sends a request that has to be refused; resolves with the code. */
  async refusal(name: string, input: unknown = {}): Promise<string> {
    const reply = await this.ask(name, input);
    return reply.ok ? 'ok' : reply.error.code;
  }

  /** The bodies of the notices of one name so far. */
  told<N extends NoticeName>(name: N): NoticeBody<N>[] {
    return this.notices
      .filter((notice) => notice.name === name)
      .map((notice) => notice.body as NoticeBody<N>);
  }

  /** Waits for the next notice of a name beyond the first `after`. */
  async nextNotice<N extends NoticeName>(name: N, after = 0): Promise<NoticeBody<N>> {
    const deadline = Date.now() + noticeTimeoutMs;
    while (Date.now() < deadline) {
      const body = this.told(name)[after];
      if (body !== undefined) return body;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no ${name} came; there were ${this.notices.map((notice) => notice.name).join(', ')}`);
  }

  async closed(): Promise<string> {
    if (this.closedBecause === undefined)
      await new Promise((resolve) => this.socket.once('disconnect', resolve));
    return this.closedBecause ?? 'unknown';
  }

  /** Cuts the line as a dead network does: no goodbye. */
  breakConnection(): void {
    this.#webSocket.terminate();
  }

  /** As browsers close the WebSocket of a page they leave (1001, going away); nothing of socket.io is said. */
  leavePage(): void {
    this.#webSocket.close(1001);
  }

  /** Takes nothing in any more, as a machine that hangs; what it is sent piles up at the server. */
  stopReading(): void {
    this.#webSocket.pause();
  }

  get #webSocket(): RawWebSocket {
    const { transport } = this.socket.io.engine as unknown as {
      transport: { ws: RawWebSocket };
    };
    return transport.ws;
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** A socket that is not yet open, with any handshake and headers. */
export function connect(
  url: string,
  auth: Record<string, unknown>,
  extraHeaders: Record<string, string> = {},
): Socket {
  const transports = ['websocket'];
  return io(url, { auth, extraHeaders, transports, autoConnect: false, reconnection: false, forceNew: true });
}
