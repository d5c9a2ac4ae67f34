// Whether what a server says of a source may be written into this browser's SDP. Pure; used by media-receiver.

/** Printable ASCII without spaces: nothing that could begin another line or another word of an SDP. */
const wordOnly = /^[\x21-\x7e]*$/;

/** @param parameters RTP parameters of a consumer, as deep as they go; names count as much as values */
export function isSafeConsumer(parameters: unknown): boolean {
  if (typeof parameters === 'string') return wordOnly.test(parameters);
  if (typeof parameters !== 'object' || parameters === null) return true;
  return Object.entries(parameters).every(([name, value]) => wordOnly.test(name) && isSafeConsumer(value));
}
