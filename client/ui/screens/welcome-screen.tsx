// The frame of the signed-out screens: mark, headline, a card with sign-in or registration, language and theme.
import { useState } from 'react';
import type { Address } from '../address/address.ts';
import { Logo } from '../parts/logo.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import { OpenInDesktop } from './open-in-desktop.tsx';
import { RegisterScreen } from './register-screen.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

/** The address stays, and leads on once one is signed in. */
export function WelcomeScreen({ address }: { readonly address: Address }) {
  const texts = useTexts();
  const invitation = address.kind === 'meeting' ? address.invitation : undefined;
  const code = address.kind === 'registration' ? address.code : undefined;
  const [registering, setRegistering] = useState(code !== undefined);
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <header className="flex items-center justify-between px-4 py-3 sm:px-6">
        <Logo />
        <AppearanceMenu />
      </header>
      <main className="m-auto w-full max-w-[27rem] px-4 pt-2 pb-10">
        <p className="mb-5 text-center text-ink-soft">
          {invitation ? texts.welcome.invited(invitation.number) : texts.welcome.headline}
        </p>
        <div className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-8">
          {registering ? (
            <RegisterScreen code={code} onSignIn={() => setRegistering(false)} />
          ) : (
            <SignInScreen onRegister={() => setRegistering(true)} />
          )}
        </div>
        <OpenInDesktop invitation={invitation} />
      </main>
    </div>
  );
}
