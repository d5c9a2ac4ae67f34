// What a file is, by its first bytes; its name says nothing. Pure. Used when an upload is finished.

/** So many bytes are looked at. */
export const sniffedBytes = 4096;

export const unknownType = 'application/octet-stream';

/** Types that sharp opens here. */
const pictureTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
]);
/** What browsers record, and Speex in Ogg. */
const voiceTypes: ReadonlySet<string> = new Set(['audio/ogg', 'video/webm', 'video/mp4', 'audio/mp4']);

export const isPictureType = (type: string): boolean => pictureTypes.has(type);
export const isVoiceType = (type: string): boolean => voiceTypes.has(type);

/** Bytes at the beginning, after `skip` others; `.` stands for any byte. */
const marks: readonly (readonly [type: string, mark: string, skip?: number])[] = [
  ['image/jpeg', '\u00ff\u00d8\u00ff'],
  ['image/png', '\u0089PNG\r\n\u001a\n'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'WEBP', 8],
  ['image/avif', 'ftypavif', 4],
  ['image/avif', 'ftypavis', 4],
  ['audio/wav', 'WAVE', 8],
  ['audio/ogg', 'OggS\u0000'],
  ['audio/mpeg', 'ID3'],
  ['audio/mpeg', '\u00ff\u00fb'],
  ['audio/flac', 'fLaC'],
  ['audio/mp4', 'ftypM4A', 4],
  ['video/mp4', 'ftyp', 4],
  ['video/webm', '\u001aE\u00df\u00a3'],
  ['application/pdf', '%PDF-'],
  ['application/zip', 'PK\u0003\u0004'],
];

/** @param start the first 4 kB, or all there is @returns a type of the list; `application/octet-stream` for all else */
export function contentType(start: Uint8Array): string {
  const text = String.fromCharCode(...start.subarray(0, 32));
  const found = marks.find(([, mark, skip = 0]) => text.startsWith(mark, skip));
  return found?.[0] ?? unknownType;
}
