// The screen of every kind of address. A new one is one line.
import type { ReactNode } from 'react';
import type { Address, AddressKind } from '../address/address.ts';
import { LobbyScreen } from './lobby-screen.tsx';
import { SettingsScreen } from './settings-screen.tsx';

const screens: { readonly [K in AddressKind]: (address: Address<K>) => ReactNode } = {
  home: () => <LobbyScreen />,
  meeting: ({ invitation }) => <LobbyScreen invitation={invitation} />,
  // Who is signed in has no use for it.
  registration: () => <LobbyScreen />,
  settings: ({ tab }) => <SettingsScreen tab={tab} />,
  unknown: () => <LobbyScreen isUnknown />,
};

export function screenOf<K extends AddressKind>(address: Address<K>): ReactNode {
  const render: (address: Address<K>) => ReactNode = screens[address.kind];
  return render(address);
}
