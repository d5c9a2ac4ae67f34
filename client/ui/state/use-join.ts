// Into a meeting by its number, wherever the number is pressed. In a call, the address asks before it is left.
import { goTo } from '../address/address-store.ts';
import { useActions, useMeeting } from './meeting-context.ts';

/** @returns joins a meeting by its five digits; what is refused is shown on Home, where a PIN can be typed */
export function useJoin(): (number: string) => void {
  const actions = useActions();
  const inCall = useMeeting((state) => state.phase === 'call');
  return (number) => {
    goTo({ kind: 'meeting', invitation: { number } });
    if (!inCall) void actions.joinRoom(number);
  };
}
