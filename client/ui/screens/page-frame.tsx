// What all screens of those who are signed in have around them: mark and account above, and the page's one scroll bar.
import type { ReactNode } from 'react';
import { Logo } from '../parts/logo.tsx';
import { AccountMenu } from './account-menu.tsx';

export function PageFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <header className="flex items-center justify-between gap-3 px-4 py-3 sm:px-6">
        <Logo />
        <AccountMenu />
      </header>
      {children}
    </div>
  );
}
