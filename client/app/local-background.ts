// The person's own background picture: taken from a file, made small, kept on this device. Used by the controller.
import type { LocalErrorCode } from './meeting-model.ts';

const key = 'plenum.background';
const fileMaxBytes = 20_000_000;
/** No camera here is wider. */
const [widthMax, heightMax] = [1280, 720];
const jpegQuality = 0.85;
/** Local storage has room for some five million characters, and others need some of it. */
const addressMaxLength = 1_500_000;
const prefix = 'data:image/jpeg;base64,';

export class BackgroundError extends Error {
  readonly code: Extract<LocalErrorCode, `background-${string}`>;

  constructor(code: BackgroundError['code'], cause?: unknown) {
    super(code, { cause });
    this.name = 'BackgroundError';
    this.code = code;
  }
}

/**
 * Makes a picture that is no larger than a camera's, whatever the file was.
 * @returns a `data:` address
 * @throws BackgroundError
 */
export async function readBackground(file: Blob): Promise<string> {
  if (!/^image\/(jpeg|png|webp|gif|avif|bmp)$/.test(file.type))
    throw new BackgroundError('background-not-a-picture');
  if (file.size > fileMaxBytes) throw new BackgroundError('background-too-large');
  const picture = await createImageBitmap(file).catch((error: unknown) => {
    throw new BackgroundError('background-not-a-picture', error);
  });
  const scale = Math.min(1, Math.max(widthMax / picture.width, heightMax / picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.min(widthMax, Math.round(picture.width * scale))),
    Math.max(1, Math.min(heightMax, Math.round(picture.height * scale))),
  );
  const context = canvas.getContext('2d');
  // What is left over at the sides is cut off evenly.
  const [width, height] = [picture.width * scale, picture.height * scale];
  context?.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  picture.close();
  const address = await addressOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality }));
  if (address.length > addressMaxLength) throw new BackgroundError('background-too-large');
  return address;
}

/** @param address what `readBackground` gave */
export function pictureOf(address: string): Blob {
  const bytes = Uint8Array.from(atob(address.slice(prefix.length)), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: 'image/jpeg' });
}

/** What was kept earlier; nothing when that is broken. */
export function loadBackground(): string | undefined {
  try {
    const address = localStorage.getItem(key) ?? '';
    const whole = address.length <= addressMaxLength && address.startsWith(prefix) && isBase64(address);
    return whole ? address : undefined;
  } catch {
    return undefined;
  }
}

/** @throws BackgroundError when this browser has no room for it */
export function keepBackground(address: string | undefined): void {
  try {
    if (address === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, address);
  } catch (error) {
    throw new BackgroundError('background-not-kept', error);
  }
}

function isBase64(address: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(address.slice(prefix.length));
}

function addressOf(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () =>
      reject(new BackgroundError('background-not-a-picture', reader.error)),
    );
    reader.readAsDataURL(picture);
  });
}
