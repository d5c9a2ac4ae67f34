// A TCP connection to the media port over which the test sends what it likes. Used by the attacks on that port.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TransportOptions } from '../../../protocol/media/media-parameters.ts';
import { bindingRequest, isBindingSuccess } from './binding-request.ts';

const lengthBytes = 2;
const askAgainMs = 2000;

export class TcpSocket {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  /** Whether the other end has let it in. */
  isLetIn = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => this.#take(bytes));
  }

  /** Resolves when it is connected, whatever becomes of it then. @param localAddress from where, one of 127.0.0.0/8 */
  static async open(port: number, localAddress = '127.0.0.1'): Promise<TcpSocket> {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    const line = new TcpSocket(socket);
    await once(socket, 'connect');
    return line;
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.readable;
  }

  /** Sends any bytes. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Sends one packet as RFC 4571 frames it. */
  send(packet: Buffer): void {
    const head = Buffer.alloc(lengthBytes);
    head.writeUInt16BE(packet.length);
    this.write(Buffer.concat([head, packet]));
  }

  /** Asks to be let in with the password of a transport, again and again as browsers do: a worker forgets a peer that does not. */
  authenticate(ice: TransportOptions['iceParameters']): void {
    this.send(bindingRequest(ice));
    const asking = setInterval(() => this.send(bindingRequest(ice)), askAgainMs);
    this.#socket.once('close', () => clearInterval(asking));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= lengthBytes) {
      const end = lengthBytes + this.#received.readUInt16BE(0);
      if (this.#received.length < end) return;
      if (isBindingSuccess(this.#received.subarray(lengthBytes, end))) this.isLetIn = true;
      this.#received = this.#received.subarray(end);
    }
  }
}
