// Listens to the voice levels of all others and tells who speaks. Used by the stage.
import { useEffect, useRef, useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { useActions } from '../state/meeting-context.ts';
import { keepSpeakers, noSpeakers, planActiveSpeaker, type SpeakerState } from './plan-active-speaker.ts';

export type Speakers = Pick<SpeakerState, 'activePeerId' | 'recentPeerIds'>;

/** Renders again only when another member begins to speak, not for every level. One's own voice does not count. */
export function useActiveSpeaker(room: RoomSnapshot): Speakers {
  const actions = useActions();
  const stateRef = useRef<SpeakerState>(noSpeakers);
  const [speakers, setSpeakers] = useState<Speakers>(noSpeakers);
  const others = room.peers.map(({ peerId }) => peerId).filter((peerId) => peerId !== room.selfPeerId);
  const othersKey = others.join(' ');
  useEffect(() => {
    const peerIds = othersKey.split(' ').filter(Boolean);
    const become = (state: SpeakerState) => {
      if (state.recentPeerIds !== stateRef.current.recentPeerIds) setSpeakers(state);
      stateRef.current = state;
    };
    become(keepSpeakers(stateRef.current, new Set(peerIds)));
    const ends = peerIds.map((peerId) =>
      actions.onLevel(peerId, (levelDb) =>
        become(planActiveSpeaker(stateRef.current, peerId, levelDb, performance.now())),
      ),
    );
    return () => {
      for (const end of ends) end();
    };
  }, [actions, othersKey]);
  return speakers;
}
