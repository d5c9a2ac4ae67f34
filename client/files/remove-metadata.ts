// Takes out of pictures what tells where, when and by whom they were taken, without encoding them anew. Pure.
// JPEG: ITU-T T.81, Exif 2.32; PNG: W3C PNG 3rd edition; WebP: RFC 9649.

type Bytes = Uint8Array<ArrayBuffer>;

/** @returns the picture without metadata; the same bytes for what is no JPEG, PNG or WebP, or is broken */
export function removeMetadata(file: Bytes): Bytes {
  try {
    if (startsWith(file, 0, '\u00ff\u00d8\u00ff')) return cleanJpeg(file);
    if (startsWith(file, 0, '\u0089PNG\r\n\u001a\n')) return cleanPng(file);
    if (startsWith(file, 0, 'RIFF') && startsWith(file, 8, 'WEBP')) return cleanWebp(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return file;
}

const viewOf = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function startsWith(bytes: Bytes, at: number, mark: string): boolean {
  return Array.from(mark).every((character, index) => bytes[at + index] === character.charCodeAt(0));
}

function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The length of an entropy-coded stretch: it ends at the first marker that is neither stuffing nor a restart. */
function scanEnd(view: DataView, from: number): number {
  for (let at = from; ; at += 1) {
    if (view.getUint8(at) !== 0xff) continue;
    const next = view.getUint8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
}

/** What comes behind the picture, such as the film of a moving photo, is left out too. */
function cleanJpeg(file: Bytes): Bytes {
  const view = viewOf(file);
  const kept: Bytes[] = [file.subarray(0, 2)];
  let orientation = 1;
  for (let at = 2; ; ) {
    const marker = view.getUint16(at);
    if (marker < 0xffc0) throw new RangeError('no marker where one has to be');
    if (marker === 0xffd9) {
      kept.push(file.subarray(at, at + 2));
      break;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > file.length) throw new RangeError('a segment ends behind the file');
    if (marker === 0xffe1 && startsWith(file, at + 4, 'Exif\0\0'))
      orientation = orientationOf(viewOf(file.subarray(at + 10, end)));
    if (isPartOfPicture(file, at, marker)) kept.push(file.subarray(at, end));
    at = end;
    if (marker !== 0xffda) continue;
    at = scanEnd(view, end);
    kept.push(file.subarray(end, at));
  }
  if (orientation > 1 && orientation <= 8) kept.splice(1, 0, exifOf(orientation));
  return joined(kept);
}

/** Application segments are left out, save the colour profile and what decoders need; comments too. */
function isPartOfPicture(file: Bytes, at: number, marker: number): boolean {
  if (marker === 0xffe2) return startsWith(file, at + 4, 'ICC_PROFILE\0');
  if (marker === 0xffe0 || marker === 0xffee) return true;
  return marker !== 0xfffe && (marker < 0xffe0 || marker > 0xffef);
}

const orientationTag = 0x0112;

function orientationOf(tiff: DataView): number {
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  const count = tiff.getUint16(directory, isLittle);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (tiff.getUint16(at, isLittle) === orientationTag) return tiff.getUint16(at + 8, isLittle);
  }
  return 1;
}

/** A segment that says which way up the picture is, and nothing else. */
function exifOf(orientation: number): Bytes {
  const text = 'Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0';
  const body = Uint8Array.from(
    Array.from(`${text}${String.fromCharCode(orientation)}\0\0\0\0\0\0`),
    (character) => character.charCodeAt(0),
  );
  return joined([Uint8Array.from([0xff, 0xe1, 0, body.length + 2]), body]);
}

const pngNotes: ReadonlySet<string> = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME']);

function cleanPng(file: Bytes): Bytes {
  const view = viewOf(file);
  const kept: Bytes[] = [file.subarray(0, 8)];
  for (let at = 8; ; ) {
    const kind = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const end = at + 12 + view.getUint32(at);
    if (end > file.length) throw new RangeError('a chunk ends behind the file');
    if (!pngNotes.has(kind)) kept.push(file.subarray(at, end));
    if (kind === 'IEND') return joined(kept);
    at = end;
  }
}

/** Exif and XMP are told of in the extended header, as two bits. */
const webpNoteBits = 0b1100;

function cleanWebp(file: Bytes): Bytes {
  const view = viewOf(file);
  const kept: Bytes[] = [file.slice(0, 12)];
  for (let at = 12; at < file.length; ) {
    const kind = String.fromCharCode(...file.subarray(at, at + 4));
    const bytes = view.getUint32(at + 4, true);
    const chunk = file.slice(at, at + 8 + bytes + (bytes % 2));
    if (kind === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~webpNoteBits;
    if (kind !== 'EXIF' && kind !== 'XMP ') kept.push(chunk);
    at += 8 + bytes + (bytes % 2);
  }
  const whole = joined(kept);
  viewOf(whole).setUint32(4, whole.length - 8, true);
  return whole;
}
