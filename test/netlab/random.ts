// Chance that can be repeated: numbers that depend on seed, stream and index alone. Used by the impairment model.

/** Every kind of chance draws from a stream of its own, so that one never shifts another. */
export type RandomStream = 'loss' | 'burst' | 'jitter' | 'reorder' | 'duplicate';

const streamNumbers: Readonly<Record<RandomStream, number>> = {
  loss: 1,
  burst: 2,
  jitter: 3,
  reorder: 4,
  duplicate: 5,
};

/**
 * The `index`th number of a stream, evenly spread over 0 (included) to 1 (excluded); the same for the same arguments.
 * @param seed any whole number; 32 bits of it count
 */
export function randomAt(seed: number, stream: RandomStream, index: number): number {
  const start = scramble(Math.imul(seed, 0x2c1b3c6d) ^ Math.imul(streamNumbers[stream], 0x297a2d39));
  return (scramble(scramble(start ^ Math.imul(index, 0x9e3779b1)) + start) >>> 0) / 2 ** 32;
}

/** A seed for a part of the whole, for example one direction of one link. */
export function deriveSeed(seed: number, part: string): number {
  return Buffer.from(part).reduce((word, byte) => scramble(word ^ byte), scramble(seed));
}

/** Mixes 32 bits so that each bit of the input touches every bit of the output. */
function scramble(word: number): number {
  let mixed = (word + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
