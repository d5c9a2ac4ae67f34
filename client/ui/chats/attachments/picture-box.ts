// How large a picture stands in a conversation. Pure.

const widthMax = 320;
const heightMax = 360;
const sideMin = 80;

/** @param width and @param height of the picture in pixels @returns its place in CSS pixels, of the picture's form unless that is extreme */
export function pictureBox(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, widthMax / width, heightMax / height);
  const side = (length: number): number => Math.max(sideMin, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}
