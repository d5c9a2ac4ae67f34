// The code of the invitation to register in the page's address. Used by the signed-out screens.
import { useSyncExternalStore } from 'react';
import { readRegistrationCode } from '../../../protocol/account/registration-link.ts';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function useRegistrationCode(): string | undefined {
  return useSyncExternalStore(subscribe, () => readRegistrationCode(location.hash));
}
