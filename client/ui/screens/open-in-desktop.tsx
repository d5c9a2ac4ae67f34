// Hands an invitation from the browser to the desktop program. Used by the welcome screen and the lobby.
import { AppWindow } from 'lucide-react';
import { writeLink } from '../../link/desktop-link.ts';
import type { Invitation } from '../../link/invitation.ts';
import { useTexts } from '../texts/language-store.ts';

/** Nothing without an invitation, in the program itself, and where no link can name the server. */
export function OpenInDesktop({ invitation }: { readonly invitation: Invitation | undefined }) {
  const texts = useTexts();
  const link = invitation && writeLink({ origin: location.origin, ...invitation });
  if (link === undefined || window.plenumDesktop) return null;
  return (
    <p className="mt-5 flex justify-center">
      <a
        href={link}
        data-testid="open-in-desktop"
        className="inline-flex min-h-10 items-center gap-2 rounded-lg px-3 text-sm text-accent-ink hover:bg-accent-soft"
      >
        <AppWindow aria-hidden="true" className="size-4" />
        {texts.desktop.openHere}
      </a>
    </p>
  );
}
