// Follows the page's address, and changes it. The browser's own history is the only place where it is kept.
import { useMemo, useSyncExternalStore } from 'react';
import { type Address, formatAddress, parseAddress } from './address.ts';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** What stands behind the page's address from `#` on; the component renders again when that changes. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

/** What the page's address names; the same object until it changes. */
export function useAddress(): Address {
  const hash = useHash();
  return useMemo(() => parseAddress(hash), [hash]);
}

/** Leads to a screen; Back leads to the one before. */
export function goTo(address: Parameters<typeof formatAddress>[0]): void {
  location.assign(formatAddress(address));
}

/** Puts something else behind the page's address, without a new entry in the history. */
export function replaceHash(hash: string): void {
  history.replaceState(undefined, '', location.pathname + location.search + hash);
  dispatchEvent(new Event('hashchange'));
}
