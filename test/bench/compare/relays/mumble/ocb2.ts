// OCB2 with AES-128, the cipher of Mumble's voice packets (Rogaway, "Efficient instantiations of tweakable blockciphers", 2004). Used by
// packet-cipher. It is broken as an authenticated cipher (Inoue et al. 2019), and here only because the server speaks nothing else.
import { type Cipheriv, createCipheriv, createDecipheriv, type Decipheriv } from 'node:crypto';

const blockBytes = 16;
/** What the field's reduction polynomial leaves when a doubled block overflows. */
const overflow = 0x87;

export class Ocb2 {
  readonly #encrypt: Cipheriv;
  readonly #decrypt: Decipheriv;

  /** @param key 16 bytes */
  constructor(key: Uint8Array) {
    this.#encrypt = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    this.#decrypt = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  }

  /** @param nonce 16 bytes, never the same twice @returns as many bytes as `plain` has, and a tag of 16 */
  seal(plain: Uint8Array, nonce: Uint8Array): { sealed: Buffer; tag: Buffer } {
    const offsets = this.#offsetsFor(plain.length, nonce);
    const whole = offsets.length - blockBytes;
    // All blocks and the pad of the last one in one call: calls cost more than blocks.
    const inputs = Buffer.from(offsets);
    xorInto(inputs, plain.subarray(0, whole));
    xorInto(inputs, lengthBlock(plain.length - whole), whole);
    const sealed = this.#encrypt.update(inputs);
    const pad = Buffer.from(sealed.subarray(whole));
    xorInto(sealed, offsets.subarray(0, whole));
    xorInto(sealed, plain.subarray(whole), whole);
    return { sealed: sealed.subarray(0, plain.length), tag: this.#tagOf(plain, pad, offsets) };
  }

  /** @param nonce with which it was sealed @returns the plain bytes and the tag that they must have come with */
  open(sealed: Uint8Array, nonce: Uint8Array): { plain: Buffer; tag: Buffer } {
    const offsets = this.#offsetsFor(sealed.length, nonce);
    const whole = offsets.length - blockBytes;
    const inputs = Buffer.from(offsets.subarray(0, whole));
    xorInto(inputs, sealed.subarray(0, whole));
    const plain = Buffer.concat([this.#decrypt.update(inputs), sealed.subarray(whole)]);
    xorInto(plain, offsets.subarray(0, whole));
    const padInput = Buffer.from(offsets.subarray(whole));
    xorInto(padInput, lengthBlock(sealed.length - whole));
    const pad = this.#encrypt.update(padInput);
    xorInto(plain, pad.subarray(0, sealed.length - whole), whole);
    return { plain, tag: this.#tagOf(plain, pad, offsets) };
  }

  /** One offset for each block; the last block may be short or empty. */
  #offsetsFor(length: number, nonce: Uint8Array): Buffer {
    const blocks = Math.max(1, Math.ceil(length / blockBytes));
    const offsets = Buffer.alloc(blocks * blockBytes);
    let offset: Buffer = this.#encrypt.update(nonce);
    for (let block = 0; block < blocks; block += 1) {
      offset = doubled(offset);
      offset.copy(offsets, block * blockBytes);
    }
    return offsets;
  }

  #tagOf(plain: Uint8Array, pad: Buffer, offsets: Buffer): Buffer {
    const whole = offsets.length - blockBytes;
    const sum = Buffer.from(pad);
    sum.set(plain.subarray(whole));
    for (let at = 0; at < whole; at += blockBytes) xorInto(sum, plain.subarray(at, at + blockBytes));
    const last = offsets.subarray(whole);
    xorInto(sum, last);
    xorInto(sum, doubled(last));
    return this.#encrypt.update(sum);
  }
}

/** The length of the last block in bits, as a block. */
function lengthBlock(bytes: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  block.writeUInt8(bytes * 8, blockBytes - 1);
  return block;
}

/** Twice a block in GF(2^128). */
function doubled(block: Buffer): Buffer {
  const result = Buffer.allocUnsafe(blockBytes);
  let carry = 0;
  for (let at = blockBytes - 4; at >= 0; at -= 4) {
    const word = block.readUInt32BE(at);
    result.writeUInt32BE(((word << 1) | carry) >>> 0, at);
    carry = word >>> 31;
  }
  result.writeUInt8(result.readUInt8(blockBytes - 1) ^ (carry * overflow), blockBytes - 1);
  return result;
}

function xorInto(target: Buffer, other: Uint8Array, offset = 0): void {
  for (const [index, byte] of other.entries()) target[offset + index] = (target[offset + index] ?? 0) ^ byte;
}
