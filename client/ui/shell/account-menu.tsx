// Everything about one's own account, behind one's name. Part of the frame.
import { KeyRound, LogOut, MonitorX, Settings } from 'lucide-react';
import { useState } from 'react';
import { goTo } from '../address/address-store.ts';
import { PersonAvatar } from '../parts/person-avatar.tsx';
import { Menu, MenuItem, MenuSeparator } from '../parts/menu.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { AppearanceChoices } from '../screens/appearance-choices.tsx';
import { ChangePasswordDialog } from '../screens/change-password-dialog.tsx';
import { SignOutEverywhereDialog } from '../screens/sign-out-everywhere-dialog.tsx';

type OpenDialog = 'password' | 'everywhere';

/** `side` is where the open menu stands. */
export function AccountMenu({ side }: { readonly side: 'bottom' | 'right' }) {
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
        side={side}
        trigger={
          <button
            type="button"
            data-testid="account-menu"
            className="grid size-11 shrink-0 place-items-center rounded-full hover:bg-raised-hover aria-expanded:bg-raised-hover"
          >
            <span className="sr-only">{texts.account.menu}</span>
            <PersonAvatar
              accountId={account.accountId}
              nickname={account.nickname}
              className="size-9 text-sm"
            />
          </button>
        }
      >
        <MenuItem
          icon={Settings}
          label={texts.account.settings}
          onSelect={() => goTo({ kind: 'settings' })}
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
