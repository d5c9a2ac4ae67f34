// A files feature on a real database, disk and HTTP server, for tests: what is uploaded, held by messages, and opened.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import type { Attachment } from '../../../protocol/files/model.ts';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import { type RequestInput, type RequestOutput, requests } from '../../../protocol/requests.ts';
import type { Database } from '../../../sql/database.ts';
import { defaultSettings } from '../../../sql/member-settings.ts';
import { plainDetails } from '../../../sql/message-details.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import { createFiles, type FilesRequestName } from './create-files.ts';

export const startMs = 1_800_000_000_000;

export class TestFiles {
  readonly database: Database;
  readonly dataDir: string;
  /** What was sent, and to whom. */
  readonly sent: (readonly [accountId: string, notice: Notice])[] = [];
  /** Passed by tests; both clocks go by it. */
  elapsedMs = 0;
  readonly #http: FastifyInstance;
  readonly #feature: ReturnType<typeof createFiles>;
  #seq = 0;

  private constructor(database: Database, dataDir: string, attachmentSpace: number) {
    this.database = database;
    this.dataDir = dataDir;
    this.#http = Fastify({ bodyLimit: 16 * 1024 });
    this.#feature = createFiles({
      database,
      dataDir,
      attachmentSpace,
      outbox: { toAccount: (accountId, notice) => this.sent.push([accountId, notice]) },
      budgets: { counts: () => true },
      requestAllowance: 1,
      clock: { now: () => startMs + this.elapsedMs, elapsedMs: () => this.elapsedMs },
      log: pino({ level: 'silent' }),
    });
    this.#feature.routes?.(this.#http);
  }

  /** @param attachmentSpace of one account, in bytes */
  static async open(attachmentSpace = 1e9): Promise<TestFiles> {
    const dataDir = await mkdtemp(join(tmpdir(), 'plenum-files-'));
    const files = new TestFiles(await openDatabase({ dataDir }), dataDir, attachmentSpace);
    await files.#http.listen({ host: '127.0.0.1', port: 0 });
    return files;
  }

  async close(): Promise<void> {
    await this.#feature.close?.();
    await this.#http.close();
    await this.database.close();
    await rm(this.dataDir, { recursive: true });
  }

  /** @returns the id of a new account */
  async register(name: string): Promise<string> {
    const id = `${name}-${randomBytes(4).toString('hex')}`;
    const login = { phone: id, nickname: id, nicknameKey: id, salt: 's', credential: id };
    await this.database.accounts.insert({ id, ...login, disabled: false, createdAtMs: 0 });
    return id;
  }

  /** A conversation of these accounts, who see everything in it. @returns its id */
  async conversation(...accountIds: readonly string[]): Promise<string> {
    const id = randomBytes(8).toString('hex');
    const { conversations, members } = this.database;
    await conversations.insert({
      id,
      kind: 'group',
      title: 'Team',
      directKey: undefined,
      lastSeq: 0,
      lastChange: 1,
      activeAtMs: startMs,
    });
    await members.put(accountIds.map((accountId) => memberOf(id, accountId)));
    return id;
  }

  /** Stores a message that holds attachments. @returns its `seq` */
  async send(senderId: string, conversationId: string, ...attachmentIds: readonly string[]): Promise<number> {
    const seq = (this.#seq += 1);
    await this.database.messages.insert({
      conversationId,
      seq,
      change: seq,
      sentChange: seq,
      senderId,
      clientId: randomBytes(16).toString('hex'),
      sentHash: 'f'.repeat(64),
      text: '',
      sentAtMs: startMs,
      editedAtMs: undefined,
      recalled: false,
      details: { ...plainDetails, attachmentCount: attachmentIds.length },
    });
    await this.database.attachments.hold(conversationId, seq, attachmentIds);
    return seq;
  }

  /** Asks as the socket does, with an input that was checked. @throws RequestError */
  ask<N extends FilesRequestName>(
    accountId: string,
    name: N,
    input: RequestInput<N>,
    address = '192.0.2.1',
  ): Promise<RequestOutput<N>> {
    const handler = this.#feature.handlers[name] as unknown as (
      input: RequestInput<N>,
      caller: SocketCaller,
    ) => Promise<RequestOutput<N>>;
    return handler(requests[name].input.parse(input) as RequestInput<N>, {
      address,
      accountId,
      nickname: accountId,
      registeredAtMs: 0,
      looksLikeOlder: false,
      sessionId: 'session',
      clientId: 'window',
      arrivedAt: '::1',
    });
  }

  /** The code with which a request is refused, or `ok`. */
  async refusal<N extends FilesRequestName>(
    accountId: string,
    name: N,
    input: RequestInput<N>,
    address?: string,
  ): Promise<string> {
    try {
      await this.ask(accountId, name, input, address);
      return 'ok';
    } catch (error) {
      if (error instanceof RequestError) return error.code;
      throw error;
    }
  }

  /** Sends bytes of an upload by tus. */
  patch(
    { id, key }: { readonly id: string; readonly key: string },
    bytes: Uint8Array<ArrayBuffer>,
    offset = 0,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return fetch(`${this.origin}/api/files/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        'Tus-Resumable': '1.0.0',
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(offset),
        Authorization: `Bearer ${key}`,
        ...headers,
      },
      body: bytes,
    });
  }

  /** Asks how far an upload is. */
  head(id: string, key: string): Promise<Response> {
    return fetch(`${this.origin}/api/files/uploads/${id}`, {
      method: 'HEAD',
      headers: { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${key}` },
    });
  }

  /** Uploads a file whole. */
  async upload(accountId: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Attachment> {
    const begun = await this.ask(accountId, 'attachment:begin-upload', { name, bytes: bytes.length });
    if (bytes.length > 0) await this.patch(begun, bytes);
    return (await this.ask(accountId, 'attachment:finish', { id: begun.id })).attachment;
  }

  /** Opens an attachment as an account; 404 without a ticket too. */
  async open(
    accountId: string,
    id: string,
    headers: Readonly<Record<string, string>> = {},
    part: 'content' | 'preview' = 'content',
  ): Promise<Response> {
    const { tickets } = await this.ask(accountId, 'attachment:draw-tickets', { parts: [{ id, part }] });
    return fetch(`${this.origin}${tickets[0]?.path ?? '/api/files/content/x'}`, { headers });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#http.server.address() as AddressInfo).port}`;
  }
}

function memberOf(conversationId: string, accountId: string) {
  return {
    conversationId,
    accountId,
    role: 'member' as const,
    joinedSeq: 1,
    joinedAtMs: startMs,
    leftSeq: undefined,
    readSeq: 0,
    hasWritten: true,
    change: 1,
    eventNumber: 1,
    settings: defaultSettings,
  };
}
