// How a running call is shown: over everything, or as a strip of the frame while another place is looked at. Pure.
import type { Phase } from '../../app/meeting-model.ts';
import type { Address } from '../address/address.ts';

export type CallLayerPlan = 'none' | 'full' | 'strip';

/** Whether an address is a place to look at during a call. What leads nowhere during a call leads back to it. */
function isPlace({ kind }: Address): boolean {
  return kind !== 'meeting' && kind !== 'registration' && kind !== 'unknown';
}

export function planCallLayer(phase: Phase, address: Address): CallLayerPlan {
  if (phase !== 'call') return 'none';
  return isPlace(address) ? 'strip' : 'full';
}

export interface CallAddressInput {
  readonly phase: Phase;
  readonly phaseBefore: Phase;
  /** The meeting that one is in. */
  readonly number: string | undefined;
  /** The meeting that one was in before the last change. */
  readonly numberBefore: string | undefined;
  /** The page was loaded again, and takes its call up. */
  readonly isReturning: boolean;
  readonly address: Address;
}

/**
 * What the address has to become once the call or the address changed.
 * @returns `call`: the address of the call, in place of what stands there; `home` likewise; `undefined`: it stays
 */
export function planCallAddress(input: CallAddressInput): 'call' | 'home' | undefined {
  const { phase, phaseBefore, number, numberBefore, isReturning, address } = input;
  const named = address.kind === 'meeting' ? address.invitation.number : undefined;
  if (phase === 'call' && number !== undefined) {
    const entered = phaseBefore !== 'call';
    if (isPlace(address)) return entered && !isReturning ? 'call' : undefined;
    // What was in the address before has been used, or was passed over for another meeting; one that is opened now is asked about.
    return !entered && named !== undefined && named !== number ? undefined : 'call';
  }
  // Another meeting that the call was left for stays.
  const left = phase === 'lobby' && phaseBefore === 'call';
  return left && named !== undefined && named === numberBefore ? 'home' : undefined;
}
