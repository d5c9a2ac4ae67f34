// The screens and windows that can be shared, as they look now. Used by `picker-service.ts` while the picker is open.
import type { DesktopCapturerSource, NativeImage } from 'electron';
import type { PickerSource } from '../../ipc.ts';
import type { Electron } from '../electron.ts';

/** Of a preview, in pixels: three beside each other fill the picker. */
const thumbnail = { width: 320, height: 180 };
/** Of a JPEG, 0 to 100: previews are looked at for a second. */
const thumbnailQuality = 70;
/** More windows than anybody looks through; each costs about 10 kB a second. */
const countMax = 60;
/** Of a name, in characters; windows call themselves what they like. */
const nameMax = 200;
/** As the contract has it. */
const idMax = 128;

/** @throws what Electron throws, for example where the system does not let the program look at the screen */
export async function listSources({
  desktopCapturer,
  BrowserWindow,
}: Pick<Electron, 'desktopCapturer' | 'BrowserWindow'>): Promise<PickerSource[]> {
  const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: thumbnail });
  const own = new Set(BrowserWindow.getAllWindows().map((window) => idOfWindow(window.getMediaSourceId())));
  return sources
    .filter(({ id }) => id.length <= idMax && !own.has(idOfWindow(id)))
    .slice(0, countMax)
    .map(describe);
}

/** A window's id ends with whose it is, which the two lists say differently. */
function idOfWindow(id: string): string {
  return id.split(':').slice(0, 2).join(':');
}

function describe(source: DesktopCapturerSource): PickerSource {
  return {
    id: source.id,
    kind: source.id.startsWith('screen:') ? 'screen' : 'window',
    name: source.name.slice(0, nameMax),
    thumbnail: toDataAddress(source.thumbnail),
  };
}

/** Electron may hand out larger pictures than it was asked for. */
function toDataAddress(image: NativeImage): string {
  if (image.isEmpty()) return '';
  const { width, height } = image.getSize();
  const scale = Math.min(thumbnail.width / width, thumbnail.height / height, 1);
  const small = scale === 1 ? image : image.resize({ width: Math.max(1, Math.round(width * scale)) });
  return `data:image/jpeg;base64,${small.toJPEG(thumbnailQuality).toString('base64')}`;
}
