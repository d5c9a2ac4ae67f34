// Which bytes of a file a request asks for. Pure. RFC 9110, section 14; of several ranges none is given.

export interface ByteRange {
  readonly start: number;
  /** The last byte, not the one after. */
  readonly end: number;
}

/** @param header `Range` as it came @returns `undefined`: all of it; `none`: nothing that there is */
export function byteRange(header: string | undefined, bytes: number): ByteRange | 'none' | undefined {
  if (header === undefined) return undefined;
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (parts === null) return 'none';
  const [, first = '', last = ''] = parts;
  if (first === '' && last === '') return 'none';
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return start > end ? 'none' : { start, end };
}
