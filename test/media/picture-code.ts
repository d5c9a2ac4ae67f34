// The picture code: a frame's number as black and white cells with a checksum. Drawn by clip, read by read-code.

export const codeColumns = 8;
export const codeRows = 4;
/** The cells fill the full width and this part of the height, from the top: even a picture 80 pixels wide keeps them apart. */
export const codeHeightRatio = 0.6;

/**
 * The cells row by row, `true` is white: 16 bits of number, then 16 of checksum, highest bit first.
 * @param number 0..65535
 */
export function codeCells(number: number): boolean[] {
  const word = number * 0x10000 + checksum(number);
  return Array.from(
    { length: codeColumns * codeRows },
    (_, index) => Math.floor(word / 2 ** (31 - index)) % 2 === 1,
  );
}

/** CRC-16 (CCITT) of the number's two bytes: never all black or all white together with the number. */
function checksum(number: number): number {
  let remainder = 0xffff;
  for (const byte of [number >> 8, number & 0xff]) {
    remainder ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = remainder & 0x8000 ? ((remainder << 1) ^ 0x1021) & 0xffff : (remainder << 1) & 0xffff;
    }
  }
  return remainder;
}
