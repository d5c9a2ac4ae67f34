// The UDP sockets of all people in a Mumble room, in a small C program (datagram-lines.c) that is built on the spot. Used by mumble.ts.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { buildProgram } from '../../kernel/build-program.ts';

const headBytes = 4;
/** In place of a line's number, for orders and their answers. */
const orders = 0xffff;

export interface DatagramCount {
  /** Datagrams that reached a socket, all lines together. */
  readonly received: number;
  /** How many more reached a socket that was full: the server sent them, but this machine was too slow. */
  readonly dropped: number;
}

export class DatagramLines {
  readonly #program: ChildProcessByStdio<Writable, Readable, null>;
  readonly #listeners = new Map<number, (datagram: Buffer) => void>();
  readonly #waiting: ((count: DatagramCount) => void)[] = [];
  #rest: Buffer = Buffer.alloc(0);

  private constructor(program: ChildProcessByStdio<Writable, Readable, null>) {
    this.#program = program;
    program.stdout.on('data', (bytes: Buffer) => this.#take(bytes));
  }

  /**
   * @param port of the server, on loopback
   * @param count of lines, up to 1024
   * @throws Error when there is no C compiler
   */
  static async open(port: number, count: number): Promise<DatagramLines> {
    const file = await buildProgram('datagram-lines', import.meta.dirname);
    const program = spawn(file, [String(port), String(count)], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(program, 'spawn');
    return new DatagramLines(program);
  }

  send(line: number, datagram: Uint8Array): void {
    const head = Buffer.alloc(headBytes);
    head.writeUInt16LE(line, 0);
    head.writeUInt16LE(datagram.length, 2);
    // What is sent in one turn of the event loop goes out in one write.
    if (this.#program.stdin.writableCorked === 0) {
      this.#program.stdin.cork();
      setImmediate(() => this.#program.stdin.uncork());
    }
    this.#program.stdin.write(head);
    this.#program.stdin.write(datagram);
  }

  /** Hands over whatever this line receives from now on; without it datagrams are only counted. */
  listen(line: number, onDatagram: (datagram: Buffer) => void): void {
    this.#listeners.set(line, onDatagram);
    const order = Buffer.from('l__');
    order.writeUInt16LE(line, 1);
    this.send(orders, order);
  }

  /** What all lines together have received so far. */
  count(): Promise<DatagramCount> {
    this.send(orders, Buffer.from('c'));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    const ended = once(this.#program, 'exit');
    this.#program.stdin.end();
    await ended;
  }

  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= headBytes) {
      const line = this.#rest.readUInt16LE(0);
      const end = headBytes + this.#rest.readUInt16LE(2);
      if (this.#rest.length < end) return;
      const content = this.#rest.subarray(headBytes, end);
      this.#rest = this.#rest.subarray(end);
      if (line !== orders) this.#listeners.get(line)?.(content);
      else this.#waiting.shift()?.(readCount(content));
    }
  }
}

function readCount(content: Buffer): DatagramCount {
  return {
    received: Number(content.readBigUInt64LE(0)),
    dropped: Number(content.readBigUInt64LE(8)),
  };
}
