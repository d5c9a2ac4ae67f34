// Follows the invitation in the address: with a key straight into the room, without one the number is filled in. One that is
// opened during a call waits for an answer.
import { useEffect, useRef } from 'react';
import { type Invitation, writeHash, writeCallHash } from '../../link/invitation.ts';
import type { Phase } from '../../app/meeting-model.ts';
import { formatAddress } from '../address/address.ts';
import { planCallAddress } from '../call/plan-call-layer.ts';
import { replaceHash, useAddress, useHash } from '../address/address-store.ts';
import { useActions, useMeeting } from './meeting-context.ts';

const home = formatAddress({ kind: 'home' });

export interface FollowedInvitation {
  /** The one in the address. Its key is taken out once it is used; once one is in a room, the address names that. */
  readonly invitation: Invitation | undefined;
  /** During a call: leaves the room and goes where the invitation leads. */
  follow(): Promise<void>;
  /** During a call: takes the invitation out of the address. */
  decline(): void;
}

export function useInvitation(): FollowedInvitation {
  const actions = useActions();
  const phase = useMeeting((state) => state.phase);
  const number = useMeeting((state) => state.room?.number);
  const isReturning = useMeeting((state) => state.returningTo !== undefined);
  const hash = useHash();
  const address = useAddress();
  const invitation = address.kind === 'meeting' ? address.invitation : undefined;
  // A page that begins in a call has entered it.
  const beforeRef = useRef<{ phase: Phase; number: string | undefined }>({
    phase: 'starting',
    number: undefined,
  });

  useEffect(() => {
    const { phase: phaseBefore, number: numberBefore } = beforeRef.current;
    beforeRef.current = { phase, number };
    const next = planCallAddress({ phase, phaseBefore, number, numberBefore, isReturning, address });
    if (next === 'home') replaceHash(home);
    else if (next === 'call' && number !== undefined) {
      const own = writeCallHash(number);
      if (hash !== own) replaceHash(own);
    } else if (phase === 'lobby' && invitation?.secret !== undefined) {
      replaceHash(writeHash({ number: invitation.number }));
      void actions.joinRoom(invitation.number, invitation.secret);
    }
  }, [phase, number, isReturning, hash, address, invitation, actions]);

  return {
    invitation,
    follow: async () => {
      if (invitation === undefined) return;
      // Stays in the field, should the meeting ask for a PIN.
      replaceHash(writeHash({ number: invitation.number }));
      await actions.leave();
      await actions.joinRoom(invitation.number, invitation.secret);
    },
    decline: () => replaceHash(number === undefined ? home : writeCallHash(number)),
  };
}
