// Follows the invitation in the address: with a key straight into the room, without one the number is filled in.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Invitation, readInvitation } from '../../call/invitation.ts';
import { useActions, useMeeting } from './meeting-context.ts';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Puts something else behind the page's address, without a new entry in the history. */
function replaceHash(hash: string): void {
  history.replaceState(undefined, '', location.pathname + location.search + hash);
  dispatchEvent(new Event('hashchange'));
}

/** The invitation in the address. Its key is taken out once it is used, and all of it once one is in a room. */
export function useInvitation(): Invitation | undefined {
  const actions = useActions();
  const phase = useMeeting((state) => state.phase);
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const invitation = useMemo(() => readInvitation(hash), [hash]);

  useEffect(() => {
    if (invitation === undefined) return;
    if (phase === 'call') {
      replaceHash('');
    } else if (phase === 'lobby' && invitation.secret !== undefined) {
      replaceHash(`#/${invitation.number}`);
      void actions.joinRoom(invitation.number, invitation.secret);
    }
  }, [phase, invitation, actions]);

  return invitation;
}
