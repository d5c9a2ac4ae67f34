// How Mumble wraps its UDP packets: a counter's lowest byte, three bytes of the tag, and what was sealed. Used by mumble.ts.
import { Ocb2 } from './ocb2.ts';

const counterBytes = 1;
const tagBytes = 3;
const headBytes = counterBytes + tagBytes;
/** So many times may the counter's lowest byte have gone round while packets were lost: 1024 packets. */
const roundsMax = 4;

/** What the server gives every client for its packets. */
export interface PacketKeys {
  /** 16 bytes, for both ways. */
  readonly key: Buffer;
  /** Where the client's counter begins, 16 bytes. */
  readonly clientNonce: Buffer;
  /** Where the server's counter begins, 16 bytes. */
  readonly serverNonce: Buffer;
}

export class PacketCipher {
  readonly #cipher: Ocb2;
  readonly #outgoing: Buffer;
  readonly #incoming: Buffer;

  constructor({ key, clientNonce, serverNonce }: PacketKeys) {
    this.#cipher = new Ocb2(key);
    this.#outgoing = Buffer.from(clientNonce);
    this.#incoming = Buffer.from(serverNonce);
  }

  /** Of the last packet that was sealed, 16 bytes. */
  get counter(): Buffer {
    return Buffer.from(this.#outgoing);
  }

  /** @param plain a packet of voice-packet.ts @returns a datagram */
  seal(plain: Uint8Array): Buffer {
    advance(this.#outgoing, 1);
    const { sealed, tag } = this.#cipher.seal(plain, this.#outgoing);
    const head = Buffer.concat([this.#outgoing.subarray(0, counterBytes), tag.subarray(0, tagBytes)]);
    return Buffer.concat([head, sealed]);
  }

  /** @returns the packet in a datagram, `undefined` when it was not sealed for us or more than a thousand were lost before it */
  open(datagram: Buffer): Buffer | undefined {
    if (datagram.length < headBytes) return undefined;
    const counter = Buffer.from(this.#incoming);
    // Loopback keeps the order, so the counter only goes on.
    advance(counter, (datagram.readUInt8(0) - counter.readUInt8(0)) & 0xff);
    for (let round = 0; round < roundsMax; round += 1) {
      const { plain, tag } = this.#cipher.open(datagram.subarray(headBytes), counter);
      if (tag.subarray(0, tagBytes).equals(datagram.subarray(counterBytes, headBytes))) {
        counter.copy(this.#incoming);
        return plain;
      }
      advance(counter, 0x100);
    }
    return undefined;
  }
}

/** Adds to a counter whose lowest byte comes first. */
function advance(counter: Buffer, by: number): void {
  let carry = by;
  for (let index = 0; index < counter.length && carry > 0; index += 1) {
    const sum = counter.readUInt8(index) + carry;
    counter.writeUInt8(sum & 0xff, index);
    carry = sum >>> 8;
  }
}
