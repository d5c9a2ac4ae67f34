// Everything about one's own account, behind one's name. Part of the page frame.
import { ChevronDown, KeyRound, LogOut, MonitorX, Settings } from 'lucide-react';
import { useState } from 'react';
import { goTo } from '../address/address-store.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Menu, MenuItem, MenuSeparator } from '../parts/menu.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { AppearanceChoices } from './appearance-choices.tsx';
import { ChangePasswordDialog } from './change-password-dialog.tsx';
import { SignOutEverywhereDialog } from './sign-out-everywhere-dialog.tsx';

type OpenDialog = 'password' | 'everywhere';

export function AccountMenu() {
  const texts = useTexts();
  const actions = useActions();
  const account = useMeeting((state) => state.account);
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  if (!account) return null;
  return (
    <>
      <Menu
        title={texts.account.menu}
        trigger={
          <button
            type="button"
            className="flex h-11 max-w-[60%] items-center gap-2.5 rounded-lg px-2 hover:bg-raised-hover aria-expanded:bg-raised-hover"
          >
            <span className="sr-only">{texts.account.menu}</span>
            <Avatar nickname={account.nickname} className="size-8 text-sm" />
            <PersonName name={account.nickname} className="truncate text-[0.9375rem] font-medium" />
            <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-soft" />
          </button>
        }
      >
        <MenuItem
          icon={Settings}
          label={texts.account.settings}
          onSelect={() => goTo({ kind: 'settings', tab: 'devices' })}
        />
        <MenuItem
          icon={KeyRound}
          label={texts.account.changePassword}
          onSelect={() => setDialog('password')}
        />
        <MenuSeparator />
        <AppearanceChoices />
        <MenuSeparator />
        <MenuItem icon={LogOut} label={texts.account.signOut} onSelect={() => void actions.signOut()} />
        <MenuItem
          icon={MonitorX}
          label={texts.account.signOutEverywhere}
          onSelect={() => setDialog('everywhere')}
        />
      </Menu>
      <ChangePasswordDialog open={dialog === 'password'} onClose={close} />
      <SignOutEverywhereDialog open={dialog === 'everywhere'} onClose={close} />
    </>
  );
}
