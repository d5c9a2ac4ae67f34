// Opens an SCTP association by hand over a raw peer, and knows what the next packets of it have to say. Used by abuse-sctp.
import { randomBytes } from 'node:crypto';
import { type RawPeer, until } from './raw-peer.ts';
import { type Chunk, chunk, chunkTypes, dataChunk, readChunks, sctpPacket } from './sctp-packet.ts';

const windowBytes = 1_000_000;
const streams = 65_535;
const cookieParameter = 7;
const forwardTsnParameter = Buffer.from([0xc0, 0x00, 0x00, 0x04]);
const initBytes = 16;

export class RawAssociation {
  readonly #peer: RawPeer;
  /** The other end's tag, which every packet to it bears. */
  readonly tag: number;
  /** Number of the part that is sent next. */
  tsn: number;

  private constructor(peer: RawPeer, tag: number, tsn: number) {
    this.#peer = peer;
    this.tag = tag;
    this.tsn = tsn;
  }

  /** @param peer its DTLS is under way, or complete. @throws Error when the other end does not take part */
  static async open(peer: RawPeer): Promise<RawAssociation> {
    const ownTag = randomBytes(4).readUInt32BE() | 1;
    const ownTsn = randomBytes(4).readUInt32BE();
    const init = Buffer.alloc(initBytes);
    init.writeUInt32BE(ownTag >>> 0, 0);
    init.writeUInt32BE(windowBytes, 4);
    init.writeUInt16BE(streams, 8);
    init.writeUInt16BE(streams, 10);
    init.writeUInt32BE(ownTsn, 12);
    const hello = sctpPacket(0, [chunk(chunkTypes.init, 0, Buffer.concat([init, forwardTsnParameter]))]);
    await until(
      () => find(peer, chunkTypes.initAck) !== undefined,
      'The worker did not answer INIT.',
      () => peer.send(hello),
    );
    const { value = Buffer.alloc(initBytes) } = find(peer, chunkTypes.initAck) ?? {};
    const association = new RawAssociation(peer, value.readUInt32BE(0), ownTsn);
    await until(
      () => find(peer, chunkTypes.cookieAck) !== undefined,
      'The worker did not take its cookie back.',
      () => association.send([chunk(chunkTypes.cookieEcho, 0, cookieOf(value))]),
    );
    await association.proveOpen();
    return association;
  }

  /** Sends chunks in one packet. */
  send(chunks: readonly Buffer[]): Promise<void> {
    return this.#peer.send(sctpPacket(this.tag, chunks));
  }

  /** Sends a message on a stream that was not announced. @throws Error when it is not acknowledged, so that nothing else would get in */
  async proveOpen(): Promise<void> {
    const part = dataChunk({
      tsn: this.tsn,
      streamId: 1,
      sequence: 0,
      begins: true,
      ends: true,
      payload: Buffer.alloc(10),
    });
    const isAcknowledged = (): boolean =>
      this.#peer.received.some((packet) =>
        readChunks(packet).some(
          ({ type, value }) => type === chunkTypes.sack && value.readUInt32BE(0) === this.tsn,
        ),
      );
    await until(isAcknowledged, 'The worker did not acknowledge a message.', () => this.send([part]));
    this.tsn = (this.tsn + 1) >>> 0;
  }
}

function find(peer: RawPeer, type: number): Chunk | undefined {
  return peer.received.flatMap(readChunks).find((each) => each.type === type);
}

/** The state cookie among the parameters of an INIT ACK. */
function cookieOf(value: Buffer): Buffer {
  for (let at = initBytes; at + 4 <= value.length; ) {
    const length = value.readUInt16BE(at + 2);
    if (value.readUInt16BE(at) === cookieParameter) return value.subarray(at + 4, at + length);
    at += Math.max(4, Math.ceil(length / 4) * 4);
  }
  throw new Error('The worker gave no cookie.');
}
