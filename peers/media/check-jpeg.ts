// Whether bytes are a JPEG of a certain size, without decoding it. Pure; used by watchers.

/** Width and height in pixels of a whole JPEG; `undefined` for anything else, cut off ones included. */
export function readJpegSize(
  jpeg: Uint8Array,
): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  const isWhole =
    jpeg.length > 4 && view.getUint16(0) === 0xffd8 && view.getUint16(jpeg.length - 2) === 0xffd9;
  if (!isWhole) return undefined;
  for (let offset = 2; offset + 9 < jpeg.length; ) {
    const marker = view.getUint16(offset);
    if (marker >> 8 !== 0xff) return undefined;
    if (isFrameHeader(marker & 0xff))
      return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) };
    offset += 2 + view.getUint16(offset + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, among which three markers mean something else. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
