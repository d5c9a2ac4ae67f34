// Which files are opened as pictures of people, by their first bytes. Pure.

/** JPEG, PNG and WebP; whatever a name or a header says. */
export function isPictureType(bytes: Buffer): boolean {
  const starts = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  return starts('ffd8ff') || starts('89504e470d0a1a0a') || (starts('52494646') && starts('57454250', 8));
}
