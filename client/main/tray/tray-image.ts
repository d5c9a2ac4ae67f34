// The tray's picture as Electron takes it, for plain and dense screens. Used by `tray-service.ts`.
import type { NativeImage } from 'electron';
import type { Electron } from '../electron.ts';
import { drawIcon } from './draw-icon.ts';
import { encodePng } from './encode-png.ts';
import type { TrayIcon } from './plan-tray.ts';

/** Windows and Linux show about 16 pixels, the menu bar of macOS up to 22, where 18 look right. */
const sizePx = { colour: 16, template: 18 };
const scaleFactors = [1, 2];

export function trayImage(
  { nativeImage }: Pick<Electron, 'nativeImage'>,
  icon: TrayIcon,
  platform: NodeJS.Platform,
): NativeImage {
  const look = platform === 'darwin' ? 'template' : 'colour';
  const image = nativeImage.createEmpty();
  for (const scaleFactor of scaleFactors) {
    const side = sizePx[look] * scaleFactor;
    const png = encodePng(drawIcon(icon, side, look), side);
    image.addRepresentation({ scaleFactor, dataURL: `data:image/png;base64,${png.toString('base64')}` });
  }
  if (look === 'template') image.setTemplateImage(true);
  return image;
}
