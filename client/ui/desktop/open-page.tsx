// How each of the program's own pages begins: the language and theme that were chosen, then its one screen. Used by all three.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { DesktopBridge } from '../../ipc.ts';
import { useLanguage } from '../texts/language-store.ts';
import { useTheme } from '../theme/theme-store.ts';
import { askDesktop } from '../../link/ask-desktop.ts';

/** @param render makes the screen; nothing is shown where there is no desktop program */
export async function openPage(render: (bridge: DesktopBridge) => ReactNode): Promise<void> {
  const bridge = window.plenumDesktop;
  const root = document.getElementById('root');
  if (!bridge || !root) return;
  await applyAppearance(bridge);
  createRoot(root).render(
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>{render(bridge)}</Tooltip.Provider>
    </CSPProvider>,
  );
}

async function applyAppearance(bridge: DesktopBridge): Promise<void> {
  try {
    const { language, theme } = await askDesktop(bridge, 'appearance:read', {});
    useLanguage.getState().setLanguage(language);
    useTheme.getState().setTheme(theme);
  } catch {
    // The languages of the system and its theme are as good.
  }
}
