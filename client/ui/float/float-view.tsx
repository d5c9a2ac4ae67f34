// The content of the floating window: who speaks or what is pinned, one's microphone, and the way out. Used by the button.
import { LogOut, type LucideIcon, Mic, MicOff } from 'lucide-react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { listTiles } from '../call/list-tiles.ts';
import { useActiveSpeaker } from '../call/use-active-speaker.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { PersonName } from '../parts/person-name.tsx';
import { useInterface } from '../state/interface-store.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { FloatPicture } from './float-picture.tsx';
import { planFloat } from './plan-float.ts';

export function FloatView({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  const actions = useActions();
  const pinnedKey = useInterface((state) => state.pinnedKey);
  const microphone = useMeeting((state) => state.microphone);
  const audioOnly = useMeeting((state) => state.preferences.audioOnly);
  const { activePeerId } = useActiveSpeaker(room);
  const tile = planFloat(listTiles(room), { pinnedKey, speakerPeerId: activePeerId });
  if (!tile) return null;
  const { peer, picture, own, kind } = tile;
  const name = own ? texts.call.you : peer.nickname;
  const shown = audioOnly && !own ? undefined : picture;
  return (
    <main data-testid="float" data-peer={peer.peerId} className="relative h-full overflow-hidden bg-stage">
      <span className="absolute inset-0 grid place-items-center pb-10">
        <Avatar nickname={peer.nickname} className="size-24 text-4xl" />
      </span>
      {shown && <FloatPicture key={shown.producerId} source={shown} own={own} />}
      <div className="absolute inset-x-0 bottom-0 flex items-center gap-2 p-2">
        <p className="min-w-0 truncate rounded-md bg-plate px-2 py-1 text-sm text-white">
          <PersonName name={kind === 'screen' ? texts.call.screenOf(name) : name} />
        </p>
        <span className="flex-1" />
        <FloatButtonFace
          icon={microphone === 'on' ? Mic : MicOff}
          label={microphone === 'on' ? texts.call.microphoneOff : texts.call.microphoneOn}
          testId="float-mic"
          onPress={() => void actions.toggleMicrophone()}
        />
        <FloatButtonFace
          icon={LogOut}
          label={texts.call.leaveMeeting}
          testId="float-leave"
          danger
          onPress={() => void actions.leave()}
        />
      </div>
    </main>
  );
}

interface FloatButtonFaceProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly testId: string;
  readonly danger?: boolean;
  readonly onPress: () => void;
}

/** With the browser's own hint: those of the page would appear in the page. */
function FloatButtonFace({ icon: Icon, label, testId, danger = false, onPress }: FloatButtonFaceProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      data-testid={testId}
      onClick={onPress}
      className={classNames(
        'grid size-10 shrink-0 place-items-center rounded-lg text-white',
        danger ? 'bg-danger hover:bg-danger-hover' : 'bg-plate hover:bg-black',
      )}
    >
      <Icon aria-hidden="true" className="size-5" />
    </button>
  );
}
