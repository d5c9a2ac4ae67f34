// The menu of the program: none, or on Macs the few entries without which nothing can be copied. Set by `open-shell.ts`.
import type { MenuItemConstructorOptions } from 'electron';
import type { Electron } from '../electron.ts';

/** Electron's own menu would offer the developer tools, reloading and zooming. Macs copy and paste by their menu only. */
export function setPlainMenu({ Menu }: Pick<Electron, 'Menu'>, platform: NodeJS.Platform): void {
  const roles: MenuItemConstructorOptions[] = [
    { role: 'appMenu' },
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate(roles) : null);
}
