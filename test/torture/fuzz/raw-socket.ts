// A WebSocket of one's own making, which can send what no library would: broken frames, broken text, broken packets.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export type Opcode = 0 | 1 | 2 | 8 | 9 | 10 | 11;

export interface FrameOptions {
  readonly opcode?: Opcode;
  /** Whether more frames of this message follow. */
  readonly more?: boolean;
  /** Bits that no agreed extension uses. */
  readonly reserved?: number;
  /** What the length says, where that is not the truth. */
  readonly claimedLength?: number;
}

const closeTimeoutMs = 2000;
const headEnd = '\r\n\r\n';

export class RawSocket {
  readonly #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  /** What HTTP answered to the wish for a WebSocket: 101 when it was granted, 0 when the line was closed without a word. */
  status = 0;
  /** Bytes that the server sent after the handshake. */
  received = 0;
  /** Its first message, which names the session. */
  greeting = '';
  /** The payload of the frame with which it closes, once that came: two bytes of code, and a reason if there is one. */
  closePayload: Buffer | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Opens a WebSocket at the server's signalling. @param path default: as the product's client asks for it */
  static async open(url: string, path = '/socket.io/?EIO=4&transport=websocket'): Promise<RawSocket> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    const raw = new RawSocket(socket);
    await Promise.race([
      happened(socket, 'data').then((first) => raw.#readHead(first as Buffer)),
      happened(socket, 'close'),
    ]);
    socket.on('data', (data) => raw.#read(data));
    return raw;
  }

  #readHead(first: Buffer): void {
    this.status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first.toString('latin1'))?.[1] ?? 0);
    const end = first.indexOf(headEnd);
    if (this.status === 101 && end >= 0) this.#read(first.subarray(end + headEnd.length));
  }

  /** Takes the server's frames apart, which are whole and not masked. */
  #read(data: Buffer): void {
    this.received += data.length;
    this.#unread = Buffer.concat([this.#unread, data]);
    for (;;) {
      const short = (this.#unread[1] ?? 0) & 0x7f;
      const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (this.#unread.length < headBytes) return;
      const length =
        short < 126
          ? short
          : short === 126
            ? this.#unread.readUInt16BE(2)
            : Number(this.#unread.readBigUInt64BE(2));
      if (this.#unread.length < headBytes + length) return;
      const payload = this.#unread.subarray(headBytes, headBytes + length);
      if (((this.#unread[0] ?? 0) & 0x0f) === 8) this.closePayload = Buffer.from(payload);
      else if (this.greeting === '') this.greeting = payload.toString();
      this.#unread = this.#unread.subarray(headBytes + length);
    }
  }

  get open(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** Sends one frame, masked as a client's have to be. */
  send(payload: string | Buffer, options: FrameOptions = {}): void {
    const { opcode = 1, more = false, reserved = 0 } = options;
    const body = Buffer.from(payload);
    const length = options.claimedLength ?? body.length;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    head[0] = (more ? 0 : 0x80) | (reserved << 4) | opcode;
    if (length < 126) head[1] = 0x80 | length;
    else if (length < 65_536) {
      head[1] = 0x80 | 126;
      head.writeUInt16BE(length, 2);
    } else {
      head[1] = 0x80 | 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    const mask = randomBytes(4);
    for (let index = 0; index < body.length; index += 1)
      body[index] = (body[index] ?? 0) ^ (mask[index % 4] ?? 0);
    if (this.open) this.#socket.write(Buffer.concat([head, mask, body]));
  }

  /** Sends the head of a frame, and then its bytes one by one, as much apart as this process can. @param count at most 65,535 */
  async trickle(count: number): Promise<void> {
    this.#socket.setNoDelay(true);
    const head = Buffer.from([0x81, 0x80 | 126, 0, 0, 0, 0, 0, 0]);
    head.writeUInt16BE(count, 2);
    this.#socket.write(head);
    // The last byte never comes.
    for (let sent = 1; sent < count && this.open && this.closePayload === undefined; sent += 1) {
      this.#socket.write('x');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Resolves when what was sent is on its way, or nothing can be sent any more. */
  async drained(): Promise<void> {
    if (!this.open || this.#socket.writableLength === 0) return;
    await Promise.race([happened(this.#socket, 'drain'), happened(this.#socket, 'close')]);
  }

  /** Whether the server closes it, within two seconds. */
  async closed(): Promise<boolean> {
    if (!this.open) return true;
    return Promise.race([
      happened(this.#socket, 'close').then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), closeTimeoutMs)),
    ]);
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Unlike `once` of node:events it does not fail with the line: the end of it is what is waited for. */
function happened(socket: Socket, event: 'data' | 'drain' | 'close'): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}
